"""The rate at which what is paid is worth what was lent, found exactly or refused by name.

The worth of a loan at a period rate i is Σ c ∕ ((1 + f·i)(1 + i)^n). Every discount factor falls as i rises,
so over an interval both the lent and the paid side are bounded by their ends. Those bounds prove an interval
free of roots, or the curve monotone in it; what neither proves is halved. Nothing is missed between samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.yearly import PRECISION

TOLERANCE = Decimal("1e-25")
"""Width to which a period rate is found: a year of days of it stays far inside 1e-12."""

_GROWTHS = (Decimal("1e-9"), Decimal(201), Decimal("1e10"))
"""Growth of a year at −99.9999999 %, 20,000 % and a trillion per cent: the two bands that are searched."""

_HIGHEST_OF_ONE = Decimal(1_000)
"""Where there can be one root only, a unit-period's rate may be anything below this."""

_INTERVALS_MAX = 1_500
_HALVINGS = 24
_STEPS_MAX = 200


class NoRoot(Invalid):
    """No rate makes the payments worth the advances."""

    message = N_("No yearly rate fits: these payments never balance what was lent.")


class SeveralRoots(Invalid):
    """Two or more rates do, so none of them is the cost."""

    message = N_("More than one yearly rate fits these payments, so none of them can be called the cost.")


class RateOutOfReach(Invalid):
    """The one rate there is lies beyond anything a loan could mean."""

    message = N_("The yearly rate of these payments is too extreme to be shown.")


@dataclass(frozen=True, slots=True)
class Term:
    """`minor` coins (+ lent, − paid) after `whole` unit-periods and the `part` of one."""

    minor: int
    whole: int
    part: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Point:
    """The curve at one rate: worth of each side, and how fast each falls."""

    rate: Decimal
    lent: Decimal
    paid: Decimal
    lent_fall: Decimal
    paid_fall: Decimal

    @property
    def worth(self) -> Decimal:
        return self.lent - self.paid

    @property
    def slope(self) -> Decimal:
        return self.paid_fall - self.lent_fall


def period_rate(terms: Sequence[Term], per_year: Fraction) -> Decimal:
    """The one rate of a unit-period, of which a year has `per_year`, above −99.9999999 % a year.

    Terms come in the order of their times. Where money turns about more than once, rates above 20,000 % a
    year count only if there is none below. Raises: NoRoot, SeveralRoots, RateOutOfReach.
    """
    standing = [term for term in terms if term.minor]
    changes = _sign_changes(standing)
    if changes == 0:
        raise NoRoot()
    with localcontext(prec=PRECISION):
        exponent = Decimal(per_year.denominator) / per_year.numerator
        low, middle, high = (growth**exponent - 1 for growth in _GROWTHS)
        curve = _Curve(standing)
        if changes == 1:
            return _refined(curve, curve.at(low), curve.at(_HIGHEST_OF_ONE))
        points = [curve.at(rate) for rate in (low, middle, high)]
        brackets = _isolated(curve, *points[:2]) or _isolated(curve, *points[1:])
        if not brackets:
            raise NoRoot()
        if len(brackets) > 1:
            raise SeveralRoots()
        return _refined(curve, *brackets[0])


def _sign_changes(terms: Sequence[Term]) -> int:
    """How often what flows turns about: Descartes' bound on the roots, exact when it is one."""
    return sum((one.minor > 0) != (two.minor > 0) for one, two in zip(terms, terms[1:], strict=False))


class _Curve:
    """The worth of a loan at any rate; powers are shared between neighbouring terms."""

    def __init__(self, terms: Sequence[Term]) -> None:
        ordered = sorted(terms, key=lambda term: term.whole)
        self.parts = [Decimal(term.part.numerator) / term.part.denominator for term in ordered]
        self.minors = [Decimal(term.minor) for term in ordered]
        self.wholes = [term.whole for term in ordered]

    def at(self, rate: Decimal) -> _Point:
        base = 1 / (1 + rate)
        powers: dict[int, Decimal] = {}
        factor, reached = Decimal(1), 0
        sums = [Decimal(0)] * 4
        for minor, whole, part in zip(self.minors, self.wholes, self.parts, strict=True):
            gap = whole - reached
            if gap:
                if gap not in powers:
                    powers[gap] = base**gap
                factor, reached = factor * powers[gap], whole
            odd = 1 / (1 + part * rate) if part else 1
            worth = abs(minor) * factor * odd
            side = 0 if minor > 0 else 1
            sums[side] += worth
            sums[side + 2] += worth * (whole * base + part * odd)
        return _Point(rate, *sums)


def _isolated(curve: _Curve, low: _Point, high: _Point) -> list[tuple[_Point, _Point]]:
    """Intervals that hold one root each, and together all roots. Raises: SeveralRoots where roots touch."""
    found: list[tuple[_Point, _Point]] = []
    waiting = [(low, high)]
    for _ in range(_INTERVALS_MAX):
        if not waiting or len(found) > 1:
            return found
        left, right = waiting.pop()
        if _is_free(left, right):
            continue
        if _is_monotone(left, right):
            if left.worth.is_signed() != right.worth.is_signed():
                found.append((left, right))
            continue
        middle = _between(curve, left, right)
        waiting += [(left, middle), (middle, right)]
    raise SeveralRoots()


def _is_free(left: _Point, right: _Point) -> bool:
    """Proof that the curve does not cross between two points, by their sums or by their steepest fall."""
    if right.lent > left.paid or right.paid > left.lent:
        return True
    if left.worth.is_signed() != right.worth.is_signed():
        return False
    steepest = max(left.lent_fall - right.paid_fall, left.paid_fall - right.lent_fall)
    return abs(left.worth) + abs(right.worth) > steepest * (right.rate - left.rate)


def _is_monotone(left: _Point, right: _Point) -> bool:
    """Proof that the curve only falls, or only rises, between two points."""
    return right.lent_fall > left.paid_fall or right.paid_fall > left.lent_fall


def _between(curve: _Curve, left: _Point, right: _Point) -> _Point:
    """The curve halfway in growth; beside it where halfway is itself a root."""
    if right.rate - left.rate < TOLERANCE:
        raise SeveralRoots()
    growth = ((1 + left.rate) * (1 + right.rate)).sqrt()
    middle = curve.at(growth - 1)
    return middle if middle.worth else curve.at((left.rate + 2 * middle.rate) / 3)


def _refined(curve: _Curve, left: _Point, right: _Point) -> Decimal:
    """The root between two points of opposite sign: halvings first, then Newton held inside the bracket."""
    if left.worth.is_signed() == right.worth.is_signed():
        raise RateOutOfReach()
    guess = left.rate
    for step in range(_STEPS_MAX):
        near = min(left, right, key=lambda point: abs(point.worth))
        guess = ((1 + left.rate) * (1 + right.rate)).sqrt() - 1
        if step >= _HALVINGS and near.slope:
            newton = near.rate - near.worth / near.slope
            guess = newton if left.rate < newton < right.rate else guess
        point = curve.at(guess)
        if not point.worth or right.rate - left.rate < TOLERANCE or abs(guess - near.rate) < TOLERANCE:
            return guess
        if point.worth.is_signed() == left.worth.is_signed():
            left = point
        else:
            right = point
    return guess
