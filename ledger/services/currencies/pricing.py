"""The book's own table of rates and prices: looked through, written by hand, brought as a file, taken out again.

Whatever comes into it completes the home values that waited for it. What the shipped table says stays beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.currencies.commodity import Commodity
from ledger.domain.currencies.price import Price, Source
from ledger.domain.currencies.price_file import Found, Reading, Refusal, read
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, HouseError, Invalid
from ledger.kernel.rate import canonical_rate
from ledger.plumbing.db import Session
from ledger.services.books import valuing
from ledger.services.books.bookkeeping import ask_to_value
from ledger.services.currencies import commodities
from ledger.services.currencies.commodities import unit_of
from ledger.store.books import log
from ledger.store.currencies import prices

DIFFERING_AT_ONCE = 40
"""Prices that differ from the table, asked about at once: their answer can be undone as one."""


class HomePriced(Invalid):
    """A price of the home currency, which everything is valued in."""

    message = N_("Everything here is valued in %(home)s, so it has no price of its own.")


class PricedInItself(Invalid):
    """A price in the very thing it is the price of."""

    message = N_("A price is in another currency than what it is of.")


@dataclass(frozen=True, slots=True)
class Page:
    """Some prices of the table, latest first, and where the next begin; None at the end."""

    prices: tuple[Price, ...]
    next: tuple[date, str] | None


@dataclass(frozen=True, slots=True)
class Differing:
    """A line of a file that says another price than the one that stands for its day."""

    line: int
    stands: Price
    said: Price


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file: prices kept, those that stood already, those that differ and wait for an answer, refused
    lines, lines about something else. `seq` is the deed, to take it back by; None where nothing was kept."""

    kept: int
    same: int
    differing: tuple[Differing, ...]
    refused: tuple[Refusal, ...]
    others: int
    seq: int | None


def page(session: Session, seat: Seat, search: str, after: tuple[date, str] | None, limit: int) -> Page:
    """A page of the table; with `search` of those whose code begins so, or whose commodity's name holds it."""
    codes = _searched(session, seat, search) if search else None
    found = prices.page(session, seat.book_id, codes, after, limit + 1)
    more = found[limit - 1] if len(found) > limit else None
    return Page(tuple(found[:limit]), (more.on, more.currency) if more else None)


def put(session: Session, seat: Seat, said: Sequence[Price], now: datetime) -> list[Price]:
    """Write prices; those that stood in their place before. Raises: BookClosed, HomePriced, PricedInItself,
    RateNotPositive, UnknownCurrency."""
    head = _locked(session, seat)
    own = commodities.load(session, seat)
    fresh = [_checked(one, seat, own) for one in said]
    were = prices.some(session, seat.book_id, [one.key for one in fresh])
    for one in fresh:
        head = _log(session, seat, head, "give_rate", digest(b"", one.content()), now)
    prices.put(session, seat.book_id, fresh, head.seq)
    _complete(session, seat, now)
    return [were[one.key] for one in fresh if one.key in were]


def keep(
    session: Session, seat: Seat, said: Sequence[Price], now: datetime, *, over: bool
) -> tuple[int, int, list[Differing]]:
    """Keep the prices that say something new, and with `over` those that differ too: how many were kept, how many stood
    already, and those that differ and were left. Raises: what `put` raises."""
    own = commodities.load(session, seat)
    fresh = [_checked(one, seat, own) for one in said]
    stands = prices.some(session, seat.book_id, [one.key for one in fresh])
    new, same, differing = dict[tuple[str, date], Price](), 0, list[Differing]()
    for one in fresh:
        known = stands.get(one.key) or new.get(one.key)
        if known is None or (over and not known.says_the_same(one)):
            new[one.key] = one
        elif known.says_the_same(one):
            same += 1
        else:
            differing.append(Differing(0, known, one))
    if new:
        put(session, seat, list(new.values()), now)
    return len(new), same, differing


def drop(session: Session, seat: Seat, said: Price, now: datetime) -> bool:
    """Take a price out of the table; whether it still stood so. Entries keep the rate they are locked at."""
    head = _locked(session, seat)
    if not prices.drop(session, seat.book_id, [said]):
        return False
    _log(session, seat, head, "drop_rate", digest(b"", said.content()), now)
    return True


