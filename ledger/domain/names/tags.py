"""The tags of an entry as they are typed: free words, with or without a #, apart by blanks or commas."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.domain.names.name import name_key
from ledger.kernel.errors import N_, Invalid

TAG_MAX = 40
"""Characters of one tag."""

TAGS_OF_ENTRY_MAX = 10
"""Tags of one entry."""

_APART = re.compile(r"[\s,;#，、；＃]+")


class TagTooLong(Invalid):
    """A tag of too many characters."""

    message = N_("A tag has at most %(limit)s characters, and no blanks.")


class TooManyTagsOfEntry(Invalid):
    """More tags than one entry takes."""

    message = N_("An entry takes at most %(limit)s tags.")


def read_tags(text: str) -> tuple[str, ...]:
    """The tags in a text, each once, as first written. Raises: TagTooLong, TooManyTagsOfEntry."""
    return each_once(word for word in _APART.split(text) if word)


def each_once(words: Iterable[str]) -> tuple[str, ...]:
    """These tags, each once, as first written. Raises: TagTooLong, TooManyTagsOfEntry."""
    found = {name_key(word): word for word in reversed(list(words))}
    if any(len(word) > TAG_MAX for word in found.values()):
        raise TagTooLong(limit=TAG_MAX, field="tags")
    if len(found) > TAGS_OF_ENTRY_MAX:
        raise TooManyTagsOfEntry(limit=TAGS_OF_ENTRY_MAX, field="tags")
    return tuple(reversed(found.values()))


def written(names: Iterable[str]) -> str:
    """Tags as a field shows them."""
    return " ".join(f"#{name}" for name in names)
