"""The order of ways and offers: what costs the person nothing first, then by what it costs them in all.

Ties go to what ends earlier, then to a hash of the terms. What a seller pays for is nowhere in it (credit.md E27).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from credit.domain.offers.free_ways import Way
from credit.domain.offers.product import Product
from credit.domain.offers.product_text import product_json
from credit.domain.offers.quote import Quote
from ledger.kernel.canonical import canonical

Place: TypeAlias = tuple[int, int, int, date, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A way or a quote in its place."""

    rank: int
    what: Way | Quote


def ranked(found: Iterable[Way | Quote], first: int = 1) -> tuple[Ranked, ...]:
    """Ways and quotes of one need in order, their places counted from `first`."""
    return tuple(Ranked(at, one) for at, one in enumerate(sorted(found, key=place), start=first))


def place(one: Way | Quote) -> Place:
    """What orders them: nothing to pay and nothing borrowed; then all of the need by total cost; then the rest."""
    if isinstance(one, Way):
        costs_nothing = one.cost <= 0
        return (0 if costs_nothing else 1 if one.covers else 2, one.cost, 0, one.ends, b"", one.name.encode())
    return (1 if one.covers else 2, one.path_cost, 1, one.ends, _terms_hash(one.product), _hash(one.shelf.mark))


@lru_cache(maxsize=4096)
def _hash(mark: tuple[str, str, int]) -> bytes:
    return hashlib.sha256(repr(mark).encode()).digest()


@lru_cache(maxsize=4096)
def _terms_hash(product: Product) -> bytes:
    terms = {name: value for name, value in product_json(product).items() if name != "commission"}
    return hashlib.sha256(canonical(terms)).digest()
