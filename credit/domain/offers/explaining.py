"""Why an offer is there: every condition it met with the person's own value, and what would make it go away."""

from __future__ import annotations

from dataclasses import dataclass

from credit.domain.offers.moments import Values, conditions_of
from credit.domain.offers.quote import Quote
from credit.domain.rules.rule_set import Condition, Op


@dataclass(frozen=True, slots=True)
class Met:
    """A condition that holds, with the person's own value. `of` is `need` or `row`."""

    of: str
    condition: Condition
    value: int

    @property
    def vanishes_at(self) -> int:
        """The nearest value at which it no longer holds."""
        return self.condition.bound + 1 if self.condition.op is Op.AT_MOST else self.condition.bound - 1

    @property
    def slack(self) -> tuple[int, str]:
        """How far the value is from there, in thousandths of the bound: the smallest is the nearest way out."""
        away = abs(self.value - self.vanishes_at)
        return away * 1_000 // max(abs(self.condition.bound), 1), self.condition.signal


def met_by(quote: Quote, values: Values, offer: Values) -> tuple[Met, ...]:
    """Every condition of the need and of the row, in the order they are written."""
    of_need = conditions_of(quote.need.moment, quote.need.currency)
    of_row = quote.shelf.rules.rows[quote.row].when
    told = [("need", one) for one in of_need] + [("row", one) for one in of_row]
    return tuple(Met(of, one, value) for of, one in told
                 if (value := offer.get(one.signal, values.get(one.signal))) is not None)


def nearest_way_out(met: tuple[Met, ...]) -> Met | None:
    """The condition that the smallest change would undo; one about the offer itself is no one's to change."""
    return min((one for one in met if not one.condition.of_offer), key=lambda one: one.slack, default=None)
