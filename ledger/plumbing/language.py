"""Which language a person reads, and the words in it.

A language is one of three tags we ship. Text from a request only ever chooses among them: it never becomes
part of a path. Catalogues are read from their .po files at run time, so there is no compile step and a
read-only installation works.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import g

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""The languages we speak, as tags for `<html lang>`. The first is the default."""

CATALOGUES = {"en": "en", "zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW"}
"""Language tag to the name of its message catalogue."""

LOCALES = {
    "en": Locale("en", "GB"),
    "zh-Hans": Locale("zh", "CN", script="Hans"),
    "zh-Hant": Locale("zh", "TW", script="Hant"),
}
"""Language tag to the rules for dates and numbers."""

LOCALE_FOLDER = Path(__file__).resolve().parents[2] / "templates" / "locale"
"""Where the catalogues stand, one folder each."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_WEIGHT = re.compile(r"\s*q=(0|1|[01]\.[0-9]{1,3})\s*")
_HANT_PLACES = {"tw", "hk", "mo"}
_HEADER_MAX = 200


def match_language(text: str | None) -> str:
    """The shipped language nearest to a tag or an Accept-Language header; the default when none is near.

    Language and script decide, as RFC 4647 alone would leave zh-HK without Traditional characters.
    """
    wishes = [_wish(part) for part in (text or "")[:_HEADER_MAX].split(",")]
    for _, language in sorted(wishes, key=lambda wish: -wish[0]):
        if language:
            return language
    return LANGUAGES[0]


def current_language() -> str:
    """The language of the request or job at hand, default en."""
    try:
        return str(g.language)
    except (AttributeError, RuntimeError):  # no language was chosen yet, or nobody is asking
        return LANGUAGES[0]


def use_language(tag: str | None) -> AbstractContextManager[None]:
    """Speak the language nearest to `tag` from here on; as a `with` block, only until its end."""
    return _Spoken(match_language(tag))


def gettext(msgid: str, **facts: object) -> str:
    """A message in the current language, its named places filled when facts are given."""
    text = str(catalogue(current_language()).gettext(msgid))
    return text % facts if facts else text


def ngettext(one: str, many: str, count: int, **facts: object) -> str:
    """A message that depends on a count, which fills `%(num)s`."""
    text = str(catalogue(current_language()).ngettext(one, many, count))
    return text % {"num": count, **facts}


def in_every_language(msgid: str, **facts: object) -> dict[str, str]:
    """A message in each shipped language, its named places filled when facts are given: the names of a new account."""
    texts = {tag: str(catalogue(tag).gettext(msgid)) for tag in LANGUAGES}
    return {tag: text % facts if facts else text for tag, text in texts.items()}


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> NullTranslations:
    """The messages of one shipped language; the messages themselves where no catalogue stands yet."""
    path = LOCALE_FOLDER / CATALOGUES[language] / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=CATALOGUES[language]))
    compiled.seek(0)
    return Translations(compiled)


def _wish(part: str) -> tuple[int, str]:
    """One part of a header as its weight in thousandths and the shipped language it names, if any."""
    tag, _, rest = part.strip().partition(";")
    weight = _WEIGHT.fullmatch(rest) if rest else None
    thousandths = int(weight[1].replace(".", "").ljust(4, "0")) if weight else 1000
    return thousandths, _nearest(tag.strip()) if thousandths else ""


def _nearest(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        return ""
    language, *others = re.split("[-_]", tag.lower())
    if language == "en":
        return "en"
    if language != "zh":
        return ""
    if "hans" in others:
        return "zh-Hans"
    return "zh-Hant" if "hant" in others or _HANT_PLACES.intersection(others) else "zh-Hans"


class _Spoken(AbstractContextManager[None]):
    """Sets the language at once and puts the former one back when used as a block."""

    def __init__(self, language: str) -> None:
        self.former = g.get("language")
        g.language = language

    def __exit__(self, *_: object) -> None:
        if self.former is None:
            g.pop("language", None)
        else:
            g.language = self.former
