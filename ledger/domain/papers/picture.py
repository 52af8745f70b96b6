"""A picture drawn anew: upright, no larger than is read well, and nothing in it but what is seen. Uses Pillow.

Size is asked of the picture's heading before a pixel is unpacked, so a small file cannot unfold into a large one.
What the camera wrote beside the picture (the place, the device, a second picture) is not copied.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from ledger.domain.papers.paper import PICTURE, Paper, PaperBroken, PictureTooLarge, called
from ledger.kernel.limits import PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDE, THUMB_SIDE

_READ = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITIES = (85, 70, 55, 40)
_WHITE = (255, 255, 255)

Image.MAX_IMAGE_PIXELS = None  # ours is checked below, and refuses by name where Pillow would warn


def drawn(name: str, content: bytes) -> Paper:
    """The picture as JPEG with its thumbnail. Raises: PictureTooLarge, PaperBroken."""
    said = called(name)
    try:
        with Image.open(BytesIO(content), formats=_READ) as found:
            _check_size(found, said)
            picture = _upright(found)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError):
        raise PaperBroken(name=said) from None
    whole = _fitting(picture)
    small = picture.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE))
    return Paper(called(name, PICTURE), PICTURE, whole, picture.width, picture.height, _jpeg(small, 75))


def _check_size(found: Image.Image, said: str) -> None:
    pixels = found.width * found.height
    if pixels > PICTURE_PIXELS:
        raise PictureTooLarge(name=said, pixels=-(-pixels // 10**6), limit=PICTURE_PIXELS // 10**6)


def _upright(found: Image.Image) -> Image.Image:
    """The first picture of a file, made small first so that little is held, then turned, then put on white."""
    found.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))
    found.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    turned = ImageOps.exif_transpose(found)
    if not turned.has_transparency_data:
        return turned.convert("RGB")
    clear = turned.convert("RGBA")
    paper = Image.new("RGB", clear.size, _WHITE)
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _fitting(picture: Image.Image) -> bytes:
    """As JPEG at the best quality that fits the bytes one picture may take; the least of them where none does."""
    made = b""
    for quality in _QUALITIES:
        made = _jpeg(picture, quality)
        if len(made) <= PICTURE_BYTES:
            break
    return made


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
