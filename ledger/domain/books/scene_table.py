"""One table of a scene's file, read strictly: known keys, right types, all languages, or a refusal by name.

Every refusal carries `field`, the path of the key at fault, such as `categories[3].names.zh-Hant`; places in
a list are counted from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from ledger.domain.books.scene import LANGUAGES, Texts, Words
from ledger.domain.books.scene_choices import ICONS
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import LINE_MAX

KEY_MAX = 40
"""Characters of a stable key, and of a word."""

WORDS_MAX = 80
"""Words of one account or category in one language."""

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_Choice = TypeVar("_Choice", bound=StrEnum)


class SceneMalformed(Invalid):
    """A value of the wrong type, shape or size."""

    message = N_("In this scene “%(field)s” is not what belongs there.")


class SceneUnknownKey(Invalid):
    """A key no scene has: a typing error, or a file that wants more than data may."""

    message = N_("“%(field)s” is not a key that a scene can have.")


class SceneMissingKey(Invalid):
    """A key every scene has."""

    message = N_("“%(field)s” is missing from this scene.")


class SceneMissingLanguage(Invalid):
    """A visible text that some readers could not read."""

    message = N_("“%(field)s” has no text. A scene speaks English, 简体中文 and 繁體中文.")


class SceneUnknownChoice(Invalid):
    """A value outside a closed list."""

    message = N_("“%(value)s” at “%(field)s” is not one of the values known there.")


class SceneUnknownIcon(Invalid):
    """An icon the face does not draw."""

    message = N_("“%(icon)s” at “%(field)s” is not an icon we have.")


class SceneTooMany(Invalid):
    """A list longer than a scene may have."""

    message = N_("“%(field)s” has more than %(most)s items.")


class Table:
    """The values of one TOML table and the path that leads to it. Raises: SceneMalformed, SceneUnknownKey."""

    def __init__(self, values: Any, path: str, known: Iterable[str]) -> None:
        if not isinstance(values, dict):
            raise SceneMalformed(field=path)
        self.values, self.path = values, path
        for key in values:
            if key not in known:
                raise SceneUnknownKey(field=self.at(key[:KEY_MAX]))

    def at(self, key: str) -> str:
        """The path of a key of this table."""
        return f"{self.path}.{key}" if self.path else key

    def needed(self, key: str) -> Any:
        """The raw value of a key. Raises: SceneMissingKey."""
        if key not in self.values:
            raise SceneMissingKey(field=self.at(key))
        return self.values[key]

    def line(self, key: str, default: str | None = None) -> str:
        """One line of text without control characters. Raises: SceneMissingKey, SceneMalformed."""
        if default is not None and key not in self.values:
            return default
        return _line(self.needed(key), self.at(key))

    def key(self, key: str, default: str | None = None) -> str:
        """A stable key of small letters, digits and underscores. Raises: SceneMissingKey, SceneMalformed."""
        text = self.line(key, default)
        if text != default and (len(text) > KEY_MAX or not _KEY.fullmatch(text)):
            raise SceneMalformed(field=self.at(key))
        return text

    def flag(self, key: str, default: bool) -> bool:
        """True or false. Raises: SceneMalformed."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise SceneMalformed(field=self.at(key))
        return value

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`. Raises: SceneMissingKey, SceneMalformed."""
        if default is not None and key not in self.values:
            return default
        value = self.needed(key)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise SceneMalformed(field=self.at(key))
        return value

    def choice(self, key: str, choices: type[_Choice], default: _Choice | None = None) -> _Choice:
        """One member of a closed list. Raises: SceneMissingKey, SceneMalformed, SceneUnknownChoice."""
        if default is not None and key not in self.values:
            return default
        return _choice(self.line(key), choices, self.at(key))

    def choices(self, key: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        """Members of a closed list, in order, each once. Raises: as `choice`."""
        return tuple(_choice(text, choices, self.at(key)) for text in self.lines(key, len(choices)))

    def icon(self) -> str:
        """The table's icon. Raises: SceneMissingKey, SceneMalformed, SceneUnknownIcon."""
        icon = self.line("icon")
        if icon not in ICONS:
            raise SceneUnknownIcon(icon=icon[:KEY_MAX], field=self.at("icon"))
        return icon

    def lines(self, key: str, most: int) -> tuple[str, ...]:
        """A list of one-line texts, each once; empty where the key is absent. Raises: SceneMalformed."""
        texts = tuple(_line(value, self.at(key)) for value in self._list(key, most))
        if len(set(texts)) != len(texts):
            raise SceneMalformed(field=self.at(key))
        return texts

    def texts(self, key: str) -> Texts:
        """A text in every language. Raises: SceneMissingKey, SceneMissingLanguage, SceneMalformed."""
        return read_texts(self.needed(key), self.at(key))

    def words(self) -> Words:
        """The table's words: small letters, at most KEY_MAX characters. Raises: SceneMalformed."""
        inner = Table(self.values.get("words", {}), self.at("words"), ("en", "zh"))
        return Words(en=_words(inner, "en"), zh=_words(inner, "zh"))

    def tables(self, key: str, most: int) -> list[tuple[Any, str]]:
        """The tables of a list and their paths; none where the key is absent. Raises: SceneTooMany."""
        return [(value, f"{self.at(key)}[{at}]") for at, value in enumerate(self._list(key, most), start=1)]

    def _list(self, key: str, most: int) -> list[Any]:
        values = self.values.get(key, [])
        if not isinstance(values, list):
            raise SceneMalformed(field=self.at(key))
        if len(values) > most:
            raise SceneTooMany(field=self.at(key), most=most)
        return values


def read_texts(values: Any, path: str) -> Texts:
    """A text in every language, kept as it is written. Raises: SceneMissingLanguage, SceneMalformed."""
    table = Table(values, path, LANGUAGES)
    for language in LANGUAGES:
        if not table.values.get(language):
            raise SceneMissingLanguage(field=table.at(language))
    return {language: table.line(language) for language in LANGUAGES}


def _words(table: Table, language: str) -> tuple[str, ...]:
    words = table.lines(language, WORDS_MAX)
    if any(len(word) > KEY_MAX or word != word.lower() for word in words):
        raise SceneMalformed(field=table.at(language))
    return words


def _line(value: Any, path: str) -> str:
    is_line = isinstance(value, str) and value == value.strip() and 0 < len(value) <= LINE_MAX
    if not is_line or not value.isprintable():
        raise SceneMalformed(field=path)
    return str(value)


def _choice(text: str, choices: type[_Choice], path: str) -> _Choice:
    if text not in choices.__members__.values():
        raise SceneUnknownChoice(value=text[:KEY_MAX], field=path)
    return choices(text)
