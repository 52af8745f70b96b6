"""Help: complete in three languages, and what it says is read is read so."""

from __future__ import annotations

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from ledger.plumbing.i18n import LANGUAGES
from ledger.web.guide import Part, parts
from tests.browsing import signed_in
from tests.cast import NOW, book
from tests.ledger.domain.quick.corpus import Typed, read

ENCODING = {"en": "ascii", "zh-Hans": "gb2312", "zh-Hant": "big5hkscs"}
TRIED = [(line.line[tag], line.reads) for part in parts() for line in part.typed for tag in LANGUAGES]


@pytest.mark.parametrize(("text", "reads"), TRIED, ids=[text for text, _ in TRIED])
def test_a_line_to_try_is_read_as_the_page_says(text: str, reads: dict[str, str]) -> None:
    found = read(Typed("household", text, {}))

    assert {name: found[name] for name in reads} == reads


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.key)
def test_a_part_is_written_in_every_language_in_its_own_letters(part: Part) -> None:
    texts = [part.title, *part.says, *(words for line in part.typed for words in (line.line, line.means))]

    for words in texts:
        assert list(words) == list(LANGUAGES)
        for tag, text in words.items():
            assert text and text.encode(ENCODING[tag], "strict")
    assert len({*map(str, texts)}) == len(texts)


def test_the_page_is_there_for_everybody_and_each_screen_leads_to_its_part(app: Flask, today: object) -> None:
    with app.extensions["house_database"].transaction() as session:
        seat = book(session)
    mei = signed_in(app, seat.member.person_id or 0, NOW)
    page = mei.get("/help").text

    assert all(f'id="{part.key}"' in page for part in parts())
    assert "lunch 32 wechat" in app.test_client().get("/help").text
    assert 'href="/help#line"' in mei.get("/").text
    for path, part in (("imports", "files"), ("planned", "planned"), ("reports/balance-sheet", "statements")):
        assert f'href="/help#{part}"' in mei.get(f"/books/{id_text(seat.book_id)}/{path}", follow_redirects=True).text
    assert 'href="/help#keys"' in mei.get("/keys").text
