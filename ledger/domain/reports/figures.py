"""From entries to figures: what a book says of its money, without a name in it (DESIGN 19)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import NamedTuple

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.flow import Flow, Flows, Line, Movement
from ledger.domain.planning.due import Scheduled
from ledger.domain.reports.statements import statements_of
from ledger.kernel.figures import Coming, DayFlow, Move, OpenItem, Payer, Place, Quality, Receipt
from ledger.kernel.money import Money

AHEAD_DAYS = 400
"""How far ahead planned items are told."""

MONTHS = 40
"""How far back movements are told one by one: the 36 months credit.md (c) S29 asks for, and a statement's own."""

WINDOW_DAYS = 90
"""The days quality is reckoned over: credit.md (c), Q1."""

LATE_DAYS = 5
"""An entry recorded more days than this after its day is back-dated: credit.md (c), Q4."""

SETTLING_DAYS = 7
"""How long imported and back-dated entries settle: credit.md E24."""

OVERDUE_DAYS = 7
"""How long a planned item that did not come yet is still expected."""

_OPEN = frozenset({"receivable", "customer_tab", "payable", "supplier"})
_TOLD = frozenset({Flow.INCOME, Flow.ESSENTIAL, Flow.OTHER, Flow.COST_OF_CREDIT})


class Known(NamedTuple):
    """An entry as figures need it: no words. `batch_id` says it came from a file."""

    entry_id: int
    on: date
    recorded_at: datetime
    batch_id: int | None
    payee_id: int | None
    postings: Sequence[Line]

    @property
    def is_valued(self) -> bool:
        """Whether every line has its home value."""
        return None not in [line.home_minor for line in self.postings]


class Before(NamedTuple):
    """What an account had come to before the movements told: home minor units, since when, and when last stated."""

    minor: int
    first_on: date
    stated_on: date | None


