"""Everything there is to read off a book on a day: all its signals, in the registry's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from credit.domain.signals import debt, income, money
from credit.domain.signals.card import card_signals
from credit.domain.signals.committed import committed_out
from credit.domain.signals.gates import Gate, gates, settles_on
from credit.domain.signals.registry import BOOK_SIGNALS
from credit.domain.signals.shortfall import shortfall_signals
from credit.domain.signals.signal import Signal
from ledger.kernel.ahead.days import Days, days_of
from ledger.kernel.ahead.expected import TRAIN_DAYS
from ledger.kernel.ahead.forecast import HORIZON, forecast
from ledger.kernel.ahead.planned import Planned, planned
from ledger.kernel.canonical import digest
from ledger.kernel.figures import Figures
from ledger.kernel.interest.yearly import AnnualRate


@dataclass(frozen=True, slots=True)
class Measured:
    """What a book says on a day at a revision: every signal of the book by name, in the registry's order.

    `gates` tell whether the books can be relied on, `settles_on` the day late and imported entries have settled by;
    None where none are.
    """

    book: int
    revision: int
    on: date
    currency: str
    signals: Mapping[str, Signal]
    gates: tuple[Gate, ...]
    settles_on: date | None

    @property
    def values(self) -> dict[str, int | None]:
        """Each signal as the number it counts as; None where it is UNKNOWN."""
        return {name: signal.value for name, signal in self.signals.items()}

    def content(self) -> dict[str, Any]:
        """Every signal with its state, in plain values and without evidence: what is kept and digested."""
        return {name: _content(signal) for name, signal in self.signals.items()}

    @property
    def digest(self) -> bytes:
        """SHA-256 over book, revision, day and content."""
        return digest(b"measured", [self.book, self.revision, self.on, self.currency, self.content()])


def measure(figures: Figures, cheapest: AnnualRate | None = None) -> Measured:
    """All signals of a book. `cheapest` is the lowest rate an eligible loan has, to hold the person's own against."""
    days = days_of(figures)
    plan = _planned(days)
    found = {name: read(days) for name, read in _ALONE.items()}
    found |= {name: committed_out(days, plan, horizon) for name, horizon in _HORIZONS.items()}
    found["idle_cash"] = money.idle_cash(days, found["committed_out_60"])
    found["surplus_streak"] = money.surplus_streak(days, found["committed_out_30"])
    found |= shortfall_signals(days, forecast(days, plan, HORIZON))
    found |= card_signals(days)
    found |= {name: read(days, found["income_month"]) for name, read in _OVER_INCOME.items()}
    found["loan_rate_gap"] = debt.loan_rate_gap(days, cheapest)
    signals = {name: found[name] for name in BOOK_SIGNALS}
    return Measured(figures.book, figures.revision, figures.on, figures.currency, signals, gates(figures),
                    settles_on(figures))


def _planned(days: Days) -> Planned:
    return planned(days, days.on - timedelta(days=TRAIN_DAYS))


def _content(signal: Signal) -> dict[str, Any]:
    said = {"value": signal.value, "state": signal.state.value, "why": signal.why and signal.why.value,
            "low": signal.low, "high": signal.high}
    return {name: value for name, value in said.items() if value is not None or name == "value"}


_HORIZONS = {"committed_out_30": 30, "committed_out_60": 60, "committed_out_90": 90}

_ALONE: dict[str, Callable[[Days], Signal]] = {
    read.__name__: read for read in (
        money.liquid_balance, money.avg_daily_outflow, money.avg_daily_essential, money.cash_buffer_days,
        money.runway_net_days, income.income_month, income.income_cv, income.income_regularity, income.income_dip,
        income.payer_concentration, income.savings_rate, debt.missed_due, debt.loan_stacking, debt.cash_advance,
    )
}

_OVER_INCOME: dict[str, Callable[[Days, Signal], Signal]] = {
    read.__name__: read for read in (debt.dti, debt.residual_income, debt.debt_velocity)
}
