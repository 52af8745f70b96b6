"""What may be attached is known by its content: pictures are drawn anew, a PDF is taken whole, all else has a name."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ledger.domain.papers import paper
from ledger.domain.papers.picture import drawn
from ledger.kernel.errors import Invalid
from ledger.kernel.limits import PAPER_BYTES, PICTURE_PIXELS, PICTURE_SIDE
from tests.ledger.domain.papers.made import PDF, picture, zipped


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_picture_stands_upright_and_says_nothing_of_where_it_was_taken():
    taken = picture((60, 40))
    assert opened(taken).getexif() and b"Maker of cameras" in taken

    kept = drawn("IMG 1.JPEG", taken)

    assert (kept.name, kept.kind, kept.width, kept.height) == ("IMG 1.jpg", "jpeg", 40, 60)
    assert not opened(kept.content).getexif() and b"Maker" not in kept.content
    assert opened(kept.thumb).size == (40, 60)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_any_picture_becomes_one_kind(form):
    kept = drawn("a." + form.lower(), picture((30, 20), form))

    assert (kept.name, opened(kept.content).format, opened(kept.content).size) == ("a.jpg", "JPEG", (30, 20))


def test_what_is_clear_becomes_white():
    kept = drawn("logo.png", picture((8, 8), "PNG", (0, 0, 0, 0)))

    assert opened(kept.content).getpixel((4, 4)) == (255, 255, 255)


def test_a_large_picture_is_made_smaller_and_the_same_file_twice_is_the_same():
    kept, again = (drawn("a.png", picture((3000, 1500), "PNG")) for _ in range(2))

    assert (kept.width, kept.height) == (PICTURE_SIDE, PICTURE_SIDE // 2)
    assert kept == again


def test_a_small_file_that_unfolds_is_refused_before_it_does():
    out, side = BytesIO(), 8_000
    Image.new("1", (side, side)).save(out, "PNG")
    assert side * side > PICTURE_PIXELS and len(out.getvalue()) < 20_000

    with pytest.raises(paper.PictureTooLarge) as refused:
        drawn("bomb.png", out.getvalue())
    assert refused.value.facts == {"name": "bomb.png", "pixels": 64, "limit": 50}


@pytest.mark.parametrize(("name", "content", "error", "said"), [
    ("a.jpg", b"", paper.EmptyPaper, "a.jpg"),
    ("page.html", b"<!DOCTYPE html><p>", paper.PaperOfOtherKind, "HTML"),
    ("bill.pdf", b"\n <html><script>1</script>", paper.PaperOfOtherKind, "HTML"),
    ("logo.svg", b'<?xml version="1.0"?><svg onload="x()"/>', paper.PaperOfOtherKind, "SVG"),
    ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", paper.PaperOfOtherKind, "SVG"),
    ("all.zip", zipped(), paper.PaperOfOtherKind, "ZIP"),
    ("IMG.HEIC", b"\0\0\0\x18ftypheic", paper.PaperOfOtherKind, "HEIC"),
    ("a.txt", b"hello", paper.NotAPaper, "a.txt"),
    ("a.exe", b"MZ\x90\0", paper.NotAPaper, "a.exe"),
    ("bill.pdf", picture(), paper.PaperLies, "bill.pdf"),
    ("receipt.jpg", PDF, paper.PaperLies, "receipt.jpg"),
    ("receipt.jpg", picture() + zipped(), paper.PaperLies, "receipt.jpg"),
    ("bill.pdf", PDF + zipped(), paper.PaperLies, "bill.pdf"),
    ("bill.pdf", PDF + b"<script>1</script>", paper.PaperLies, "bill.pdf"),
    ("bill.pdf", PDF.replace(b"\n1 0", b"\n<script>1</script>1 0", 1), paper.PaperLies, "bill.pdf"),
    ("bill.pdf", PDF[:60], paper.PaperBroken, "bill.pdf"),
    ("big.pdf", b"%PDF-" + b" " * PAPER_BYTES, paper.PaperTooLarge, "20"),
])
def test_what_is_not_taken_is_named(name, content, error, said):
    with pytest.raises(error) as refused:
        paper.kind_of(name, content)

    assert said in (refused.value.message % refused.value.facts)


def test_half_a_picture_is_refused():
    whole = picture((400, 300), "PNG", (1, 2, 3))
    for content in (whole[: len(whole) // 2], picture((400, 300))[:300], b"GIF89a<script>alert(1)</script>"):
        with pytest.raises(paper.PaperBroken):
            drawn("half.png", content)


def test_a_pdf_may_end_with_a_new_line_and_have_been_added_to():
    assert paper.kind_of("bill.pdf", PDF + b"2 0 obj\nstartxref\n5\n%%EOF\r\n") == paper.PDF
    assert paper.kind_of("发票", PDF) == paper.PDF


STARTS = (b"", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"<svg", b"RIFF")


@given(st.binary(max_size=60), st.sampled_from(STARTS))
def test_whatever_comes_is_taken_or_refused_by_name(rest, start):
    try:
        assert paper.kind_of("a", start + rest) in (paper.PICTURE, paper.PDF)
    except Invalid as error:
        assert error.facts["name"] == "a"


@given(st.text(max_size=300), st.sampled_from(["", paper.PDF, paper.PICTURE]))
def test_a_name_can_be_shown_and_saved(name, kind):
    said = paper.called(name, kind)

    assert said and said.isprintable() and not set(said) & set("/\\") and len(said) <= 124


@pytest.mark.parametrize(("name", "said"), [
    ("C:\\photos\\a.png", "a.jpg"), ("../../etc/passwd", "passwd.jpg"), ("exe\u202egpj.jpg", "exegpj.jpg"),
    ("收据.webp", "收据.jpg"), ("", "file.jpg"),
])
def test_a_picture_is_saved_under_a_name_of_its_kind(name, said):
    assert paper.called(name, paper.PICTURE) == said
