"""Counts that could point at one person are not told: fewer than twenty is said as such (credit.md F18)."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 20
"""The smallest count of people that is shown as a number; none at all is shown too."""


def told(count: int) -> int | None:
    """The count, or None where it is too small to be shown."""
    return None if 0 < count < LEAST else count


def middle(amounts: Sequence[int]) -> int | None:
    """The middle one of ascending amounts (the lower of two), None where too few people stand behind it."""
    return amounts[(len(amounts) - 1) // 2] if len(amounts) >= LEAST else None


def at(amounts: Sequence[int], percent: int) -> int | None:
    """The amount below or at which so many in a hundred of ascending amounts lie, None where too few people do."""
    return amounts[(len(amounts) - 1) * percent // 100] if len(amounts) >= LEAST else None
