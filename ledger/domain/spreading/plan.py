"""Dated parts of one sum: what a payment costs each month it covers, what a thing loses each month it is used. Pure.

Every plan sums exactly to what it divides. Equal parts and parts by days are divided by largest remainder; where
something loses worth the last part takes the rounding, so that the residual value is met to the last minor unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import allot
from ledger.kernel.period import add_months, month_of

PARTS_MAX = 600
"""Months one sum is divided over, at most: fifty years."""


class How(StrEnum):
    """How a sum is divided: a payment by months or by days, worth in equal steps or ever smaller ones."""

    EVEN = "even"
    DAYS = "days"
    STRAIGHT = "straight"
    DECLINING = "declining"

    @property
    def is_wear(self) -> bool:
        """Whether it says how a thing loses its worth."""
        return self in (How.STRAIGHT, How.DECLINING)


class BadMonths(Invalid):
    """Months outside 2 to PARTS_MAX. Fact: `most`."""

    message = N_("Write a whole number of months from 2 to %(most)s.")


class EndsTooSoon(Invalid):
    """A last day before the first."""

    message = N_("The last day lies before the first.")


class ResidualTooHigh(Invalid):
    """A worth at the end that is as much as the thing cost, or more; or one below nothing."""

    message = N_("What it is worth at the end must be less than it cost, and not below zero.")


class TooThin(Invalid):
    """A sum of which some month would bear nothing."""

    message = N_("There is too little to divide over so many months.")


@dataclass(frozen=True, slots=True)
class Plan:
    """Parts in minor units, the first on `first`, the others a month apart; `anchor` is the day of month they want."""

    how: How
    first: date
    anchor: int
    minors: tuple[int, ...]

    @property
    def whole(self) -> int:
        """What the parts sum to."""
        return sum(self.minors)

    @property
    def days(self) -> tuple[date, ...]:
        """The day of every part."""
        return days_of(self.first, self.anchor, len(self.minors))


def days_of(first: date, anchor: int, count: int) -> tuple[date, ...]:
    """The first day, and the same day of the months after it, clamped to their ends."""
    return (first, *(add_months(first, n, anchor) for n in range(1, count)))


def evenly(minor: int, first: date, months: int) -> Plan:
    """A sum over months in equal parts. Raises: BadMonths, TooThin."""
    check_months(months)
    return _plan(How.EVEN, first, first.day, allot(minor, [1] * months))


def until(minor: int, first: date, last: date) -> Plan:
    """A sum in equal parts over the months begun from a first day to a last. Raises: EndsTooSoon and as `evenly`."""
    if last < first:
        raise EndsTooSoon(field="until")
    months = 1
    while months <= PARTS_MAX and add_months(first, months) <= last:
        months += 1
    return evenly(minor, first, months)


def by_days(minor: int, first: date, last: date) -> Plan:
    """A sum over days, each calendar month bearing its days of it: on the first day, then on the first of each month.

    Raises: EndsTooSoon, BadMonths, TooThin.
    """
    if last < first:
        raise EndsTooSoon(field="until")
    weights: list[int] = []
    start, end = first, last + timedelta(days=1)
    while start < end and len(weights) <= PARTS_MAX:
        following = min(month_of(start).end, end)
        weights.append((following - start).days)
        start = following
    check_months(len(weights))
    return _plan(How.DAYS, first, 1, allot(minor, weights))


def straight(cost: int, residual: int, bought: date, months: int) -> Plan:
    """Worth lost in equal steps, IAS 16 §62: (cost − residual value) ÷ months of use, §60 as it is used up evenly.

    The first step stands a month after the thing was bought; the steps end at the residual value.
    Raises: BadMonths, ResidualTooHigh, TooThin.
    """
    check_months(months)
    _check_residual(cost, residual)
    each = (cost - residual) // months
    steps = [each] * (months - 1)
    return _plan(How.STRAIGHT, add_months(bought, 1), bought.day, [*steps, cost - residual - sum(steps)])


def declining(cost: int, residual: int, bought: date, months: int) -> Plan:
    """Worth lost in ever smaller steps: the diminishing balance method of IAS 16 §62, as double declining balance.

    Each month takes 2 ÷ months of what the thing is worth, rounded half up; from the month on in which equal steps
    over the rest are larger, those are taken, as textbooks do, since a share of the rest never ends. No step goes
    below the residual value, and the last meets it. Raises: as `straight`.
    """
    check_months(months)
    _check_residual(cost, residual)
    worth, steps = cost, []
    for left in range(months, 1, -1):
        share = (4 * worth + months) // (2 * months)
        equal = (worth - residual) // left
        step = min(max(share, equal), worth - residual - (left - 1))
        steps.append(step)
        worth -= step
    return _plan(How.DECLINING, add_months(bought, 1), bought.day, [*steps, worth - residual])


def _plan(how: How, first: date, anchor: int, minors: Sequence[int]) -> Plan:
    if min(minors) <= 0:
        raise TooThin(field="months")
    return Plan(how, first, anchor, tuple(minors))


def check_months(months: int) -> None:
    """Raises: BadMonths for no months, one, or more than there may be."""
    if not 2 <= months <= PARTS_MAX:
        raise BadMonths(most=PARTS_MAX, field="months")


def _check_residual(cost: int, residual: int) -> None:
    if not 0 <= residual < cost:
        raise ResidualTooHigh(field="residual")
