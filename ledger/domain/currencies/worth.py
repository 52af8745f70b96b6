"""What the other currencies of an entry are worth in the home currency: where each rate comes from.

In this order: the rate somebody typed with the entry; what the entry was locked at before, where day and currency
are the same; for a commodity that is exchanged what was given for it, so that it stands at its cost; the table of the
day; and where the table has none, once more what was given for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.kernel.currency import digits_of, is_commodity
from ledger.kernel.rate import canonical_rate, convert

_SIGNIFICANT = 24
"""Digits a rate may have so that any amount comes out at the very sum it was exchanged for, and still is text of 40."""


@dataclass(frozen=True, slots=True)
class DayRate:
    """Home units for one unit of a currency, and the day the rate is of."""

    rate: Decimal
    day: date


Table = Callable[[str], DayRate | None]
"""The rate of a currency on the entry's day, None where no table has one."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The rates an entry is locked at. `missing` is the first currency without one; `to_keep` are rates that no table
    had and that now stand in the book's own, with whether somebody typed them."""

    rates: dict[str, DayRate]
    missing: str | None = None
    to_keep: tuple[tuple[str, Decimal, bool], ...] = ()


def locked(entry: Entry, home: str, table: Table, typed: Decimal | None = None, was: Entry | None = None) -> Locked:
    """The rates of every currency of an entry but the home one; a rate that was typed is of the currency asked for."""
    foreign = sorted({p.currency for p in entry.postings} - {home})
    asked = next((one for one in foreign if table(one) is None), foreign[0] if foreign else None)
    rates: dict[str, DayRate] = {}
    to_keep: list[tuple[str, Decimal, bool]] = []
    for currency in sorted(foreign, key=lambda one: (one != asked, is_commodity(one), one)):
        known = table(currency)
        given = _given_for(entry, home, currency, rates, table)
        if typed is not None and currency == asked:
            rates[currency] = DayRate(typed, entry.on)
            to_keep += [(currency, typed, True)] if known is None else []
        elif (as_it_was := _as_it_was(entry, was, home, currency)) is not None:
            rates[currency] = as_it_was
        elif given is not None and (known is None or is_commodity(currency)):
            rates[currency] = DayRate(given, entry.on)
            to_keep += [(currency, given, False)] if known is None else []
        elif known is not None:
            rates[currency] = known
    missing = next((one for one in foreign if one not in rates), None)
    return Locked(rates, missing, () if missing else tuple(to_keep))


def price_of(minor: int, currency: str, worth: int, home: str) -> Decimal | None:
    """The shortest rate at which an amount is worth just so many home minor units; None where there is none."""
    if minor <= 0 or worth <= 0:
        return None
    with localcontext(prec=60):
        exact = Decimal(worth).scaleb(digits_of(currency) - digits_of(home)) / Decimal(minor)
    if not -12 <= exact.adjusted() <= 12:
        return None
    for digits in range(1, _SIGNIFICANT + 1):
        with localcontext(prec=digits):
            rate = Decimal(canonical_rate(+exact))
        if convert(minor, currency, home, rate) == worth:
            return rate
    return None


def _as_it_was(entry: Entry, was: Entry | None, home: str, currency: str) -> DayRate | None:
    """What an entry was locked at before it is put right: kept while its day and its currencies stay. What was given
    for a commodity is reckoned anew where the amounts changed."""
    if was is None or was.on != entry.on or {p.currency for p in was.postings} != {p.currency for p in entry.postings}:
        return None
    if is_commodity(currency) and entry.verb is Verb.EXCHANGE and _sums(was.postings) != _sums(entry.postings):
        return None
    if was.rate is not None and was.rate_day is not None:
        return DayRate(Decimal(was.rate), was.rate_day)
    into = [p for p in was.postings if p.currency == currency and p.minor > 0 and p.home_minor is not None]
    rate = price_of(sum(p.minor for p in into), currency, sum(p.home_minor or 0 for p in into), home)
    return None if rate is None else DayRate(rate, was.on)


def _given_for(
    entry: Entry, home: str, currency: str, rates: dict[str, DayRate], table: Table
) -> Decimal | None:
    """What one of a currency was exchanged for, in home units; None where it was not, or for what nobody can value."""
    sums = _sums(entry.postings)
    if entry.verb is not Verb.EXCHANGE or len(sums) != 2 or currency not in sums:
        return None
    other = next(one for one in sums if one != currency)
    if other == home:
        return price_of(sums[currency], currency, sums[other], home)
    known = rates.get(other) or table(other)
    if known is None:
        return None
    return price_of(sums[currency], currency, convert(sums[other], other, home, known.rate), home)


def _sums(postings: Sequence[Posting]) -> dict[str, int]:
    """What went into accounts, by currency."""
    found: dict[str, int] = {}
    for one in postings:
        if one.minor > 0:
            found[one.currency] = found.get(one.currency, 0) + one.minor
    return found
