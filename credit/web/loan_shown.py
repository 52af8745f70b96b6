"""What the page shows of a loan that was read: rows that add up, rates in basis points, the drawing.

Where only payments are known, each is split at the loan's real rate. So both kinds of loan have the same table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from credit.services.reading import LoanReading
from credit.web.loan_asked import LoanAsked
from ledger.kernel.currency import digits_of
from ledger.kernel.interest.schedule import Method, Schedule
from ledger.kernel.interest.yearly import Convention, half_up
from ledger.plumbing.face.chart import LinePlot, line_plot

_MONTHS_OF_YEAR = 12
_LISTED_MAX = 60
"""Points listed behind the drawing month by month; a longer loan is listed by years."""


@dataclass(frozen=True, slots=True)
class Row:
    """One instalment in minor units: `paid` is `repaid` plus `cost`, `left` is owed after it.

    Row 0 is the day of the loan.
    """

    n: int
    paid: int
    repaid: int
    cost: int
    left: int


@dataclass(frozen=True, slots=True)
class LoanShown:
    """One loan as asked, as read, and row by row; shares and rates in basis points."""

    asked: LoanAsked
    found: LoanReading
    rows: tuple[Row, ...]

    @property
    def total(self) -> Row:
        """The sums of the rows: all that is paid, the loan itself, and the cost."""
        return Row(
            n=self.asked.instalments,
            paid=sum(row.paid for row in self.rows),
            repaid=sum(row.repaid for row in self.rows),
            cost=sum(row.cost for row in self.rows),
            left=self.rows[-1].left,
        )

    @property
    def rates_bp(self) -> dict[str, int]:
        """The four yearly rates by the names of their conventions."""
        return {convention.value: _bp(rate.percent) for convention, rate in self.found.rates.items()}

    @property
    def stated_bp(self) -> int:
        """The yearly rate the contract states; 0 where it states none."""
        return _bp(self.found.stated.percent) if self.found.stated else 0

    @property
    def month_bp(self) -> int:
        """What a month costs of what is still owed."""
        return _bp(self._simple / _MONTHS_OF_YEAR)

    @property
    def flat_bp(self) -> int:
        """The yearly figure that forgets what was paid back."""
        return _bp(self.found.flat_percent)

    @property
    def flat_month_bp(self) -> int:
        """The same for a month."""
        return _bp(self.found.flat_percent / _MONTHS_OF_YEAR)

    @property
    def owed_share_bp(self) -> int:
        """How much of the loan is owed on average: as the flat figure is to the simple rate."""
        return _bp(100 * self.found.flat_percent / self._simple) if self._simple else 0

    @property
    def looks_small(self) -> bool:
        """Whether the flat figure misleads: it costs something, and is paid back bit by bit."""
        at_the_end = self.asked.rate is not None and self.asked.method is Method.INTEREST_ONLY
        bit_by_bit = self.asked.instalments > 1 and not at_the_end
        return bit_by_bit and self.found.total_cost > 0 and 0 < self.owed_share_bp < 9_900

    @property
    def of_hundred(self) -> Decimal:
        """What each hundred borrowed costs, to two places."""
        return Decimal(_bp(self.found.cost_of_hundred)).scaleb(-2)

    @property
    def half_paid(self) -> int:
        """The payment after which no more than half is owed of what was owed on the first day."""
        return next(row.n for row in self.rows if 2 * row.left <= self.rows[0].left)

    @property
    def plot(self) -> LinePlot:
        """What is still owed, payment by payment."""
        last = self.asked.instalments
        places = sorted({0, last // 4, last // 2, 3 * last // 4, last})
        return line_plot(
            [row.left for row in self.rows],
            ticks=[(place, str(place)) for place in places],
            stops=[self.half_paid],
            fill=True,
            unit=10 ** digits_of(self.asked.currency),
        )

    @property
    def listed(self) -> tuple[Row, ...]:
        """The rows behind the drawing: all of them, or of a long loan every twelfth and the last."""
        if len(self.rows) <= _LISTED_MAX:
            return self.rows
        return (*self.rows[:-1:_MONTHS_OF_YEAR], self.rows[-1])

    @property
    def _simple(self) -> Decimal:
        return self.found.rates[Convention.CN_SIMPLE].percent


def shown(asked: LoanAsked) -> LoanShown:
    """A loan as the page shows it. Raises: as `LoanAsked.read`."""
    found = asked.read()
    plan = found.schedule
    rows = _of_schedule(asked, plan) if plan else _of_payments(found, asked.fees.upfront)
    return LoanShown(asked, found, tuple(rows))


def _of_schedule(asked: LoanAsked, plan: Schedule) -> Iterator[Row]:
    """The contract's rows, its fees beside the interest."""
    upfront, each = asked.fees.upfront, asked.fees.each
    yield Row(0, upfront, 0, upfront, asked.principal)
    for row in plan.rows:
        yield Row(row.n, row.payment + each, row.principal, row.interest + each, row.balance)


def _of_payments(found: LoanReading, upfront: int) -> Iterator[Row]:
    """Payments split at the real rate; what is paid on the first day was never lent."""
    yield Row(0, upfront, upfront, 0, found.received)
    for n, (payment, (before, after)) in enumerate(zip(found.payments, pairwise(found.owed()), strict=True), start=1):
        yield Row(n, payment, before - after, payment - before + after, after)


def _bp(percent: Decimal) -> int:
    return half_up(percent * 100)
