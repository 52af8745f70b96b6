"""All that a decision is made from: the day, the signals, the situation, the shelf, the norms of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from credit.domain.norms.pack import Norms
from credit.domain.offers.need import NO_FACTS, Facts, GivenNeed
from credit.domain.offers.product import Kind, Product
from credit.domain.offers.shelf import OnShelf, Seller
from credit.domain.signals.signal import Signal, State

Numbers = Mapping[str, int | None]
"""Signals as whole numbers by name; None is unknown."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The situation signals: those of every offer, those of one seller by its id, those of a kind of product.

    What is said of a seller or a kind stands above what is said of all. Nothing said is unknown.
    """

    every: Numbers = field(default_factory=dict)
    of_seller: Mapping[str, Numbers] = field(default_factory=dict)
    of_kind: Mapping[Kind, Numbers] = field(default_factory=dict)

    def of(self, seller: Seller, kind: Kind, on: date, product: Product | None = None) -> dict[str, int | None]:
        """The situation in which a seller would offer a kind of product, or one product, on a day.

        A licence is current while neither the seller's nor the product's last day has passed; where neither is
        known, it is unknown.
        """
        days = (seller.licence_until, product.licence_until if product else None)
        last = [day for day in days if day is not None]
        licence = int(on <= min(last)) if last else None
        return {"licence_current": licence, **self.every, **self.of_kind.get(kind, {}),
                **self.of_seller.get(seller.id, {})}


@dataclass(frozen=True, slots=True)
class Asked:
    """A case to decide. `signals` are those of the book; `changes` what a forecast said before, by quote.

    `changes` lets a decision be made again from what was stored, without the books it was forecast from.
    """

    on: date
    currency: str
    signals: Mapping[str, Signal]
    surroundings: Surroundings
    shelf: tuple[OnShelf, ...]
    norms: Norms
    given: GivenNeed | None = None
    facts: Facts = NO_FACTS
    changes: Mapping[str, int] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, int | None]:
        """Each signal as a number; idle money at the least it can be."""
        idle = self.signals.get("idle_cash")
        found = {name: signal.value for name, signal in self.signals.items()}
        if idle is not None and idle.low is not None:
            found["idle_cash"] = idle.low
        return found

    @property
    def ends(self) -> tuple[Numbers, ...]:
        """The signals at the least and at the most they can be; once, where every one is exact."""
        if all(signal.low is None and signal.high is None for signal in self.signals.values()):
            return ({name: signal.value for name, signal in self.signals.items()},)
        return ({name: _end(signal, signal.low) for name, signal in self.signals.items()},
                {name: _end(signal, signal.high) for name, signal in self.signals.items()})


def _end(signal: Signal, end: int | None) -> int | None:
    return end if end is not None and signal.state is State.KNOWN else signal.value
