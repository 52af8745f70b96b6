"""A rule set as it is served: who sells it, which version it is, the products its rows name, ready to be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from credit.domain.offers.product import Product
from credit.domain.rules.judging import Table, prepare, prepare_rules
from credit.domain.rules.rule_set import Row, RuleSet


@dataclass(frozen=True, slots=True)
class Seller:
    """Who makes an offer: the id it is known by, what it is called, the last day of its licence if one is known.

    `number` is the organisation's, 0 where it is known by its id alone.
    """

    id: str
    name: str
    licence_until: date | None = None
    number: int = 0


@dataclass(frozen=True)
class OnShelf:
    """One live version of a rule set. `rule` is its id, `products` those its rows name, by the rows' name."""

    seller: Seller
    rule: str
    version: int
    rules: RuleSet
    products: Mapping[str, Product]

    @cached_property
    def table(self) -> Table:
        """Its rows, made ready for the evaluator."""
        return prepare_rules(self.rules)

    @cached_property
    def own(self) -> tuple[Table | None, ...]:
        """For each row its conditions on the offer itself, made ready; None where it has none."""
        return tuple(_own(row) for row in self.rules.rows)

    @property
    def mark(self) -> tuple[str, str, int]:
        """What tells it from every other, and orders the shelf."""
        return self.seller.id, self.rule, self.version


def _own(row: Row) -> Table | None:
    conditions = [one for one in row.when if one.of_offer]
    return prepare([conditions]) if conditions else None
