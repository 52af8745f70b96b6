"""Repayment schedules: equal instalments, equal principal, interest only.

A month bears its rate on the balance, rounded half up; the last row absorbs what rounding left over. Monthly
due dates clamp to the month's end and return (31 January, 28 February, 31 March).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.yearly import PRECISION, AnnualRate, DayCount, half_up
from ledger.kernel.limits import FLOWS_MAX, MINOR_MAX
from ledger.kernel.money import AmountTooLarge
from ledger.kernel.period import add_months


class Method(StrEnum):
    """How a loan is paid back month by month."""

    ANNUITY = "annuity"
    """等额本息: the same instalment every month."""
    EQUAL_PRINCIPAL = "equal_principal"
    """等额本金: the same principal every month, and the interest of what is left."""
    INTEREST_ONLY = "interest_only"
    """先息后本: interest every month, all principal with the last."""


class InstalmentsOutOfRange(Invalid):
    """No months to pay in, or more than a hundred years of them."""

    message = N_("Instalments are a whole number from 1 to %(most)s.")


class PrincipalNotPositive(Invalid):
    """Nothing is borrowed."""

    message = N_("The amount borrowed is more than zero.")


class RateBelowZero(Invalid):
    """A lender does not pay its borrower."""

    message = N_("A rate is zero or more.")


@dataclass(frozen=True, slots=True)
class Row:
    """One instalment in minor units: `payment` is `principal` plus `interest`; `balance` is left after it."""

    n: int
    due: date | None
    payment: int
    principal: int
    interest: int
    balance: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """All instalments of a loan, in order."""

    rows: tuple[Row, ...]

    @property
    def payments(self) -> tuple[int, ...]:
        """What is paid month by month, minor units."""
        return tuple(row.payment for row in self.rows)

    @property
    def total_paid(self) -> int:
        """Everything paid, minor units."""
        return sum(self.payments)

    @property
    def total_interest(self) -> int:
        """Everything paid beyond the principal, minor units."""
        return sum(row.interest for row in self.rows)

    @property
    def largest(self) -> int:
        """The largest instalment, minor units: what a person must be able to bear."""
        return max(self.payments)


def schedule(
    principal: int, rate: AnnualRate, instalments: int, method: Method, first_due: date | None = None
) -> Schedule:
    """The schedule of `principal` minor units over so many months.

    Raises: PrincipalNotPositive, RateBelowZero, InstalmentsOutOfRange, AmountTooLarge.
    """
    if principal <= 0:
        raise PrincipalNotPositive(field="principal")
    if rate.value < 0:
        raise RateBelowZero(field="rate_percent")
    if not 1 <= instalments <= FLOWS_MAX:
        raise InstalmentsOutOfRange(most=FLOWS_MAX, field="instalments")
    regular = _regular(principal, rate.monthly, instalments, method)
    rows = tuple(_rows(principal, rate.monthly, method, regular, range(1, instalments + 1), first_due))
    if max(row.payment for row in rows) > MINOR_MAX:
        raise AmountTooLarge(field="principal")
    return Schedule(rows)


def interest_for_days(minor: int, rate: AnnualRate, days: int) -> int:
    """Interest of so many days by the rate's day count, half up (28 days at 18 %: a year of 365 or of 360).

    A 30/360 rate is given its own days by `days_30_360`.
    """
    year = 365 if rate.day_count in (DayCount.ACT_365, DayCount.EQUAL_MONTHS, DayCount.UNIT_PERIODS) else 360
    return half_up(minor * Fraction(rate.value) * days / year)


def days_30_360(start: date, end: date) -> int:
    """Days between two days when every month has thirty (30/360 bond basis)."""
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def level_instalment(principal: int, monthly: Fraction, instalments: int) -> int:
    """The equal instalment P·i ∕ (1 − (1+i)^−n), minor units, half up."""
    if monthly == 0:
        return half_up(Fraction(principal, instalments))
    with localcontext(prec=PRECISION):
        rate = Decimal(monthly.numerator) / monthly.denominator
        return half_up(principal * rate / (1 - (1 + rate) ** -instalments))


def carried_on(plan: Schedule, rate: AnnualRate, method: Method, balance: int, settled: int) -> tuple[Row, ...]:
    """How a schedule goes on after its first `settled` rows where `balance` is owed, more or less than planned.

    Rows keep the size the plan gave them and end once nothing is owed; the last one planned takes all that is left.
    Where all are settled and something is still owed, one more row takes it.
    """
    first, count = plan.rows[0], len(plan.rows)
    regular = _regular(first.balance + first.principal, rate.monthly, count, method)
    numbers = range(settled + 1, max(count, settled + 1) + 1)
    found = []
    for row in _rows(balance, rate.monthly, method, regular, numbers, first.due):
        if row.balance + row.principal == 0:
            break
        found.append(row)
    return tuple(found)


def _regular(principal: int, monthly: Fraction, instalments: int, method: Method) -> int:
    """What stays the same month by month: the instalment of an annuity, else the principal in it."""
    if method is Method.ANNUITY:
        return level_instalment(principal, monthly, instalments)
    return half_up(Fraction(principal, instalments)) if method is Method.EQUAL_PRINCIPAL else 0


def _rows(
    balance: int, monthly: Fraction, method: Method, regular: int, numbers: range, first_due: date | None
) -> Iterator[Row]:
    for n in numbers:
        interest = half_up(balance * monthly)
        wanted = max(regular - interest, 0) if method is Method.ANNUITY else regular
        repaid = balance if n == numbers[-1] else min(wanted, balance)
        balance -= repaid
        due = add_months(first_due, n - 1, first_due.day) if first_due else None
        yield Row(n, due, repaid + interest, repaid, interest, balance)
