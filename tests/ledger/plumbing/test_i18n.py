"""The language of a reader, and what is said in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money
from ledger.plumbing import language
from ledger.plumbing.i18n import (
    LANGUAGES,
    choose_language,
    current_language,
    gettext,
    localised,
    match_language,
    ngettext,
    say,
    use_language,
)

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "Hello, %(name)s"
msgstr "你好，%(name)s"

msgid "%(num)s entry"
msgid_plural "%(num)s entries"
msgstr[0] "%(num)s 笔"

#,fuzzy
msgid "Not sure"
msgstr "也许"
"""


class TooMuch(Invalid):
    """More than is left."""

    message = N_("%(what)s costs %(sum)s on %(day)s, more than %(left)s.")


@pytest.fixture
def chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoken: Flask) -> Flask:
    folder = tmp_path / "zh_Hans_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(PO, encoding="utf-8")
    monkeypatch.setattr(language, "LOCALE_FOLDER", tmp_path)
    language.catalogue.cache_clear()
    use_language("zh-Hans")
    yield spoken
    language.catalogue.cache_clear()


@pytest.mark.parametrize(
    ("wish", "spoken_tag"),
    [
        (None, "en"),
        ("", "en"),
        ("en-GB", "en"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh_Hant_TW", "zh-Hant"),
        ("fr", "en"),
        ("fr;q=0.9, zh-TW;q=0.8, en;q=0.7", "zh-Hant"),
        ("en;q=0.5,zh-CN;q=0.9", "zh-Hans"),
        ("zh;q=0, en;q=0.1", "en"),
        ("../../etc/passwd", "en"),
        ("zh/../../x", "en"),
        ("zh\x00-TW", "en"),
    ],
)
def test_a_reader_gets_the_language_nearest_to_their_wish(wish: str | None, spoken_tag: str) -> None:
    assert match_language(wish) == spoken_tag


@given(st.text())
def test_whatever_is_sent_as_a_language_only_chooses_among_ours(wish: str) -> None:
    assert match_language(wish) in LANGUAGES


def test_outside_a_request_english_is_spoken() -> None:
    assert current_language() == "en"


def test_a_language_lent_for_a_block_is_given_back(spoken: Flask) -> None:
    use_language("zh-HK")

    with use_language("zh"):
        inside = current_language()

    assert (inside, current_language()) == ("zh-Hans", "zh-Hant")


@pytest.mark.parametrize(
    ("own", "cookie", "header", "spoken_tag"),
    [
        ("zh-Hant", "zh-Hans", "en", "zh-Hant"),
        (None, "zh-Hans", "en", "zh-Hans"),
        (None, None, "zh-TW,en;q=0.5", "zh-Hant"),
        (None, "<script>", "zh-TW", "en"),
    ],
)
def test_the_persons_own_language_wins_over_cookie_and_browser(
    face: Flask, own: str | None, cookie: str | None, header: str, spoken_tag: str
) -> None:
    headers = {"Accept-Language": header} | ({"Cookie": f"language={cookie}"} if cookie else {})
    with face.test_request_context("/", headers=headers):
        g.principal = SimpleNamespace(language=own)

        choose_language()

        assert current_language() == spoken_tag


def test_a_message_is_said_in_the_readers_language_with_its_facts(chinese: Flask) -> None:
    assert gettext("Hello, %(name)s", name="小梅") == "你好，小梅"


def test_a_count_takes_its_place_in_the_sentence(chinese: Flask) -> None:
    assert ngettext("%(num)s entry", "%(num)s entries", 3) == "3 笔"


@pytest.mark.parametrize("message", ["Not sure", "Never translated"])
def test_a_doubtful_or_missing_translation_leaves_the_message_itself(chinese: Flask, message: str) -> None:
    assert gettext(message) == message


def test_facts_put_into_a_sentence_of_a_template_are_escaped(chinese: Flask) -> None:
    drawn = chinese.jinja_env.from_string('{{ _("Hello, %(name)s", name=name) }}').render(name="<b>")

    assert drawn == "你好，&lt;b&gt;"


def test_an_error_writes_out_names_money_and_days(spoken: Flask) -> None:
    use_language("zh-Hant")
    g.home_currency = "CNY"
    names = {"en": "Lunch", "zh-Hans": "午饭", "zh-Hant": "午飯"}

    said = say(TooMuch(what=names, sum=Money(3800, "CNY"), day=date(2026, 11, 21), left="nothing"))

    assert said == "午飯 costs ¥38.00 on 11月21日, more than nothing."


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ({"en": "Home", "zh-Hans": "家"}, "家"),
        ({"en": "Home", "zh-Hant": "家裡"}, "Home"),
        ({"zh-Hant": "家裡"}, "家裡"),
        ({}, ""),
    ],
)
def test_a_name_falls_back_to_english_then_to_whatever_there_is(
    spoken: Flask, names: dict[str, str], name: str
) -> None:
    use_language("zh-Hans")

    assert localised(names) == name


def test_a_page_says_its_language(face: Flask) -> None:
    face.add_url_rule("/", view_func=lambda: "<p>x")

    answer = face.test_client().get("/", headers={"Accept-Language": "zh-HK"})

    assert answer.headers["Content-Language"] == "zh-Hant"
