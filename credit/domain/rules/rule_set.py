"""A lender's rule set: a table of rows, the first of which that fits a person wins.

A row is a conjunction of comparisons between a signal and a whole bound in the signal's own unit, and what is
offered to whom it fits. There are no expressions. The shape is format 1 of INTERFACES, "A rule set".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from credit.domain.rules.moment import Moment
from credit.domain.signals.registry import SIGNALS, Subject
from ledger.kernel import canonical
from ledger.kernel.limits import MINOR_MAX
from ledger.kernel.money import Money

FORMAT = 1
"""The one format of a rule set so far."""


class Op(StrEnum):
    """How a signal is compared with its bound."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    IS = "is"


@dataclass(frozen=True, slots=True)
class Condition:
    """`signal` compared with `bound`: minor units, basis points, days, months, a count, a class, 1 or 0."""

    signal: str
    op: Op
    bound: int

    @property
    def low(self) -> int:
        """The least value that fits."""
        return reach(self.signal)[0] if self.op is Op.AT_MOST else self.bound

    @property
    def high(self) -> int:
        """The most that fits."""
        return reach(self.signal)[1] if self.op is Op.AT_LEAST else self.bound

    @property
    def of_offer(self) -> bool:
        """Whether it asks about the candidate offer, and not about the person or the situation."""
        return SIGNALS[self.signal].subject is Subject.OFFER


@dataclass(frozen=True, slots=True)
class Terms:
    """What a row offers: up to `most` (whole units of the product's currency) of a product, at a price.

    `rate_percent` is the yearly rate and `instalments` the months a person may choose from, ascending; None and
    empty where the product has none of its own (a fund) or the product's apply.
    """

    product: str
    most: Decimal
    rate_percent: Decimal | None = None
    instalments: tuple[int, ...] = ()

    def most_minor(self, currency: str) -> int:
        """The most it offers, minor units. Raises: TooManyDigits, AmountTooLarge, UnknownCurrency."""
        return Money.of(self.most, currency).minor


@dataclass(frozen=True, slots=True)
class Row:
    """Whom it fits, all conditions together (none: everybody), and what they are offered."""

    when: tuple[Condition, ...]
    offer: Terms


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A moment of need and the rows for it, in the order they are tried."""

    moment: Moment
    rows: tuple[Row, ...]


def reach(signal: str) -> tuple[int, int]:
    """The least and the most a signal can be."""
    meaning = SIGNALS[signal]
    return (-MINOR_MAX if meaning.least is None else meaning.least, MINOR_MAX if meaning.most is None else meaning.most)


def rule_set_json(rules: RuleSet) -> dict[str, object]:
    """The rule set in the shape it is read from, every field in its canonical form."""
    return {"format": FORMAT, "need": rules.moment.value, "rows": [row_json(row) for row in rules.rows]}


def row_json(row: Row) -> dict[str, object]:
    """One row, likewise."""
    offer: dict[str, object] = {"product": row.offer.product, "max": _text(row.offer.most)}
    if row.offer.rate_percent is not None:
        offer["rate_percent"] = _text(row.offer.rate_percent)
    if row.offer.instalments:
        offer["instalments"] = list(row.offer.instalments)
    when = [{"signal": one.signal, "op": one.op.value, "bound": one.bound} for one in row.when]
    return {"when": when, "offer": offer}


def digest(rules: RuleSet) -> bytes:
    """SHA-256 over the canonical bytes: what a simulation and an approval are bound to."""
    return canonical.digest(b"", rule_set_json(rules))


def _text(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"
