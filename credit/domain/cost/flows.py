"""What is advanced and what is paid back, each on its day or some whole months after the first advance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import FLOWS_MAX
from ledger.kernel.period import add_months


class NoAdvance(Invalid):
    """Nothing was ever lent."""

    message = N_("Nothing is lent here. Give at least one advance.")


class TooManyFlows(Invalid):
    """More advances or payments than a loan has."""

    message = N_("A loan has at most %(most)s advances and as many payments.")


class MixedForms(Invalid):
    """Some times are days, others counts of months."""

    message = N_("Give every advance and payment a day, or every one a count of months. Do not mix the two.")


class PaymentBeforeAdvance(Invalid):
    """A payment that comes before anything was lent."""

    message = N_("A payment comes before the first advance.")


class FirstAdvanceNotZero(Invalid):
    """Months are counted from the first advance, so its own count is zero."""

    message = N_("Months are counted from the first advance, so the first advance is in period 0.")


class AmountNotPositive(Invalid):
    """An advance of nothing, or an amount below zero."""

    message = N_("An advance is more than zero and a payment is not below zero.")


@dataclass(frozen=True, slots=True)
class Flow:
    """`minor` coins on a day, or `at` whole months after the first advance."""

    at: date | int
    minor: int


@dataclass(frozen=True, slots=True)
class Flows:
    """One loan as the borrower sees it; a fee is a payment on its day, payments of nothing are left out.

    Raises: NoAdvance, TooManyFlows, AmountNotPositive, MixedForms, FirstAdvanceNotZero, PaymentBeforeAdvance.
    """

    advances: tuple[Flow, ...]
    payments: tuple[Flow, ...]

    def __post_init__(self) -> None:
        if not self.advances:
            raise NoAdvance(field="advances")
        if max(len(self.advances), len(self.payments)) > FLOWS_MAX:
            raise TooManyFlows(most=FLOWS_MAX, field="payments")
        if any(flow.minor <= 0 for flow in self.advances) or any(flow.minor < 0 for flow in self.payments):
            raise AmountNotPositive(field="amount")
        if len({isinstance(flow.at, int) for flow in (*self.advances, *self.payments)}) > 1:
            raise MixedForms(field="period")
        self._starts_with_an_advance()

    def _starts_with_an_advance(self) -> None:
        first = min(_order(flow) for flow in self.advances)
        if isinstance(self.advances[0].at, int) and first != 0:
            raise FirstAdvanceNotZero(field="period")
        if any(_order(flow) < first for flow in self.payments):
            raise PaymentBeforeAdvance(field="payments")

    @property
    def total_advanced(self) -> int:
        """All that was lent, minor units."""
        return sum(flow.minor for flow in self.advances)

    @property
    def total_paid(self) -> int:
        """All that is paid, fees included, minor units."""
        return sum(flow.minor for flow in self.payments)

    @property
    def by_months(self) -> bool:
        """Whether times are counts of whole months rather than days."""
        return isinstance(self.advances[0].at, int)

    def signed(self) -> tuple[tuple[date | int, int], ...]:
        """Times in order, each once, with what the borrower receives (+) or pays (−) then, net."""
        net: dict[date | int, int] = {}
        for sign, flows in ((1, self.advances), (-1, self.payments)):
            for flow in flows:
                net[flow.at] = net.get(flow.at, 0) + sign * flow.minor
        return tuple(sorted(net.items(), key=lambda item: _place(item[0])))


def level(principal: int, payments: Sequence[int], upfront: int = 0) -> Flows:
    """A loan paid back in months 1, 2, 3 …, with a fee of `upfront` on the day it is lent. Minor units."""
    fee = (Flow(0, upfront),) if upfront else ()
    months = tuple(Flow(month, minor) for month, minor in enumerate(payments, start=1))
    return Flows((Flow(0, principal),), fee + months)


def whole_months(earlier: date, later: date) -> int | None:
    """Months between two days when they are whole, the month's end standing for days it lacks; else None."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    if add_months(earlier, months) == later or add_months(later, -months) == earlier:
        return months
    return None


def _order(flow: Flow) -> int:
    return _place(flow.at)


def _place(at: date | int) -> int:
    return at if isinstance(at, int) else at.toordinal()