def bring(session: Session, seat: Seat, content: bytes, name: str, now: datetime) -> Brought:
    """Keep the prices of a file that say something new. Raises: BookClosed, NotText, TooManyLines."""
    head = _locked(session, seat)
    reading = read(content, name)
    fresh, same, differing, refused = _sorted_out(session, seat, reading)
    seq = None
    if fresh:
        said = digest(b"", [one.content() for one in fresh])
        seq = _log(session, seat, head, "import_rates", said, now).seq
        prices.put(session, seat.book_id, fresh, seq)
        _complete(session, seat, now)
    return Brought(len(fresh), same, tuple(differing), tuple(refused), reading.others, seq)


def take_back(session: Session, seat: Seat, seq: int, now: datetime) -> int:
    """Take out what a file brought and nobody replaced since; how many prices."""
    head = _locked(session, seat)
    gone = prices.drop_of(session, seat.book_id, seq)
    if gone:
        _log(session, seat, head, "drop_rate", digest(b"", {"brought_by": seq}), now)
    return gone


def _sorted_out(
    session: Session, seat: Seat, reading: Reading
) -> tuple[list[Price], int, list[Differing], list[Refusal]]:
    """What is new, how many stand already, what differs, what is refused; the first line of a day speaks for it."""
    own = commodities.load(session, seat)
    read_as, refused = list[tuple[int, Price]](), list(reading.refused)
    for found in reading.prices:
        try:
            read_as.append((found.line, _price(found, seat, own)))
        except HouseError as error:
            refused.append(Refusal(found.line, f"{found.on} {found.code} {found.price:f} {found.unit}".strip(), error))
    stands = prices.some(session, seat.book_id, [price.key for _line, price in read_as])
    fresh, same, differing = dict[tuple[str, date], Price](), 0, list[Differing]()
    for line, price in read_as:
        known = stands.get(price.key) or fresh.get(price.key)
        if known is None:
            fresh[price.key] = price
        elif known.says_the_same(price):
            same += 1
        else:
            differing.append(Differing(line, known, price))
    return list(fresh.values()), same, differing, sorted(refused, key=lambda one: one.line)


def _price(found: Found, seat: Seat, own: Mapping[str, Commodity]) -> Price:
    currency = unit_of(found.code, own, "code")
    unit = unit_of(found.unit, own, "in") if found.unit else None
    return _checked(Price(currency, found.on, found.price, unit, Source.FILE), seat, own)


def _checked(said: Price, seat: Seat, own: Mapping[str, Commodity]) -> Price:
    """A price the table can hold, in its shortest form; one in the home currency names none."""
    home = seat.book.home_currency
    currency = unit_of(said.currency, own)
    unit = None if said.unit in (None, home) else unit_of(said.unit or "", own, "unit")
    if currency == home:
        raise HomePriced(home=home, field="currency")
    if currency == unit:
        raise PricedInItself(field="unit")
    return replace(said, currency=currency, unit=unit, rate=Decimal(canonical_rate(said.rate)))


def _searched(session: Session, seat: Seat, search: str) -> list[str]:
    own = commodities.load(session, seat)
    names = {one.unit: one.name.casefold() for one in own.values()}
    asked = search.strip()
    return [unit for unit in prices.currencies(session, seat.book_id)
            if unit.startswith(asked.upper()) or asked.casefold() in names.get(unit, "")]


def _locked(session: Session, seat: Seat) -> log.Head:
    if seat.book.closed:
        raise BookClosed()
    return log.lock(session, seat.book_id)


def _log(session: Session, seat: Seat, head: log.Head, deed: str, said: bytes, now: datetime) -> log.Head:
    return log.append(session, seat.book_id, head, log.Act(now, seat.actor, seat.actor_kind, deed, "rate", (), said))


def _complete(session: Session, seat: Seat, now: datetime) -> None:
    """Complete what waited for a rate; what is more than one transaction takes is left to the work list."""
    if valuing.complete_next(session, seat.book, seat.actor, seat.actor_kind, now):
        ask_to_value(session, seat.book_id)
