"""All debts together: S31–S37 of credit.md (c)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from credit.domain.cost.annual_rate import annual_rate
from credit.domain.cost.flows import level
from credit.domain.cost.ratios import debt_service_ratio
from credit.domain.cost.solver import NoRoot, RateOutOfReach, SeveralRoots
from credit.domain.signals.committed import debt_service, debts_unknown
from credit.domain.signals.money import BUFFER_DAYS, essential
from credit.domain.signals.registry import MOST_BPS, WHOLE_BPS
from credit.domain.signals.signal import Signal, Why, absent, known, unknown
from ledger.kernel.ahead.days import Days, behind
from ledger.kernel.ahead.debts import Loan
from ledger.kernel.figures import Move, Place
from ledger.kernel.interest.loan import planned
from ledger.kernel.interest.schedule import Row
from ledger.kernel.interest.yearly import CONVENTIONS, AnnualRate, half_up

WINDOW = 90
"""Days that missed dues, new loans and growing debts are looked for in."""

ADVANCE_DAYS = 180
"""Days that cash taken from cards is looked for in."""

FED_DAYS = 3
"""以贷养贷: how soon after a loan arrives another debt is paid with it."""

FED_PERCENT = 80
"""以贷养贷: how much of the loan goes into it, at least."""

STACKED = 2
"""What a loan that fed another debt counts as, at least: as many lenders as are a warning."""

_LATE_DAYS = 3
_LIQUID = frozenset({"cash", "bank", "wallet", "fund"})


def dti(days: Days, income: Signal) -> Signal:
    """S31: what debts ask of a month (minimums and next instalments) over a usual month's income; no debt is 0."""
    service = debt_service(days)
    if isinstance(service, Why):
        return unknown(service)
    if not service.minor:
        return known(0)
    if income.value is None:
        return unknown(income.why or Why.NEEDS_3_MONTHS)
    share = debt_service_ratio([service.minor], income.value) if income.value > 0 else None
    found = MOST_BPS if share is None else min(half_up(share * WHOLE_BPS), MOST_BPS)
    return known(found, behind((*income.entries, *service.entries)))


def residual_income(days: Days, income: Signal) -> Signal:
    """S32: a usual month's income less thirty days of needs and what debts ask for."""
    service, needs = debt_service(days), essential(days)
    if isinstance(service, Why):
        return unknown(service)
    if income.value is None or needs is None:
        return unknown(income.why or Why.NEEDS_60_DAYS)
    entries = behind((*needs.entries, *income.entries, *service.entries))
    return known(income.value - needs.times(BUFFER_DAYS) - service.minor, entries)


def missed_due(days: Days) -> Signal:
    """S33: due days of 90 days on which the least was still unpaid three days later; or days of late fees, if more."""
    why = debts_unknown(days)
    if why:
        return unknown(why)
    fees = [flow for flow in days.flows(days.last(WINDOW), ("cost_of_credit",))
            if flow.purpose == "late_fee" and flow.out_minor > flow.in_minor]
    loans = [place for place in days.figures.places if place.purpose == "loan" and place.loan]
    if not days.cards and not loans and not fees:
        return absent(0)
    missed = list(_missed_on_cards(days)) + [one for place in loans for one in _missed_on(days, place)]
    entries = behind((*(entry for one in missed for entry in one), *(entry for flow in fees for entry in flow.entries)))
    return known(max(len(missed), len({flow.day for flow in fees})), entries)


def loan_stacking(days: Days) -> Signal:
    """S34: lenders whose money arrived in 90 days; two at least where a loan fed another debt (以贷养贷)."""
    loans = [place for place in days.figures.places if place.purpose == "loan" and place.moves]
    if not loans:
        return absent(0)
    drawn = [(place, move) for place in loans for move in place.moves
             if move.flow == "debt_drawn" and move.day in days.last(WINDOW)]
    lenders = {(place.loan.lender_name if place.loan else "") or str(place.number) for place, _ in drawn}
    fed = any(_fed_another(days, place, move) for place, move in drawn)
    count = max(len(lenders), STACKED) if fed else len(lenders)
    return known(count, behind(move.entry for _, move in drawn))


def cash_advance(days: Days) -> Signal:
    """S35: how often cash was taken from any card in 180 days; or how often that was charged for, if more."""
    if not days.cards:
        return absent(0)
    window = days.last(ADVANCE_DAYS)
    moves = [move for card in days.cards for move in card.place.moves if move.day in window and move.minor < 0]
    taken = {(move.day, move.entry) for move in moves if move.flow == "debt_drawn" and move.against in _LIQUID}
    fees = {(move.day, move.entry) for move in moves if move.against == "cash_advance"}
    return known(max(len(taken), len(fees)), behind(entry for _, entry in sorted(taken | fees)))


