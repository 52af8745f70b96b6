"""Income: how much, how steady, from whom, and what is kept of it: S14–S18 and S21 of credit.md (c).

Income is what came in on income categories less what was taken back: transfers between own accounts and money
borrowed never are. Months are whole calendar months.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from credit.domain.cost.ratios import variation
from credit.domain.signals.registry import MOST_BPS, WHOLE_BPS
from credit.domain.signals.signal import Signal, Why, known, unknown
from ledger.kernel.ahead.days import SPENDING, Days, behind, entries_of, net_in, net_out
from ledger.kernel.ahead.middle import median, spread
from ledger.kernel.figures import Payer, Receipt
from ledger.kernel.interest.yearly import half_up
from ledger.kernel.period import Period

IRREGULAR, SEMI, REGULAR = 0, 1, 2
"""Classes of `income_regularity`."""

HALF_YEAR = 180
"""Days that payers are looked at."""

_MONTH = 30
_HITS = 4
_DIP_LEAST = 120
_REGULAR_SPREAD, _SEMI_SPREAD = 2, 7
_MONTHLY_GAP = 31
_PAY_LATE = 3


def income_month(days: Days) -> Signal:
    """S14: the middle one of the last six whole months' incomes, of three at least."""
    months = days.months(6)
    if len(months) < 3:
        return unknown(Why.NEEDS_3_MONTHS)
    sums, entries = _by_month(days, months)
    return known(half_up(median(sums)), entries)


def income_cv(days: Days) -> Signal:
    """S15: sample deviation over mean of the last twelve months' incomes, of six at least."""
    months = days.months(12)
    if len(months) < 6:
        return unknown(Why.NEEDS_6_MONTHS)
    sums, entries = _by_month(days, months)
    found = variation(sums) if sum(sums) > 0 else None
    if found is None:
        return unknown(Why.NEEDS_INCOME)
    return known(min(half_up(found * WHOLE_BPS), MOST_BPS), entries)


def income_regularity(days: Days) -> Signal:
    """S16: by how much the days between the largest payer's payments vary (median distance from the median)."""
    paid = _by_payer(days, days.last(HALF_YEAR))
    if not paid:
        return unknown(Why.NEEDS_INCOME)
    receipts = max(paid.values(), key=_worth)
    gaps = _gaps(receipts)
    if len(gaps) + 1 < _HITS:
        return unknown(Why.NEEDS_4_PAYMENTS)
    varies = spread(gaps)
    found = REGULAR if varies <= _REGULAR_SPREAD else SEMI if varies <= _SEMI_SPREAD else IRREGULAR
    return known(found, behind(receipt.entry for receipt in receipts))


def income_dip(days: Days) -> Signal:
    """S17: income of the last 30 days over the middle one of all runs of 30 days of the half year before.

    A month may have 31 days and a payday may move: what a regular payer pays by the month counts as come while it is
    not late.
    """
    if days.kept < _DIP_LEAST:
        return unknown(Why.NEEDS_120_DAYS)
    recent, before = days.last(_MONTH), days.last(HALF_YEAR, _MONTH)
    usual = median(_running(days, before))
    if usual <= 0:
        return unknown(Why.NEEDS_INCOME)
    flows = days.flows(recent, ("income",))
    awaited = _awaited(days, recent)
    share = Fraction(net_in(flows) + sum(receipt.minor for receipt in awaited)) / usual
    entries = behind((*(receipt.entry for receipt in awaited), *entries_of(flows)))
    return known(min(max(half_up(share * WHOLE_BPS), 0), MOST_BPS), entries)


def payer_concentration(days: Days) -> Signal:
    """S18: the sum of squared shares of the half year's payers; all of it where there is one."""
    paid = _by_payer(days, days.last(HALF_YEAR))
    sums = [_worth(receipts) for receipts in paid.values()]
    total = sum(sums)
    if total <= 0:
        return unknown(Why.NEEDS_INCOME)
    entries = sorted((receipt.day, receipt.entry) for receipts in paid.values() for receipt in receipts)
    return known(half_up(Fraction(WHOLE_BPS * sum(one * one for one in sums), total * total)),
                 behind(entry for _, entry in entries))


def savings_rate(days: Days) -> Signal:
    """S21: what was kept of the income of the last six whole months, of three at least; below nothing: spent more."""
    months = days.months(6)
    if len(months) < 3:
        return unknown(Why.NEEDS_3_MONTHS)
    period = Period(months[0].start, months[-1].end)
    came, went = days.flows(period, ("income",)), days.flows(period, SPENDING)
    income = net_in(came)
    if income <= 0:
        return unknown(Why.NEEDS_INCOME)
    kept = half_up(Fraction(WHOLE_BPS * (income - net_out(went)), income))
    return known(min(max(kept, -MOST_BPS), MOST_BPS), behind((*entries_of(went), *entries_of(came))))


def _by_month(days: Days, months: tuple[Period, ...]) -> tuple[list[int], tuple[int, ...]]:
    flows = days.flows(Period(months[0].start, months[-1].end), ("income",))
    sums = {month.start: 0 for month in months}
    for flow in flows:
        sums[flow.day.replace(day=1)] += flow.in_minor - flow.out_minor
    return list(sums.values()), entries_of(flows)


def _by_payer(days: Days, period: Period) -> dict[int, list[Receipt]]:
    """Receipts of a period by payer, oldest first; payers who took back all they paid are none."""
    found: dict[int, list[Receipt]] = {}
    for payer in days.figures.payers:
        found.setdefault(payer.number, []).extend(_within(payer, period))
    return {
        number: sorted(receipts, key=lambda receipt: receipt.day)
        for number, receipts in found.items() if _worth(receipts) > 0
    }


def _within(payer: Payer, period: Period) -> list[Receipt]:
    return [receipt for receipt in payer.receipts if receipt.day in period]


def _worth(receipts: list[Receipt]) -> int:
    return sum(receipt.minor for receipt in receipts)


def _gaps(receipts: list[Receipt]) -> list[int]:
    paid_on = sorted({receipt.day for receipt in receipts if receipt.minor > 0})
    return [(after - before).days for before, after in zip(paid_on, paid_on[1:], strict=False)]


def _running(days: Days, period: Period) -> list[int]:
    """Income of every run of 30 days inside a period, from the first day of the book on."""
    first = max(period.start, days.began)
    by_day: dict[date, int] = {}
    for flow in days.flows(period, ("income",)):
        by_day[flow.day] = by_day.get(flow.day, 0) + flow.in_minor - flow.out_minor
    length = (period.end - first).days
    each = [by_day.get(first + timedelta(days=n), 0) for n in range(length)]
    return [sum(each[at : at + _MONTH]) for at in range(length - _MONTH + 1)]


def _awaited(days: Days, recent: Period) -> list[Receipt]:
    """What regular monthly payers last paid, where it lies before the last 30 days and the next is not late yet."""
    found = []
    for receipts in _by_payer(days, days.last(HALF_YEAR + _MONTH)).values():
        gaps = _gaps(receipts)
        last = receipts[-1].day
        if len(gaps) + 1 < _HITS or spread(gaps) > _REGULAR_SPREAD or last >= recent.start:
            continue
        usual = median(gaps)
        if usual <= _MONTHLY_GAP and (days.on - last).days <= usual + _PAY_LATE:
            found += [receipt for receipt in receipts if receipt.day == last]
    return found
