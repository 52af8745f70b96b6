"""A drawn household lives: day by day up to a day, told as the figures the door would tell of such books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from credit.domain.lenders.card_life import CardLife
from credit.domain.lenders.diary import APART, BANK, CARD, LOAN, PURPOSE, Diary
from credit.domain.lenders.household import Dice, Household, Pay
from ledger.kernel.figures import Coming, Figures, Place, Quality
from ledger.kernel.interest.loan import planned
from ledger.kernel.interest.schedule import Row
from ledger.kernel.period import add_months

AHEAD_DAYS = 400
WINDOW = 90
DIP_DAYS = 30
"""Days over which less came in, where a household's income dipped."""

_SETTLING = 7
_SATURDAY = 5
_BILLS_DAY = 12
_FOOD, _FUN = ("essential", "essential"), ("other", "discretionary")


def live(home: Household, on: date) -> Figures:
    """The household's books at the end of a day."""
    diary, dice = Diary(), Dice("living", home.number)
    card = CardLife(home.card, home.card.owed, home.card.owed) if home.card else None
    rows = _instalments(home)
    _opens(diary, home, card, rows)
    pay_days = _pay_days(home, on, dice)
    for day in (home.began + timedelta(days=n) for n in range((on - home.began).days + 1)):
        for pay, minor in pay_days.get(day, ()):
            diary.earns(day, pay.payer, pay.purpose, minor)
            if home.saves:
                diary.transfers(day, BANK, APART, max(diary.held - 2 * home.cushion, 0), "own_transfer")
        _spends(diary, home, card, day, dice)
        _repays(diary, home, rows, day)
        if card:
            card.lives(diary, day, dice)
    return Figures(
        book=home.number, revision=1, on=on, scene="household", currency="CNY", began_on=home.began,
        flows=diary.flows(), places=tuple(_places(diary, home, card)), payers=diary.payers(),
        coming=tuple(sorted(_coming(home, on), key=lambda one: (one.day, one.account, one.minor))), open_items=(),
        quality=_quality(diary, home, on),
    )


def _instalments(home: Household) -> dict[date, Row]:
    plan = planned(home.loan) if home.loan else None
    return {row.due: row for row in plan.schedule.rows if row.due} if plan else {}


def _opens(diary: Diary, home: Household, card: CardLife | None, rows: dict[date, Row]) -> None:
    diary.opens(home.began, BANK, home.held)
    if card:
        diary.opens(home.began, CARD, -card.owed)
    if home.loan and home.borrowed and home.borrowed < home.began:
        before = [row.balance for due, row in sorted(rows.items()) if due < home.began]
        diary.opens(home.began, LOAN, -(before[-1] if before else home.loan.principal))


def _spends(diary: Diary, home: Household, card: CardLife | None, day: date, dice: Dice) -> None:
    if day.day == 1:
        diary.spends(day, BANK, home.rent, "essential", "rent")
    if day.day == _BILLS_DAY:
        diary.spends(day, BANK, home.bills, "essential", "essential")
    _buys(diary, card, day, home.food * dice.between(60, 140) // 10_000 * 100, _FOOD, dice)
    if day.weekday() == _SATURDAY:
        wanted = dice.skewed(home.fun)
        _buys(diary, card, day, min(wanted, max(diary.held - home.cushion, wanted // 4)) // 100 * 100, _FUN, dice)


def _buys(diary: Diary, card: CardLife | None, day: date, minor: int, what: tuple[str, str], dice: Dice) -> None:
    if card and dice.happens(card.habit.share) and card.has_room(minor):
        card.buys(diary, day, minor, *what)
    else:
        diary.spends(day, BANK, minor, *what)


def _repays(diary: Diary, home: Household, rows: dict[date, Row], day: date) -> None:
    if home.loan and day == home.borrowed:
        diary.transfers(day, LOAN, BANK, home.loan.principal, "debt_drawn")
    row = rows.get(day)
    if row is not None:
        diary.transfers(day, BANK, LOAN, row.principal, "debt_repaid")
        diary.spends(day, BANK, row.interest, "cost_of_credit", "interest")


def _pay_days(home: Household, on: date, dice: Dice) -> dict[date, list[tuple[Pay, int]]]:
    found: dict[date, list[tuple[Pay, int]]] = {}
    for pay in home.pays:
        for day in _turns(pay, home.began, on):
            came = day + timedelta(days=dice.between(0, pay.late))
            share = dice.between(100 - pay.spread, 100 + pay.spread)
            dips = home.dip if (on - came).days < DIP_DAYS else 100
            found.setdefault(came, []).append((pay, pay.minor * share * dips // 1_000_000 * 100))
    return found


def _turns(pay: Pay, first: date, last: date) -> Iterator[date]:
    """The days a pay falls on between two days, both in."""
    turn = 0
    while True:
        if pay.every:
            day = first + timedelta(days=pay.day % pay.every + pay.every * turn)
        else:
            day = add_months(first.replace(day=1), turn, pay.day)
        if day > last:
            return
        if day >= first:
            yield day
        turn += 1


def _coming(home: Household, on: date) -> Iterator[Coming]:
    if not home.plans:
        return
    first, last = on + timedelta(days=1), on + timedelta(days=AHEAD_DAYS)
    for pay in home.pays:
        if pay.purpose == "salary" and not pay.every:
            for day in _turns(pay, first, last):
                yield Coming(day, pay.minor, "salary", BANK)
    if home.rent:
        for day in _turns(Pay(0, "rent", home.rent, 1), first, last):
            yield Coming(day, -home.rent, "rent", BANK)


def _places(diary: Diary, home: Household, card: CardLife | None) -> Iterator[Place]:
    for number, moves in sorted(diary.moves.items()):
        debt = number in (CARD, LOAN)
        yield Place(
            number=number, kind="liability" if debt else "asset", purpose=PURPOSE[number], is_liquid=number == BANK,
            began=0, moves=tuple(moves), card=home.card.terms if home.card and number == CARD else None,
            loan=home.loan if number == LOAN else None,
            statements=card.statements() if card and number == CARD else (),
            stated_on=home.began if number == BANK else None, gap_minor=home.gap if number == BANK else 0,
        )


def _quality(diary: Diary, home: Household, on: date) -> Quality:
    """The counts of somebody who writes on so many days in a hundred, and so late."""
    window = min(WINDOW, (on - home.began).days + 1)
    recorded = max(window * home.writes // 100, 1)
    return Quality(
        window_days=window, days_recorded=recorded, last_recorded_for=max(diary.days()), lags=(home.lag,) * recorded,
        imported_rows=0, doubled_rows=0, unvalued=0,
        settles_on=on + timedelta(days=_SETTLING - home.lag) if home.lag and home.lag < _SETTLING else None,
    )
