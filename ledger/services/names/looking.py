"""Looking at names: every tag, project or payee with what it came to, and one of them whole.

Figures are those of the entries the reader sees, in the home currency at the rates locked on their days. A name only
others' private entries bear is not there for the reader; one that was made and never used is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.names.name import Name, Sort, name_key, root_of, roots
from ledger.domain.names.name import family as family_of
from ledger.domain.names.total import Total, Whole, summed, whole
from ledger.kernel.errors import Missing
from ledger.kernel.period import add_months
from ledger.plumbing.db import Session
from ledger.services.books.quick import accounts_in
from ledger.services.names.knowing import gathered_as
from ledger.store.names import kept, lines
from ledger.store.names.lines import Asked, Came, Used

PAYEE_MONTHS = 12
"""Months back in which payees are counted for their list."""

SHOWN = 60
"""Names shown in one list; the rest is found by seeking."""

_NOTHING = Total()


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in a list with what it came to, and what is merged into it."""

    name: Name
    total: Total
    merged: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Names of one sort: those in use, those put away, and whether more are to be found by seeking."""

    open: tuple[Listed, ...]
    closed: tuple[Listed, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One name whole. `category` and `account` are what is usual with a payee, as somebody said."""

    name: Name
    whole: Whole
    merged: tuple[Name, ...]
    category: Account | None
    account: Account | None


def listed(session: Session, seat: Seat, sort: Sort, today: date, text: str = "") -> Found:
    """The names of a sort whose text holds this one: projects the newest first, tags and payees by how often.

    Payees are counted over the last twelve months.
    """
    ways = kept.parents(session, seat.book_id, sort)
    since = add_months(today, -PAYEE_MONTHS) if sort is Sort.PAYEE else None
    totals = _totals(session, seat, _asked(seat, sort, {} if sort is Sort.PAYEE else roots(ways), since=since), ways)
    known = _known(session, seat, sort, ways, totals.keys())
    rows = [Listed(one, totals.get(one.name_id, _NOTHING), _merged(one.name_id, known, ways))
            for one in known.values() if one.merged_into is None]
    sought = name_key(text)
    fitting = [row for row in rows if any(
        sought in name_key(f"{one.name}\n{one.written}") for one in (row.name, *row.merged))]
    if sort is not Sort.PROJECT:
        fitting.sort(key=lambda row: (-row.total.times, name_key(row.name.name)))
    opened = [row for row in fitting if not row.name.closed]
    return Found(tuple(opened[:SHOWN]), tuple(row for row in fitting if row.name.closed)[:SHOWN], len(opened) > SHOWN)


def one(session: Session, seat: Seat, sort: Sort, name_id: int) -> Shown:
    """One name as it is gathered, with all that goes into it. Raises: Missing."""
    name = gathered_as(session, seat, sort, name_id)
    ways = kept.parents(session, seat.book_id, sort)
    together = family_of(name.name_id, ways)
    asked = _asked(seat, sort, dict.fromkeys(together, name.name_id), only=together)
    accounts = accounts_in(session, seat)
    pieces = [(accounts[came.account_id], came.on, came.minor) for came in lines.came(session, asked, by_day=True)
              if came.on is not None and came.account_id in accounts]
    total = _totals(session, seat, asked, ways).get(name.name_id, _NOTHING)
    known = _known(session, seat, sort, ways, {name.name_id} if total.times else ())
    if name.name_id not in known:
        raise Missing()
    return Shown(name, whole(total, pieces), _merged(name.name_id, known, ways), accounts.get(name.category or 0),
                 accounts.get(name.account or 0))


def _asked(seat: Seat, sort: Sort, ends: Mapping[int, int], *, only: frozenset[int] = frozenset(),
           since: date | None = None) -> Asked:
    return Asked(seat.book_id, seat.member.member_id, sort, ends, only, since)


def _merged(name_id: int, known: Mapping[int, Name], ways: Mapping[int, int]) -> tuple[Name, ...]:
    """What goes into a name, by its own name."""
    found = [one for number, one in known.items() if number != name_id and root_of(number, ways) == name_id]
    return tuple(sorted(found, key=lambda one: name_key(one.name)))


def _totals(session: Session, seat: Seat, asked: Asked, ways: Mapping[int, int]) -> dict[int, Total]:
    """What each name came to, under the name at the end of its way."""
    accounts = accounts_in(session, seat)
    used: dict[int, list[Used]] = {}
    for each in lines.used(session, asked):
        used.setdefault(root_of(each.name_id, ways), []).append(each)
    sums: dict[int, list[Came]] = {}
    for came in lines.came(session, asked):
        if came.account_id in accounts:
            sums.setdefault(root_of(came.name_id, ways), []).append(came)
    return {
        number: summed((sum(each.times for each in all_of), min(each.first for each in all_of),
                        max(each.last for each in all_of)),
                       ((accounts[came.account_id], came.minor, came.unvalued) for came in sums.get(number, ())))
        for number, all_of in used.items()
    }


def _known(session: Session, seat: Seat, sort: Sort, ways: Mapping[int, int], met: Collection[int]) -> dict[int, Name]:
    """The names a reader may know of: gathered with those of entries they see (`met`), or with those nobody used."""
    said = kept.load(session, seat.book_id, sort)
    used = {root_of(one, ways) for one in lines.in_use(session, seat.book_id, sort, said.keys())}
    seen = {number: one for number, one in said.items()
            if root_of(number, ways) in met or root_of(number, ways) not in used}
    if sort is not Sort.PAYEE:
        return seen
    return {**kept.payees(session, seat.book_id, [one for one in met if one not in said]), **seen}
