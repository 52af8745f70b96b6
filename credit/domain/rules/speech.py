"""Sentences before they are said: a message with named places, and facts typed by unit to fill them.

The domain knows what is to be said and in which unit; how a sum, a share or a list is written is a voice's affair,
so that nothing is glued together and every language says it in its own order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from credit.domain.signals.registry import Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number in a unit; money is minor units of the currency the books are kept in."""

    value: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that is the same in every language: the name of a product, a rate as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Several facts as one: `a, b and c`, or with `either` `a, b or c`."""

    parts: tuple[Fact, ...]
    either: bool = False


@dataclass(frozen=True)
class Said:
    """A message and what fills its places."""

    message: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


Fact: TypeAlias = Quantity | Literal | Listed | Said


class Voice(Protocol):
    """How somebody speaks: their language, and how they write sums and lists."""

    def text(self, message: str) -> str:
        """A message in their language, its places still open."""

    def quantity(self, quantity: Quantity) -> str:
        """A number with its unit: ¥12,000.00, 14.40%, 3 months, 2 times, 18 years."""

    def listed(self, parts: Sequence[str], either: bool) -> str:
        """Texts as one list, joined by the word for and, or for or."""


def speak(fact: Fact, voice: Voice) -> str:
    """A sentence, or one of its facts, as a voice says it."""
    if isinstance(fact, Quantity):
        return voice.quantity(fact)
    if isinstance(fact, Literal):
        return fact.text
    if isinstance(fact, Listed):
        return voice.listed([speak(part, voice) for part in fact.parts], fact.either)
    text = voice.text(fact.message)
    return text % {name: speak(inner, voice) for name, inner in fact.facts.items()} if fact.facts else text