def debt_velocity(days: Days, income: Signal) -> Signal:
    """S36: what cards and loans owe more than 90 days ago, over a usual month's income; below nothing: less.

    A book younger than that is asked since its first day, where no debt is older than it.
    """
    debts = [place for place in days.figures.places if place.purpose in ("card", "loan") and place.moves]
    if not debts:
        return absent(0)
    if days.kept <= WINDOW and any(move.flow == "opening" for place in debts for move in place.moves[:1]):
        return unknown(Why.NEEDS_90_DAYS)
    if income.value is None:
        return unknown(income.why or Why.NEEDS_3_MONTHS)
    before = days.on - timedelta(days=WINDOW)
    moves = sorted((move for place in debts for move in place.moves if move.day > before), key=lambda move: move.day)
    added = -sum(move.minor for move in moves)
    if income.value <= 0:
        return known(0 if added <= 0 else MOST_BPS, behind(move.entry for move in moves))
    share = half_up(Fraction(WHOLE_BPS * added, income.value))
    return known(min(max(share, -MOST_BPS), MOST_BPS), behind(move.entry for move in moves))


def loan_rate_gap(days: Days, cheapest: AnnualRate | None) -> Signal:
    """S37: how far the dearest loan's rate lies above the cheapest one to be had, in that one's convention."""
    if not days.loans:
        return absent(0)
    if debts_unknown(days) is Why.NEEDS_LOAN_TERMS:
        return unknown(Why.NEEDS_LOAN_TERMS)
    if cheapest is None:
        return unknown(Why.NEEDS_A_RATE_TO_COMPARE)
    dearest = max((gap for loan in days.loans for gap in _gap(loan, cheapest)), default=None)
    if dearest is None:
        return unknown(Why.NEEDS_LOAN_TERMS)
    return known(min(max(dearest, -MOST_BPS), MOST_BPS),
                 behind(move.entry for loan in days.loans for move in loan.place.moves))


def _missed_on_cards(days: Days) -> Iterator[tuple[int, ...]]:
    window = days.last(WINDOW)
    for card in days.cards:
        for statement in card.place.statements:
            last = statement.due_on + timedelta(days=_LATE_DAYS)
            if last not in window:
                continue
            paid = sum(move.minor for move in card.place.moves
                       if statement.closed_on < move.day <= last and move.minor > 0)
            if paid < statement.minimum:
                yield (*statement.charges, *statement.payments)


def _missed_on(days: Days, place: Place) -> Iterator[tuple[int, ...]]:
    """Instalments of a loan that were not paid: too much is owed, and nothing like it was paid since the one before."""
    plan = planned(place.loan) if place.loan else None
    window, before = days.last(WINDOW), date.min
    for row in plan.schedule.rows if plan else ():
        if row.due is None:
            continue
        last = row.due + timedelta(days=_LATE_DAYS)
        if last in window and row.due > days.began and _is_behind(days, place, row, before, last):
            yield tuple(move.entry for move in place.moves if before < move.day <= last)
        before = last


def _is_behind(days: Days, place: Place, row: Row, after: date, last: date) -> bool:
    paid = sum(move.minor for move in place.moves
               if after < move.day <= last and move.minor > 0 and move.flow == "debt_repaid")
    if not row.principal:
        interest = sum(flow.out_minor for flow in days.figures.flows
                       if flow.purpose == "interest" and after < flow.day <= last)
        return interest + paid < row.payment // 2
    owed = -place.balance_on(last)
    return owed > row.balance + row.principal // 2 and paid < row.principal // 2


def _fed_another(days: Days, place: Place, drawn: Move) -> bool:
    paid = sum(
        move.minor for other in days.figures.places
        if other.purpose in ("card", "loan") and other.number != place.number
        for move in other.moves
        if move.flow == "debt_repaid" and drawn.day <= move.day <= drawn.day + timedelta(days=FED_DAYS)
    )
    return 100 * paid >= FED_PERCENT * -drawn.minor


def _gap(loan: Loan, cheapest: AnnualRate) -> Iterator[int]:
    if loan.rate is None or loan.plan is None or loan.terms is None:
        return
    rate = loan.rate
    if rate.convention is not cheapest.convention and cheapest.convention in CONVENTIONS:
        try:
            rate = annual_rate(level(loan.terms.principal, loan.plan.payments), cheapest.convention)
        except (NoRoot, SeveralRoots, RateOutOfReach):
            return
    yield half_up((rate.value - cheapest.value) * WHOLE_BPS)
