"""The shelf as anybody may look at it: what lenders sell, each with its example, in an order that is the same for all.

No book is read for it and nobody's figures have a part in it (credit.md E10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from credit.domain.offers.product import Kind, Product
from credit.domain.offers.product_text import product_digest
from credit.domain.offers.sellable import Example, example
from credit.domain.people.scope import Scope
from credit.services.people import consenting
from credit.store.lenders import shelf
from ledger.plumbing.db import Session


@dataclass(frozen=True, slots=True)
class Sold:
    """A product with who sells it and, for a loan, an example from the middle of what is sold."""

    lender: str
    contact: str
    product: Product
    example: Example | None

    @property
    def place(self) -> tuple[int, int, bytes]:
        """Loans by the yearly rate of their example with every fee, funds by their yield; ties by the terms."""
        if self.example is None:
            return list(Kind).index(self.product.kind), -int(self.product.percent * 100), product_digest(self.product)
        simple, _compound = self.example.price.simple_and_compound
        return list(Kind).index(self.product.kind), simple, product_digest(self.product)


def on_the_shelf(session: Session, person_id: int, on: date, now: datetime) -> Sequence[Sold] | None:
    """What is sold on a day by those who may; None where the person did not allow the shelf to be shown."""
    if consenting.standing(session, person_id, Scope.GENERIC, now) is None:
        return None
    found = [
        Sold(live.lender.name, live.lender.contact, product, example(product) if product.borrows else None)
        for live in shelf.live(session) for product in live.products.values()
        if _may_sell(live.lender.licence_until, on) and _may_sell(product.licence_until, on)
    ]
    return sorted(found, key=lambda one: (one.place, one.lender))


def _may_sell(until: date | None, on: date) -> bool:
    return until is not None and on <= until
