"""Households that never were, drawn from a seed: what one earns, owes, spends and forgets, in whole numbers.

The shares below are ours, set so that the cohort has everybody in it whom rules are about: who is paid regularly and
who is not, who clears a card and who carries it, who keeps a cushion and who runs short. They describe no country.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from ledger.kernel.terms import CardTerms, LoanTerms

LARGEST_PAY = 6_000_000
"""Minor units a month, at most."""

_BYTES = 64


class Dice:
    """Whole numbers drawn one after another from a seed, the same on every machine."""

    def __init__(self, *seed: object) -> None:
        self._seed = ":".join(map(str, seed)).encode()
        self._drawn, self._left = 0, b""

    def below(self, limit: int) -> int:
        """A number from 0 up to, but not including, `limit` (at most 2³²)."""
        if not self._left:
            self._left = blake2b(self._seed + b"/%d" % self._drawn, digest_size=_BYTES).digest()
            self._drawn += 1
        found, self._left = int.from_bytes(self._left[:4], "big"), self._left[4:]
        return found * limit >> 32

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def happens(self, percent: int) -> bool:
        """Whether something happens that does so in `percent` of a hundred cases."""
        return self.below(100) < percent

    def skewed(self, typical: int) -> int:
        """An amount around `typical`, mostly a little below it and now and then far above."""
        for _ in range(4):
            typical = typical * self.between(70, 140) // 100
        return typical


@dataclass(frozen=True, slots=True)
class Pay:
    """Money that comes: `minor` from a payer, on a day of the month (or every `every` days), give or take.

    `late` are days it may come late, `spread` per cent it may be more or less.
    """

    payer: int
    purpose: str
    minor: int
    day: int
    every: int = 0
    late: int = 0
    spread: int = 0


@dataclass(frozen=True, slots=True)
class CardHabit:
    """A card and how it is used: what it owed when the books began, what is bought with it, how it is paid.

    `pays` is all (-1), the least (0), or minor units a month; `misses` per cent of dues pay nothing.
    """

    terms: CardTerms
    owed: int
    share: int
    pays: int
    misses: int
    advances: int


@dataclass(frozen=True, slots=True)
class Household:
    """One household. Money is minor units: `rent` and `bills` a month, `food` a day, `fun` a week.

    It spends on fun only what it has above its `cushion`; with `saves`, what it holds above twice that is put apart
    when pay comes. `writes` is the per cent of days on which something is written down, `lag` the days it is written
    late, `gap` what the counted balance is off by. `dip` is the per cent of the usual that came in lately. `plans`
    says whether pay and rent are planned items.
    """

    number: int
    age: int
    began: date
    pays: tuple[Pay, ...]
    rent: int
    bills: int
    food: int
    fun: int
    held: int
    cushion: int
    saves: bool
    card: CardHabit | None
    loan: LoanTerms | None
    borrowed: date | None
    writes: int
    lag: int
    gap: int
    dip: int
    plans: bool


def draw(seed: str, number: int, on: date) -> Household:
    """The household of a number, as it lives up to a day."""
    dice = Dice(seed, number)
    pay = _round(min(max(dice.skewed(1_050_000), 250_000), LARGEST_PAY), 10_000)
    began = on - timedelta(days=dice.between(20, 85) if dice.happens(7) else dice.between(120, 540))
    tight = dice.happens(46)
    loan, borrowed = _loan(dice, pay, on)
    rent = _round(pay * dice.between(16, 34) // 100, 10_000) if dice.happens(62) else 0
    bills, food = _round(pay * dice.between(2, 6) // 100), _round(pay * dice.between(16, 26) // 3_000)
    spends = pay * (dice.between(94, 106) if tight else dice.between(68, 97)) // 100
    cushion = _round(pay * (dice.between(4, 45) if tight else dice.between(50, 420)) // 100, 10_000)
    return Household(
        number=number, age=dice.between(17, 74), began=began, pays=_pays(dice, pay), rent=rent, bills=bills, food=food,
        fun=_round(max(spends - rent - bills - 30 * food, pay // 50) * 7 // 30),
        held=_round(cushion * dice.between(60, 140) // 100), cushion=cushion,
        saves=not tight and dice.happens(65), card=_card(dice, pay), loan=loan, borrowed=borrowed,
        writes=dice.between(35, 60) if dice.happens(9) else dice.between(78, 100), lag=6 if dice.happens(5) else 0,
        gap=pay // 25 if dice.happens(5) else 0, dip=dice.between(20, 55) if dice.happens(4) else 100,
        plans=dice.happens(60),
    )


def _round(minor: int, to: int = 100) -> int:
    """Whole units, as prices and wages are."""
    return minor // to * to


def _pays(dice: Dice, pay: int) -> tuple[Pay, ...]:
    kind, day = dice.below(100), dice.between(1, 28)
    if kind < 64:
        return (Pay(1, "salary", pay, day, late=1),)
    if kind < 80:
        other = _round(pay * dice.between(25, 45) // 100)
        return (Pay(1, "salary", pay - other, day, late=1), Pay(2, "salary", other, dice.between(1, 28), late=2))
    if kind < 90:
        return (Pay(1, "salary", _round(pay * 7 // 30), day, every=7, late=1, spread=20),)
    each = _round(pay // 3)
    return tuple(Pay(n, "business_income", each, dice.between(1, 28), late=12, spread=45) for n in range(1, 4))


def _card(dice: Dice, pay: int) -> CardHabit | None:
    if not dice.happens(64):
        return None
    limit = pay * dice.between(80, 380) // 100 // 100_000 * 100_000 + 100_000
    terms = CardTerms(limit, dice.between(1, 8), dice.between(20, 28), 500 if dice.happens(40) else 1_000, 5_000,
                      (1_825, 1_825, 1_460, 2_190)[dice.below(4)], "cn_simple", "unpaid")
    share, carries = dice.between(15, 60), dice.below(100)
    if carries >= 50:
        return CardHabit(terms, 0, share, -1, dice.between(0, 1), 0)
    owed = _round(limit * dice.between(15, 75) // 100)
    if carries < 9:
        return CardHabit(terms, owed, share // 3, 0, dice.between(0, 12), dice.between(0, 6))
    pays = _round(owed * dice.between(4, 22) // 100)
    return CardHabit(terms, owed, share // 4, pays, 3 if dice.happens(12) else 0, 0)


def _loan(dice: Dice, pay: int, on: date) -> tuple[LoanTerms | None, date | None]:
    if not dice.happens(21):
        return None, None
    months, past = (12, 24, 36, 60)[dice.below(4)], dice.between(1, 11)
    principal = pay * dice.between(60, 400) // 100 // 10_000 * 10_000
    borrowed = on - timedelta(days=30 * past + dice.below(28))
    due = borrowed + timedelta(days=30)
    terms = LoanTerms(principal, dice.between(500, 2_200), "nominal", "annuity", months,
                      due.replace(day=min(due.day, 28)).isoformat(), "")
    return terms, borrowed
