"""Reads a jurisdiction's file (TOML) into a frozen pack, strict about every key and every reference."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from datetime import date
from typing import TypeVar

from credit.domain.case import Case, NotOneOf
from credit.domain.norms.pack import Cap, Clause, Figure, Grounds, Pack, Per, Reading, Wording
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.yearly import Convention

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""The languages every text of a pack is written in."""

UNITS = ("days", "months", "count", "minor", "bps", "thousandths_of_a_point")
"""Units of a figure."""

_DATED = ("since", "until")
_Part = TypeVar("_Part")


class PackNotToml(Invalid):
    """A file that is not UTF-8 text in TOML."""

    message = N_("This file of norms cannot be read as TOML.")


class EndsBeforeItBegins(Invalid):
    """An item that is over before it holds."""

    message = N_("“%(field)s” must lie after the day it holds from.")


class UnsaidLanguage(Invalid):
    """A text without one of the languages."""

    message = N_("“%(field)s” must be said in every language.")


def read_pack(data: bytes) -> Pack:
    """The pack a file holds.

    Raises: PackNotToml, EndsBeforeItBegins, UnsaidLanguage, NotOneOf for a clause that is not in the file, and
    what `Case` raises.
    """
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except ValueError:
        raise PackNotToml() from None
    head = Case(values, ("code", "countries", "names", "clauses", "caps", "readings", "figures", "wordings"))
    clauses = _parts(head, "clauses", ("id", "source", "says", "grounds"), _clause)
    ids = {clause.id for clause in clauses}
    return Pack(
        code=head.text("code"), countries=_texts(head, "countries"), names=_said(head, "names"), clauses=clauses,
        caps=_parts(head, "caps", ("bps", "per", "lender", "clause"), lambda part: _cap(part, ids)),
        readings=_parts(head, "readings", ("conventions", "clause"), lambda part: _reading(part, ids)),
        figures=_parts(head, "figures", ("id", "value", "unit", "clause"), lambda part: _figure(part, ids)),
        wordings=_parts(head, "wordings", ("id", "texts", "clause"), lambda part: _wording(part, ids)),
    )


def _parts(head: Case, key: str, known: Collection[str], read: Callable[[Case], _Part]) -> tuple[_Part, ...]:
    return tuple(read(part) for part in head.parts(key, (*known, *_DATED))) if head.has(key) else ()


def _clause(part: Case) -> Clause:
    return Clause(part.text("id"), part.text("source"), _said(part, "says"),
                  Grounds(part.choice("grounds", list(Grounds))), *_days(part))


def _cap(part: Case, ids: Collection[str]) -> Cap:
    lender = part.text("lender") if part.has("lender") else ""
    return Cap(part.whole("bps"), Per(part.choice("per", list(Per))), lender, part.choice("clause", ids), *_days(part))


def _reading(part: Case, ids: Collection[str]) -> Reading:
    known = set(Convention)
    named = _texts(part, "conventions")
    if not named or not set(named) <= known:
        raise NotOneOf(field=part.name("conventions"), choices=", ".join(Convention))
    return Reading(tuple(Convention(one) for one in named), part.choice("clause", ids), *_days(part))


def _figure(part: Case, ids: Collection[str]) -> Figure:
    return Figure(part.text("id"), part.whole("value"), part.choice("unit", UNITS), part.choice("clause", ids),
                  *_days(part))


def _wording(part: Case, ids: Collection[str]) -> Wording:
    return Wording(part.text("id"), _said(part, "texts"), part.choice("clause", ids), *_days(part))


def _days(part: Case) -> tuple[date, date | None]:
    since = part.day("since")
    until = part.day("until") if part.has("until") else None
    if until is not None and until <= since:
        raise EndsBeforeItBegins(field=part.name("until"))
    return since, until


def _said(part: Case, key: str) -> dict[str, str]:
    texts = part.part(key, LANGUAGES)
    if set(texts.values) != set(LANGUAGES):
        raise UnsaidLanguage(field=part.name(key))
    return {language: texts.text(language) for language in LANGUAGES}


def _texts(part: Case, key: str) -> tuple[str, ...]:
    """A list of texts, each read as the field it stands in."""
    items = part.values.get(key)
    listed = items if isinstance(items, list) else [items]
    return tuple(Case({key: item}, (key,), part.path).text(key) for item in listed)
