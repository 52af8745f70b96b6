"""A file attached to an entry, and what may be one: pictures and PDF, known by their content and never by their name.

What a person brings may lie. So its first bytes decide what it is; a name that promises another family of file is
refused; a picture is drawn anew, which leaves behind where it was taken and whatever else was hidden in it; a PDF must
begin and end as one and carry nothing after its end. Everything else is refused by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import PAPER_BYTES, PAPER_NAME_MAX

PDF, PICTURE = "pdf", "jpeg"
"""What is kept: a PDF as it came, a picture as JPEG."""

TYPES = {PDF: "application/pdf", PICTURE: "image/jpeg"}
"""The media types files are served as."""

_PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP", re.DOTALL)
_NAMED = {"pdf": PDF, **dict.fromkeys(("jpg", "jpeg", "png", "webp", "gif"), PICTURE)}
_OTHERS = (
    (re.compile(rb"PK(\x03\x04|\x05\x06|\x07\x08)"), "ZIP"),
    (re.compile(rb"....ftyp(heic|heix|mif1|hevc|avif)", re.DOTALL), "HEIC"),
    (re.compile(rb"[^<]{0,8}<(\?xml|!--|!doctype svg|svg).*<svg|[^<]{0,8}<svg", re.I | re.DOTALL), "SVG"),
    (re.compile(rb"[^<]{0,8}<(!doctype html|!--|html|head|body|script)", re.I), "HTML"),
)
_HEAD, _TAIL = 1024, 66_000
_MARKUP = re.compile(rb"<(html|script|svg|iframe|body)\b", re.I)


class EmptyPaper(Invalid):
    """A file of no bytes."""

    message = N_("“%(name)s” is empty.")


class PaperTooLarge(Invalid):
    """A file of more bytes than are taken."""

    message = N_("“%(name)s” is too large. The most is %(limit)s megabytes.")


class NotAPaper(Invalid):
    """A file that is neither a picture nor a PDF."""

    message = N_("“%(name)s” is neither a picture nor a PDF. JPEG, PNG, WebP, GIF and PDF are taken.")


class PaperOfOtherKind(Invalid):
    """A file of a kind that is known and not taken."""

    message = N_("“%(name)s” is %(kind)s inside. JPEG, PNG, WebP, GIF and PDF are taken.")


class PaperLies(Invalid):
    """A file whose name or beginning promises one thing and whose content is another too."""

    message = N_("“%(name)s” is not what it says it is, so it is not kept.")


class PaperBroken(Invalid):
    """A file that ends too early or cannot be read to its end."""

    message = N_("“%(name)s” is damaged or ends too early. Send it once more.")


class PictureTooLarge(Invalid):
    """A picture of more pixels than are drawn, however few its bytes."""

    message = N_("“%(name)s” has too many pixels: %(pixels)s million. The most is %(limit)s million.")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it is kept: its name, kind (pdf or jpeg), bytes, size in pixels, and a small picture of it."""

    name: str
    kind: str
    content: bytes
    width: int = 0
    height: int = 0
    thumb: bytes = b""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file attached to one thing of the journal: by whom, when, and whether it still is (`stands`).

    `digest` is the SHA-256 of its bytes, None once it was erased; `size` counts bytes, `width` and `height` pixels.
    """

    attachment_id: int
    thing_id: int
    digest: bytes | None
    name: str
    kind: str
    size: int
    member: int | None
    at: datetime
    stands: bool = True
    width: int = 0
    height: int = 0

    def content(self, stands: bool) -> dict[str, Any]:
        """The canonical content that the log's digest of attaching it, or taking it away, covers."""
        return {
            "attachment": self.attachment_id, "thing": self.thing_id, "file": self.digest, "name": self.name,
            "kind": self.kind, "size": self.size, "stands": stands,
        }  # fmt: skip


def kind_of(name: str, content: bytes) -> str:
    """What a file is, by its content: PDF, or a picture to be drawn anew.

    Raises: EmptyPaper, PaperTooLarge, PaperOfOtherKind, NotAPaper, PaperLies, PaperBroken.
    """
    said = called(name)
    if not content:
        raise EmptyPaper(name=said)
    if len(content) > PAPER_BYTES:
        raise PaperTooLarge(name=said, limit=PAPER_BYTES >> 20)
    if content.startswith(b"%PDF-"):
        kind = PDF
    elif _PICTURES.match(content):
        kind = PICTURE
    else:
        raise _refusal(said, content[:_HEAD])
    if _NAMED.get(name.rpartition(".")[2].lower(), kind) != kind or b"PK\x05\x06" in content[-_TAIL:]:
        raise PaperLies(name=said)
    if kind == PDF:
        _check_pdf(said, content)
    return kind


def called(name: str, kind: str = "") -> str:
    """A name fit to be shown and saved under: its last part, printable; its ending is the kind's where one is told."""
    last = re.split(r"[/\\]", "".join(c for c in name if c.isprintable()))[-1].strip(" .") or "file"
    if not kind:
        return last[-PAPER_NAME_MAX:]
    stem = last.rpartition(".")[0] if last.rpartition(".")[2].lower() in _NAMED else last
    return f"{stem[:PAPER_NAME_MAX] or 'file'}.{'pdf' if kind == PDF else 'jpg'}"


def _refusal(said: str, head: bytes) -> Invalid:
    kind = next((kind for pattern, kind in _OTHERS if pattern.match(head)), "")
    return PaperOfOtherKind(name=said, kind=kind) if kind else NotAPaper(name=said)


def _check_pdf(said: str, content: bytes) -> None:
    """A PDF begins with its version and ends with its mark; what follows the mark, or is markup before it, lies."""
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content[max(0, end - _HEAD) : end]:
        raise PaperBroken(name=said)
    if content[end + 5 :].strip(b"\r\n\t \x00") or _MARKUP.search(content[:_HEAD]):
        raise PaperLies(name=said)
