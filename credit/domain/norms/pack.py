"""A jurisdiction's norms and how they stand on a day: caps, conventions, wordings, figures, clauses.

Every item holds from a day on, some until another (the first on which it no longer does). How well each is known
is part of it: read in the text itself, taken from a commentary, or remembered and to be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import TypeVar

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.yearly import PRECISION, Convention

_DAYS_OF_YEAR = 365
_WHOLE = 10_000


class UnknownJurisdiction(Invalid):
    """A jurisdiction or country no pack is for."""

    message = N_("There are no norms here for “%(code)s”. Known are: %(known)s.")


class Grounds(StrEnum):
    """How well an item is known."""

    READ = "read"
    """Read in the text itself, or in a copy of it."""
    REPORTED = "reported"
    """Taken from a commentary or the press."""
    REMEMBERED = "remembered"
    """To be checked; never said to a person as law."""


class Per(StrEnum):
    """What a cap is a share of the principal for."""

    YEAR = "year"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Clause:
    """One duty: its id, the text it stands in, and what it says in each language."""

    id: str
    source: str
    says: Mapping[str, str]
    grounds: Grounds
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Cap:
    """The most credit may cost, all in, for a year or a day, in basis points of the principal occupied.

    `lender` is the kind of lender bound ("" every one); `clause` the id of the clause it stands in.
    """

    bps: int
    per: Per
    lender: str
    clause: str
    since: date
    until: date | None

    @property
    def simple_bps(self) -> int:
        """The cap on a yearly rate read simply."""
        return self.bps if self.per is Per.YEAR else self.bps * _DAYS_OF_YEAR

    @property
    def compound_bps(self) -> int:
        """The cap on a yearly rate read with compound interest: the notices do not say which is meant."""
        if self.per is Per.YEAR:
            return self.bps
        with localcontext(prec=PRECISION):
            return int(((1 + Decimal(self.bps) / _WHOLE) ** _DAYS_OF_YEAR - 1) * _WHOLE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a clause that is no cap, in one of the units `pack_reader.UNITS` lists."""

    id: str
    value: int
    unit: str
    clause: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that must stand beside an offer, in each language."""

    id: str
    texts: Mapping[str, str]
    clause: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The conventions in which a yearly rate is shown, the first of them largest."""

    conventions: tuple[Convention, ...]
    clause: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Norms:
    """A pack as it stands on a day: nothing that is not yet in force, nothing that is no longer."""

    jurisdiction: str
    day: date
    caps: tuple[Cap, ...]
    readings: tuple[Reading, ...]
    figures: Mapping[str, Figure]
    wordings: Mapping[str, Wording]
    clauses: Mapping[str, Clause]

    @property
    def conventions(self) -> tuple[Convention, ...]:
        """How a yearly rate is shown here."""
        return tuple(dict.fromkeys(one for reading in self.readings for one in reading.conventions))

    def cap(self, lender: str = "") -> Cap | None:
        """The lowest cap that binds a kind of lender, None where none is on file."""
        binding = [cap for cap in self.caps if cap.lender in ("", lender)]
        return min(binding, key=lambda cap: cap.simple_bps, default=None)


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything on file for a jurisdiction, whatever its day. `countries` are the two-letter codes it is for."""

    code: str
    countries: tuple[str, ...]
    names: Mapping[str, str]
    caps: tuple[Cap, ...]
    readings: tuple[Reading, ...]
    figures: tuple[Figure, ...]
    wordings: tuple[Wording, ...]
    clauses: tuple[Clause, ...]

    def on(self, day: date) -> Norms:
        """The norms in force on a day."""
        return Norms(
            self.code, day, _standing(self.caps, day), _standing(self.readings, day),
            {one.id: one for one in _standing(self.figures, day)},
            {one.id: one for one in _standing(self.wordings, day)},
            {one.id: one for one in _standing(self.clauses, day)},
        )


_Dated = TypeVar("_Dated", Clause, Cap, Figure, Wording, Reading)


def _standing(items: Iterable[_Dated], day: date) -> tuple[_Dated, ...]:
    return tuple(one for one in items if one.since <= day and (one.until is None or day < one.until))


def find_pack(packs: Mapping[str, Pack], code: str) -> Pack:
    """The pack of a jurisdiction (`CN`, `EU`) or of a country in one (`DE`). Raises: UnknownJurisdiction."""
    wanted = code.strip().upper()
    for pack in packs.values():
        if wanted == pack.code or wanted in pack.countries:
            return pack
    raise UnknownJurisdiction(code=wanted[:8], known=", ".join(sorted(packs)), field="jurisdiction")
