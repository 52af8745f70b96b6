"""The middle of whole numbers, exactly: what one far-off number does not move."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def median(values: Sequence[int]) -> Fraction:
    """The middle of at least one whole number, or halfway between the two middle ones."""
    ranked, half = sorted(values), len(values) // 2
    return Fraction(ranked[half]) if len(values) % 2 else Fraction(ranked[half - 1] + ranked[half], 2)


def spread(values: Sequence[int]) -> Fraction:
    """The median distance from the median (MAD) of at least one whole number."""
    middle = median(values)
    return median([int(abs(2 * value - 2 * middle)) for value in values]) / 2
