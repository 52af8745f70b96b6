"""Money at hand and how long it lasts: S01–S05, S07, S08 of credit.md (c).

Where days are unrecorded, money at hand lies between two ends. What a day may hide is the middle of what recorded
days before the counted window took and brought, so that leaving more out can only widen the ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from credit.domain.signals.registry import NEVER_DAYS
from credit.domain.signals.signal import Signal, Why, known, unknown
from ledger.kernel.ahead.days import SPENDING, Days, behind, entries_of, net_in, net_out, paid_out
from ledger.kernel.ahead.middle import median
from ledger.kernel.figures import Entries
from ledger.kernel.interest.yearly import half_up

WINDOW = 90
"""Days that usual spending is read from."""

LEAST = 60
"""Days of entries it needs, at least."""

BUFFER_DAYS = 30
"""Days of what one cannot do without that are never money to spare."""

IDLE_DAYS = 60
"""Money that was not needed for so many days, and will not be for as many, is idle."""

STREAK_LEAST = 30
_BASELINE = 365
_BASELINE_LEAST = 30


@dataclass(frozen=True, slots=True)
class Daily:
    """Money over the last `days` days: the sum, the days, and the entries behind it."""

    minor: int
    days: int
    entries: Entries

    @property
    def a_day(self) -> Fraction:
        """Minor units a day."""
        return Fraction(self.minor, self.days)

    def times(self, days: int) -> int:
        """What so many days come to, minor units."""
        return half_up(self.a_day * days)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What unrecorded days may hide: money that went (`out`) and that came (`into`), minor units."""

    days: int
    out: int
    into: int


def liquid_balance(days: Days) -> Signal:
    """S01: what cash, bank, wallets and funds of daily access hold."""
    if days.liquid is None:
        return unknown(Why.NEEDS_BALANCE)
    value = days.liquid[-1]
    hides = hidden(days)
    low, high = (value - hides.out, value + hides.into) if hides.days else (None, None)
    return known(value, behind(move.entry for move in days.moved), low, high)


def avg_daily_outflow(days: Days) -> Signal:
    """S02: spending and debts paid, a day."""
    found = outflow(days)
    return known(max(half_up(found.a_day), 0), found.entries) if found else unknown(Why.NEEDS_60_DAYS)


def avg_daily_essential(days: Days) -> Signal:
    """S03: spending one cannot put off, a day."""
    found = essential(days)
    return known(half_up(found.a_day), found.entries) if found else unknown(Why.NEEDS_60_DAYS)


def cash_buffer_days(days: Days) -> Signal:
    """S04: how many days money at hand pays for what one cannot do without, whole days."""
    needs, liquid = essential(days), liquid_balance(days)
    if liquid.value is None or needs is None:
        return unknown(liquid.why or Why.NEEDS_60_DAYS)
    low, high = (None if end is None else _lasts(end, needs.a_day) for end in (liquid.low, liquid.high))
    return known(_lasts(liquid.value, needs.a_day), needs.entries, low, high)


def runway_net_days(days: Days) -> Signal:
    """S05: how many days money at hand lasts while more goes out than comes in; the maximum where it does not."""
    out, liquid = outflow(days), liquid_balance(days)
    if liquid.value is None or out is None:
        return unknown(liquid.why or Why.NEEDS_60_DAYS)
    income = days.flows(days.last(out.days), ("income",))
    loss = out.a_day - Fraction(net_in(income), out.days)
    return known(_lasts(liquid.value, max(loss, Fraction(0))), behind((*entries_of(income), *out.entries)))


def idle_cash(days: Days, committed_60: Signal) -> Signal:
    """S07: the least held in 60 days, less thirty days of needs and what the next 60 days ask for.

    The books know no other cushion the person may want.
    """
    needs = essential(days)
    if days.liquid is None or needs is None or committed_60.value is None:
        why = Why.NEEDS_BALANCE if days.liquid is None else Why.NEEDS_60_DAYS if needs is None else committed_60.why
        return unknown(why or Why.NEEDS_60_DAYS)
    spare = min(days.liquid[-IDLE_DAYS - 1 :]) - needs.times(BUFFER_DAYS) - committed_60.value
    hides = hidden(days)
    low, high = (max(spare - hides.out, 0), max(spare + hides.into, 0)) if hides.days else (None, None)
    return known(max(spare, 0), needs.entries, low, high)


def surplus_streak(days: Days, committed_30: Signal) -> Signal:
    """S08: for how many days in a row more was held than thirty days of needs and today's next 30 days ask for."""
    if days.liquid is None:
        return unknown(Why.NEEDS_BALANCE)
    if days.kept < STREAK_LEAST:
        return unknown(Why.NEEDS_30_DAYS)
    if committed_30.value is None:
        return unknown(committed_30.why or Why.NEEDS_30_DAYS)
    needs = _needs(days, min(days.kept, WINDOW))
    wanted = needs.times(BUFFER_DAYS) + committed_30.value
    held = takewhile(lambda balance: balance >= wanted, reversed(days.liquid))
    return known(min(sum(1 for _ in held), NEVER_DAYS), needs.entries)


def outflow(days: Days) -> Daily | None:
    """What spending and debts took of the last 90 days, or of those there are; None under 60."""
    if days.kept < LEAST:
        return None
    window = min(days.kept, WINDOW)
    minor, entries = paid_out(days, days.last(window))
    return Daily(minor, window, entries)


def essential(days: Days) -> Daily | None:
    """What one could not do without in the last 90 days, or in those there are; None under 60."""
    return _needs(days, min(days.kept, WINDOW)) if days.kept >= LEAST else None


def hidden(days: Days) -> Hidden:
    """What the unrecorded days of the counted window, and entries without a value, may hide."""
    quality = days.figures.quality
    count = max(quality.window_days - quality.days_recorded, 0) + quality.unvalued
    if not count:
        return Hidden(0, 0, 0)
    spent, earned = _usual_day(days, quality.window_days)
    return Hidden(count, count * spent, count * earned)


def _needs(days: Days, window: int) -> Daily:
    flows = days.flows(days.last(window), ("essential",))
    return Daily(max(net_out(flows), 0), window, entries_of(flows))


def _usual_day(days: Days, window: int) -> tuple[int, int]:
    """The middle of what recorded days took and brought: of the year before the window, where it has enough."""
    for period in (days.last(_BASELINE, window), days.last(_BASELINE)):
        sums: dict[object, list[int]] = {}
        for flow in days.flows(period, (*SPENDING, "income")):
            side = sums.setdefault(flow.day, [0, 0])
            side[flow.flow == "income"] += flow.in_minor - flow.out_minor
        if len(sums) >= _BASELINE_LEAST:
            break
    if not sums:
        return 0, 0
    spent = median([-side[0] for side in sums.values()])
    earned = median([side[1] for side in sums.values()])
    return max(half_up(spent), 0), max(half_up(earned), 0)


def _lasts(liquid: int, a_day: Fraction) -> int:
    if a_day <= 0:
        return NEVER_DAYS
    return min(max(liquid, 0) // a_day, NEVER_DAYS)
