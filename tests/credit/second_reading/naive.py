"""A second reading of the same norms, written apart: doubles and halving where the first is exact.

It knows nothing of `credit`. Times are worked out on a plain calendar, rates by halving, schedules by
fractions with an instalment found from two trial runs instead of the closed formula.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable
from datetime import date
from fractions import Fraction

Timed = tuple[date | int, int]
Placed = tuple[float, float, float]


def bisected(worth: Callable[[float], float], low: float, high: float) -> float:
    """Where a function changes sign between two growths, by halving their logarithms."""
    for _ in range(200):
        middle = math.sqrt(low * high)
        if (worth(middle) > 0) == (worth(low) > 0):
            low = middle
        else:
            high = middle
    return low


def growth_of(flows: list[Placed], low: float = 0.2, high: float = 200.0) -> float:
    """Growth of one unit of time at which amounts × growth^−t ∕ (1 + f·(growth − 1)) sum to nothing."""

    def worth(growth: float) -> float:
        return math.fsum(c * growth**-t / (1 + f * (growth - 1)) for t, f, c in flows)

    return bisected(worth, low, high)


def nth_month(day: date, count: int) -> date:
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def eu(advances: list[Timed], payments: list[Timed]) -> float:
    """Per cent a year by Annex I."""
    start = min(at for at, _ in advances if isinstance(at, date)) if _has_days(advances) else None
    placed = [(_years(start, at), 0.0, float(minor)) for at, minor in advances]
    placed += [(_years(start, at), 0.0, -float(minor)) for at, minor in payments]
    return 100 * (growth_of(placed, 1e-4, 1e9) - 1)


def _has_days(flows: list[Timed]) -> bool:
    return isinstance(flows[0][0], date)


def _years(start: date | None, at: date | int) -> float:
    if start is None or not isinstance(at, date):
        return int(at) / 12 if isinstance(at, int) else 0.0
    whole = 0
    while nth_month(at, -12 * (whole + 1)) >= start:
        whole += 1
    return whole + (nth_month(at, -12 * whole) - start).days / 365


def cn(advances: list[Timed], payments: list[Timed]) -> tuple[float, float]:
    """Per cent a year, simple and compound, of flows timed in months."""
    placed = [(float(at), 0.0, float(minor)) for at, minor in advances if isinstance(at, int)]
    placed += [(float(at), 0.0, -float(minor)) for at, minor in payments if isinstance(at, int)]
    monthly = growth_of(placed) - 1
    return 1200 * monthly, 100 * ((1 + monthly) ** 12 - 1)


def us(advances: list[Timed], payments: list[Timed], unit: str, count: int = 1) -> float:
    """Per cent a year by Appendix J when the unit-period is known, in days, half-months, months or years."""
    start = min(_as_day(at) for at, _ in advances)
    placed = [(*_units(start, _as_day(at), unit, count), float(minor)) for at, minor in advances]
    placed += [(*_units(start, _as_day(at), unit, count), -float(minor)) for at, minor in payments]
    return 100 * _per_year(unit, count) * (growth_of(placed) - 1)


def us_single(lent: Timed, paid: Timed) -> float:
    """One advance and one payment within a year: 12 over its months, or 365 over its days."""
    start, end = _as_day(lent[0]), _as_day(paid[0])
    months, rest = _months_back(start, end)
    per_year = 365 / (end - start).days if rest else 12 / months
    return 100 * per_year * (paid[1] / lent[1] - 1)


def _as_day(at: date | int) -> date:
    return nth_month(date(2001, 1, 1), at) if isinstance(at, int) else at


def _months_back(start: date, end: date) -> tuple[int, int]:
    months = 0
    while nth_month(end, -months - 1) >= start:
        months += 1
    return months, (nth_month(end, -months) - start).days


def _units(start: date, end: date, unit: str, count: int) -> tuple[float, float]:
    if unit == "days":
        whole, left = divmod((end - start).days, count)
        return float(whole), left / count
    months, rest = _months_back(start, end)
    if unit == "year":
        left_days = (nth_month(end, -12 * (months // 12)) - start).days
        return float(months // 12), left_days / 365 if rest else months % 12 / 12
    size = 15 if unit == "half-month" else 30 * count
    if unit == "months" and count == 1:
        return float(months), rest / 30
    whole, left = divmod(30 * months + rest, size)
    return float(whole), left / size


def _per_year(unit: str, count: int) -> float:
    if unit == "days":
        return 52 / (count / 7) if count % 7 == 0 else 365 / count
    return {"half-month": 24.0, "months": 12 / count, "year": 1.0}[unit]


def rounded(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


def instalments(principal: int, percent: Fraction, n: int, method: str) -> list[int]:
    """What is paid month by month, cents."""
    monthly = percent / 1200
    level = _level(principal, monthly, n)
    balance, paid = principal, []
    for month in range(1, n + 1):
        interest = rounded(balance * monthly)
        wanted = {
            "annuity": max(0, level - interest),
            "equal_principal": rounded(Fraction(principal, n)),
            "interest_only": 0,
        }[method]
        part = balance if month == n else min(balance, wanted)
        balance -= part
        paid.append(part + interest)
    return paid


def _level(principal: int, monthly: Fraction, n: int) -> int:
    """The balance left is a straight line in the instalment: two trial runs find where it meets nothing."""
    nothing, one = Fraction(principal), Fraction(principal)
    for _ in range(n):
        nothing = nothing * (1 + monthly)
        one = one * (1 + monthly) - 1
    return rounded(nothing / (nothing - one))


def carrying_on(balance: int, percent: Fraction, payment: int) -> tuple[int, int]:
    """Months and interest of paying the same each month."""
    months = cost = 0
    while balance > 0:
        interest = rounded(balance * percent / 1200)
        cost += interest
        balance += interest - payment
        months += 1
    return months, cost
