"""The books as they were known: sums of the entries a log held at one of its sequences, never of kept sums.

A seat that carries `known` reads every report so. Accounts are told as they were arranged then; an entry that got its
home value later waits for its rate once more. Each question reads the book's entries once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from ledger.domain.books.account import Account
from ledger.domain.books.book import Known, Seat
from ledger.domain.books.flow import Flows, Line, Movement
from ledger.domain.books.sums import Tally
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.period import Period
from ledger.plumbing import clock
from ledger.plumbing.db import Session
from ledger.store.books import accounts, log
from ledger.store.books.entries import Kept
from ledger.store.books.sums import AccountSum
from ledger.store.past import charts
from ledger.store.past import known as rows
from ledger.store.past.known import Counted, Then
from ledger.store.reports.lines import revision_at

_SEQ_DIGITS = 12


class NoSuchMoment(Invalid):
    """Text that is neither a day gone by nor a sequence of the book's log."""

    message = N_("“%(text)s” is no day up to today, and nothing this ledger was at. Write a day as 2026-11-21.")


@dataclass(frozen=True, slots=True)
class Moment:
    """When the books are read as: the sequence, the day where one was asked for, and how many deeds came since."""

    seq: int
    day: date | None
    since: int


Key = tuple[date | None, int, str, str]


def at(session: Session, seat: Seat, said: str) -> tuple[Seat, Moment | None]:
    """The seat that reads the books as they were known at the end of a day, or at a sequence; as now for no text.

    Raises: NoSuchMoment.
    """
    if not said:
        return seat, None
    head = log.head(session, seat.book_id).seq
    day = None if said.isdigit() else _day(said, seat)
    if day is not None:
        end = datetime.combine(day + timedelta(days=1), time(), clock.zone_info(seat.book.zone))
        seq = revision_at(session, seat.book_id, end)
    elif said.isascii() and said.isdigit() and len(said) <= _SEQ_DIGITS and int(said) <= head:
        seq = int(said)
    else:
        raise NoSuchMoment(text=said[:20], field="known")
    known = Known(seq, charts.at(session, seat.book_id, seq), rows.late(session, seat.book_id, seq))
    return replace(seat, known=known), Moment(seq, day, head - seq)


def chart(session: Session, seat: Seat) -> dict[int, Account]:
    """Every account of a book as this seat reads it: as it is, or as it was known."""
    return accounts.load(session, seat.book_id) if seat.known is None else dict(seat.known.accounts)


def then(seat: Seat) -> Then | None:
    """What rows are asked for where the books are read as they were known; None where they are read as they are."""
    known = seat.known
    return None if known is None else Then(seat.book_id, known.seq, seat.member.member_id, known.late)


def by_day(session: Session, seat: Seat, was: Then, period: Period) -> list[tuple[date, AccountSum]]:
    """Sums by day, account, currency and flow over a period, by day."""
    found = _tallied(session, seat, rows.each(session, was, period), was, apart=True)
    return sorted(((on, one) for on, one in found if on is not None), key=lambda both: both[0])


def over(session: Session, seat: Seat, was: Then, period: Period) -> list[AccountSum]:
    """Sums by account, currency and flow over a period."""
    return [one for _, one in _tallied(session, seat, rows.each(session, was, period), was, apart=False)]


def until(session: Session, seat: Seat, was: Then, beginning: date, day: date) -> list[AccountSum]:
    """Sums by account and currency over all days up to the end of one; flows are told apart no further than needed.

    Entries of two lines are summed by the database, whose meaning nobody asks for here.
    """
    divided = rows.each(session, was, Period(beginning, day + timedelta(days=1)), only_divided=True)
    found = [one for _, one in _tallied(session, seat, divided, was, apart=False)]
    found += [AccountSum(one.account_id, one.currency, "", *one[2:]) for one in rows.held(session, was, day)]
    return found + _less_late(session, seat, was, day)


def balances(
    session: Session, seat: Seat, was: Then, beginning: date, day: date
) -> dict[tuple[int, str], tuple[int, int]]:
    """What each account held at the end of a day: (minor, home minor) by account and currency."""
    held: dict[tuple[int, str], tuple[int, int]] = {}
    for one in until(session, seat, was, beginning, day):
        minor, home = held.get((one.account_id, one.currency), (0, 0))
        held[one.account_id, one.currency] = (
            minor + one.in_minor - one.out_minor, home + one.in_home - one.out_home)
    return held


def as_known(kept: Kept, was: Then | None, home: str) -> Kept:
    """An entry without the home values that it did not have then."""
    if was is None or kept.entry_id not in was.late:
        return kept
    lines = tuple(one if one.currency == home else replace(one, home_minor=None) for one in kept.entry.postings)
    return replace(kept, entry=replace(kept.entry, postings=lines))


def _day(said: str, seat: Seat) -> date | None:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    if day > clock.today(seat.book.zone):
        raise NoSuchMoment(text=said[:20], field="known")
    return day


def _tallied(
    session: Session, seat: Seat, counted: Iterable[Counted], was: Then, *, apart: bool
) -> list[tuple[date | None, AccountSum]]:
    """The sums of entries, with `apart` day by day."""
    flows, home = Flows(chart(session, seat)), seat.book.home_currency
    found: dict[Key, Tally] = {}
    for one in counted:
        lines = _unvalued(one.lines, home) if one.entry_id in was.late else one.lines
        sign = -1 if one.is_reversal else 1
        for move in _movements(flows, lines, sign):
            key = (one.on if apart else None, move.account_id, move.currency, move.flow.value)
            tally = found.get(key)
            if tally is None:
                tally = found[key] = Tally()
            tally.add(move, sign)
    return [(key[0], _sum(*key[1:], tally)) for key, tally in found.items() if tally]


def _movements(flows: Flows, lines: list[Line], sign: int) -> list[Movement]:
    """The movements of an entry; those of a reversal mean what the postings they mirror meant."""
    if sign > 0:
        return flows.movements(lines)
    mirrored = flows.movements([_mirrored(one) for one in lines])
    return [one._replace(minor=-one.minor, home_minor=None if one.home_minor is None else -one.home_minor)
            for one in mirrored]


def _mirrored(line: Line) -> Line:
    return line._replace(minor=-line.minor, home_minor=None if line.home_minor is None else -line.home_minor)


def _unvalued(lines: list[Line], home: str) -> list[Line]:
    return [one if one.currency == home else one._replace(home_minor=None) for one in lines]


def _less_late(session: Session, seat: Seat, was: Then, day: date) -> list[AccountSum]:
    """What takes the home values away again that entries of two lines did not have then, and counts those lines."""
    found, home = [], seat.book.home_currency
    for one in rows.some(session, was, was.late):
        if one.on > day:
            continue
        late = (line for line in one.lines if line.currency != home and line.home_minor is not None)
        found += [AccountSum(line.account_id, line.currency, "", 0, 0, 0, line.home_minor or 0, 0,
                             -1 if one.is_reversal else 1) for line in late]
    return found


def _sum(account_id: int, currency: str, flow: str, tally: Tally) -> AccountSum:
    return AccountSum(account_id, currency, flow, tally.in_minor, tally.out_minor, tally.in_home, tally.out_home,
                      tally.moves, tally.unvalued)
