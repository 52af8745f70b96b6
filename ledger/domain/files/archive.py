"""What may be unpacked: a spreadsheet is a zip of XML parts, and both can be bombs.

Every part is inflated once under a count before anyone parses it, and a document type declaration anywhere
(the door to entities) is refused. Sources: ECMA-376 part 2 (packages; it forbids DTDs in 8.1.4), zip APPNOTE.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from ledger.domain.files.refusals import BrokenSpreadsheet, PackedFile, UnsafeSpreadsheet

INFLATED_BYTES = 200 * 1024 * 1024
"""Bytes all parts of a spreadsheet may unpack to."""

INFLATION_RATIO = 100
"""Times its own size a spreadsheet may unpack to, once beyond INFLATION_FLOOR."""

INFLATION_FLOOR = 4 * 1024 * 1024
"""Bytes below which the ratio is not asked: small files of equal rows pack well."""

PARTS_MAX = 500
"""Parts of a spreadsheet."""

MAGIC = b"PK\x03\x04"
"""First bytes of a zip that holds something."""

_MANIFEST = "[Content_Types].xml"
_CHUNK = 1 << 16
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


def check_archive(data: bytes) -> None:
    """Nothing, for a zip that is a sane spreadsheet.

    Raises: BrokenSpreadsheet, UnsafeSpreadsheet, PackedFile.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_parts(archive, len(data))
    except _BROKEN:
        raise BrokenSpreadsheet() from None


def _check_parts(archive: zipfile.ZipFile, size: int) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts) or _MANIFEST not in archive.namelist():
        raise PackedFile()
    if len(parts) > PARTS_MAX:
        raise UnsafeSpreadsheet()
    allowed = min(INFLATED_BYTES, max(INFLATION_FLOOR, size * INFLATION_RATIO))
    for part in parts:
        allowed -= _inflate(archive, part, allowed)


def _inflate(archive: zipfile.ZipFile, part: zipfile.ZipInfo, allowed: int) -> int:
    """Bytes of a part, counted while they are unpacked."""
    count, tail = 0, b""
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK):
            count += len(chunk)
            window = tail + chunk
            if count > allowed or any(doctype in window for doctype in _DOCTYPES):
                raise UnsafeSpreadsheet()
            tail = window[-20:]
    return count
