"""Chance that falls the same on every machine and in every version: draws from the digest of a seed."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Whole numbers drawn one after another from a seed such as a name and a day."""

    def __init__(self, *seed: object) -> None:
        self._seed = ":".join(map(str, seed)).encode()
        self._drawn = 0

    def below(self, limit: int) -> int:
        """A number from 0 up to, but not including, `limit`."""
        self._drawn += 1
        drawn = sha256(self._seed + b"/%d" % self._drawn).digest()
        return int.from_bytes(drawn[:8], "big") % limit

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def happens(self, percent: int) -> bool:
        """Whether something happens that does so in `percent` of a hundred cases."""
        return self.below(100) < percent

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely."""
        return choices[self.below(len(choices))]

    def usually(self, choices: Sequence[T]) -> T:
        """One of the choices, the first twice as likely as the second and so on."""
        while len(choices) > 1 and not self.happens(50):
            choices = choices[1:]
        return choices[0]

    def skewed(self, typical: int) -> int:
        """An amount around `typical`, mostly a little below it and now and then far above, as baskets are.

        Four factors of 70 to 140 % each: their product leans the way a log-normal does.
        """
        for _ in range(4):
            typical = typical * self.between(70, 140) // 100
        return typical

    def about(self, middle: int, percent: int) -> int:
        """An amount at most `percent` of a hundred away from the middle, mostly close to it."""
        reach = middle * percent // 100
        return middle - reach + (self.below(2 * reach + 1) + self.below(2 * reach + 1)) // 2
