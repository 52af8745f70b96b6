"""Files to attach: a receipt as a phone takes it, a PDF of one empty page, and some that are not what they say."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from PIL import Image

from ledger.domain.papers.paper import PICTURE, Paper

PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
       b"xref\n0 3\ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n102\n%%EOF\n")


def picture(size: tuple[int, int] = (60, 40), form: str = "JPEG", colour: tuple[int, ...] = (200, 30, 30)) -> bytes:
    """A picture of one colour; as JPEG on its side, with the place it was taken at."""
    out, about = BytesIO(), Image.Exif()
    about[0x0112], about[0x010F] = 6, "Maker of cameras"
    about.get_ifd(0x8825)[1] = "N"
    image = Image.new("RGBA" if len(colour) == 4 else "RGB", size, colour)
    image.save(out, form, **({"exif": about} if form == "JPEG" else {}))
    return out.getvalue()


def zipped() -> bytes:
    """A zip of one page."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("page.html", "<p>hello</p>")
    return out.getvalue()


def papered(name: str = "receipt.jpg", content: bytes = b"a picture") -> Paper:
    """A picture as it is kept, not drawn but said to be."""
    return Paper(name, PICTURE, content, 60, 40, b"small")