class Stated(NamedTuple):
    """When an account was last checked, and how far the books are from what was said: home minor units."""

    on: date
    gap_minor: int


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of the entries: flows by day, places, payers."""

    flows: tuple[DayFlow, ...]
    places: tuple[Place, ...]
    payers: tuple[Payer, ...]


def told(
    entries: Sequence[Known], accounts: Mapping[int, Account], before: Mapping[int, Before], on: date,
    checked: Mapping[int, Stated] = MappingProxyType({}),
) -> Told:  # fmt: skip
    """Flows, places and payers of valued entries, which come in order of day, upon what was before the first.

    `checked` says of accounts what their last check came to.
    """
    gathered = _Gathered(accounts)
    for entry in entries:
        gathered.take(entry)
    places = tuple(
        _place(accounts[number], gathered.moves.get(number, []), before.get(number), checked.get(number), on)
        for number in sorted(accounts)
        if accounts[number].is_place and (number in gathered.moves or number in before or not accounts[number].closed)
    )
    payers = tuple(
        Payer(number, purpose, tuple(receipts)) for (number, purpose), receipts in sorted(gathered.receipts.items())
    )
    return Told(tuple(_flow(key, tally) for key, tally in sorted(gathered.flows.items())), places, payers)


def coming(
    items: Sequence[Scheduled], accounts: Mapping[int, Account], home: str, on: date,
    waiting: Sequence[tuple[Scheduled, date, Money]] = (),
) -> tuple[Coming, ...]:
    """Every turn of every planned item after a day; one a few days overdue, or `waiting` for a word since then, is
    expected tomorrow."""
    since, until = on - timedelta(days=OVERDUE_DAYS), on + timedelta(days=AHEAD_DAYS + 1)
    ahead = [(item, day, amount) for item in items if not item.closed for day, amount in item.turns(since, until)]
    found = [
        Coming(max(day, on + timedelta(days=1)), amount.minor if item.verb == "income" else -amount.minor,
               _purpose(accounts, item.category_id), item.account_id,
               item.category_id if item.verb == "transfer" else None, item.item_id)
        for item, day, amount in [*ahead, *waiting] if amount.currency == home and since <= day < until
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.account, one.minor)))


def open_items(places: Sequence[Place]) -> tuple[OpenItem, ...]:
    """What is still owed to the book (+) or by it (−) on tabs: one item a tab, since it was last even."""
    found = []
    for place in places:
        balance = place.balance_on(date.max)
        if place.purpose not in _OPEN or balance == 0:
            continue
        since = _since_even(place)
        found.append(OpenItem(place.number, since[0].day, None, balance, tuple(move.entry for move in since)))
    return tuple(found)


def quality(entries: Sequence[Known], first: date, zone: tzinfo, on: date) -> Quality:
    """The counts that the quality gates are reckoned from, of a book whose first entry is of a day."""
    window = min(WINDOW_DAYS, (on - first).days + 1)
    recent = [entry for entry in entries if entry.on > on - timedelta(days=window)]
    imported = [entry for entry in recent if entry.batch_id is not None]
    return Quality(
        window_days=window,
        days_recorded=len({entry.on for entry in recent}),
        last_recorded_for=entries[-1].on if entries else None,
        lags=tuple(sorted(_lag(entry, zone) for entry in recent)),
        imported_rows=len(imported),
        doubled_rows=_doubled(imported),
        unvalued=sum(1 for entry in entries if not entry.is_valued),
        settles_on=_settles_on(entries, zone, on),
    )


@dataclass(slots=True)
class _Tally:
    in_minor: int
    out_minor: int
    entries: dict[int, None]


class _Gathered:
    def __init__(self, accounts: Mapping[int, Account]) -> None:
        self.flows: dict[tuple[date, str, str], _Tally] = {}
        self.moves: dict[int, list[Move]] = {}
        self.receipts: dict[tuple[int, str], list[Receipt]] = {}
        self._meaning = Flows(accounts)
        self._places = {number for number, account in accounts.items() if account.is_place}
        self._purposes = {number: account.purpose.value for number, account in accounts.items()}

    def take(self, entry: Known) -> None:
        """Count one entry, all of whose lines have their home value."""
        for part in self._meaning.movements(entry.postings):
            if part.account_id in self._places:
                self._move(entry, part)
            elif part.flow in _TOLD:
                self._flow(entry, part)

    def _move(self, entry: Known, part: Movement) -> None:
        home = part.home_minor or 0
        move = Move(entry.on, home, part.flow.value, self._against(entry.postings, home), entry.entry_id)
        self.moves.setdefault(part.account_id, []).append(move)

    def _flow(self, entry: Known, part: Movement) -> None:
        home, purpose = part.home_minor or 0, self._purposes[part.account_id]
        key = (entry.on, part.flow.value, purpose)
        tally = self.flows.get(key)
        if tally is None:
            tally = self.flows[key] = _Tally(0, 0, {})
        if home < 0:
            tally.in_minor -= home
        else:
            tally.out_minor += home
        tally.entries[entry.entry_id] = None
        if part.flow is Flow.INCOME:
            payer = (entry.payee_id or part.account_id, purpose)
            self.receipts.setdefault(payer, []).append(Receipt(entry.on, -home, entry.entry_id))

    def _against(self, lines: Sequence[Line], home: int) -> str:
        opposite = [line for line in lines if (line.home_minor or 0) * home < 0]
        if not opposite:
            return ""
        largest = opposite[0] if len(opposite) == 1 else max(
            opposite, key=lambda line: (abs(line.home_minor or 0), line.account_id))
        return self._purposes[largest.account_id]


def _flow(key: tuple[date, str, str], tally: _Tally) -> DayFlow:
    return DayFlow(*key, tally.in_minor, tally.out_minor, tuple(tally.entries))


def _place(
    account: Account, moves: Sequence[Move], before: Before | None, checked: Stated | None, on: date
) -> Place:
    began = before.minor if before else 0
    stated = _stated(moves, before, checked)
    return Place(
        number=account.account_id, kind=account.kind.value, purpose=account.purpose.value,
        is_liquid=account.kind is Kind.ASSET and account.is_liquid, began=began, moves=tuple(moves), card=account.card,
        loan=account.loan, statements=statements_of(account.card, moves, on, began) if account.card else (),
        stated_on=stated.on if stated else None, gap_minor=stated.gap_minor if stated else 0,
    )


def _stated(moves: Sequence[Move], before: Before | None, checked: Stated | None) -> Stated | None:
    """The later of the last opening entry and the last check; of one day the check, which is said at its end."""
    opened = [move for move in moves if move.flow == Flow.OPENING.value]
    if opened:
        is_late = before is not None or opened[-1] is not moves[0]
        begun = Stated(opened[-1].day, abs(opened[-1].minor) if is_late else 0)
    elif before is not None and before.stated_on is not None:
        begun = Stated(before.stated_on, 0)
    else:
        return checked
    return checked if checked is not None and checked.on >= begun.on else begun


def _purpose(accounts: Mapping[int, Account], number: int | None) -> str:
    account = accounts.get(number or 0)
    return account.purpose.value if account else ""


def _since_even(place: Place) -> list[Move]:
    balance, since = place.began, 0
    for at, move in enumerate(place.moves):
        if balance == 0:
            since = at
        balance += move.minor
    return list(place.moves[since:])


def _lag(entry: Known, zone: tzinfo) -> int:
    if entry.batch_id is not None:
        return 0
    return max((entry.recorded_at.astimezone(zone).date() - entry.on).days, 0)


def _doubled(imported: Sequence[Known]) -> int:
    """Rows of different files that say the same: day, payee and every line."""
    seen: dict[tuple[object, ...], set[int | None]] = {}
    for entry in imported:
        lines = tuple(sorted((line.account_id, line.minor, line.currency) for line in entry.postings))
        seen.setdefault((entry.on, entry.payee_id, lines), set()).add(entry.batch_id)
    return sum(len(batches) - 1 for batches in seen.values())


def _settles_on(entries: Sequence[Known], zone: tzinfo, on: date) -> date | None:
    late = []
    for entry in entries:
        recorded = entry.recorded_at.astimezone(zone).date()
        is_late = entry.batch_id is not None or (recorded - entry.on).days > LATE_DAYS
        if is_late and recorded > on - timedelta(days=SETTLING_DAYS):
            late.append(recorded)
    return max(late) + timedelta(days=SETTLING_DAYS) if late else None
