"""`python -m tests.benchmarks.forecasting [HALF]`: the forecast, judged on money that really moved.

Reads the real accounts beside the checkout (`../shared/data/cashflow`). The last 30 and 60 days of every account with
at least 180 days of bookings are hidden; what is left becomes `Figures` of one liquid place with nothing planned, and
is forecast. Beside it stand "the average of the last three months" (every day as much as those days came to on
average) and "last month again" (each day what the same day of the last month seen came to).

Accounts are in two halves, by a hash of their number. The forecast was made on `worked`; `held` was opened once.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import fmean

from ledger.kernel.ahead.forecast import Forecast, ahead
from ledger.kernel.figures import Figures, Move, Place, Quality
from ledger.kernel.period import add_months

BOOKINGS = Path(__file__).parents[3] / "shared" / "data" / "cashflow" / "bank_accounts_1993.csv"
HIDDEN = (30, 60)
LEAST_DAYS = 180
NAMED_BPS = 6_000
"""A day is called below zero where the chance of it is at least this."""

_AGAINST = {"household": "rent", "loan_payment": "loan", "insurance": "insurance", "pension": "salary",
            "interest_received": "other_income", "statement_fee": "bank_fee", "overdraft_penalty_interest": "interest"}


@dataclass(frozen=True, slots=True)
class Booking:
    """One booking: minor units in (+) or out (−), and what the bank says it was for."""

    day: date
    minor: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One account after a cut, by day ahead, minor units: what came, what was told, and the two simple guesses."""

    came: tuple[int, ...]
    told: Forecast
    average: tuple[int, ...]
    again: tuple[int, ...]


def main() -> None:
    """Print the table of one half, or of each."""
    accounts = {number: seen for number, seen in read().items() if (seen[-1].day - seen[0].day).days >= LEAST_DAYS}
    for name in sys.argv[1:] or ("worked", "held"):
        mine = [bookings for number, bookings in sorted(accounts.items()) if half(number) == name]
        print(f"{name}: {len(mine)} accounts")
        for hidden in HIDDEN:
            _print(hidden, [judged(number, bookings, hidden) for number, bookings in enumerate(mine)])


def read() -> dict[int, list[Booking]]:
    """Every account's bookings in order of day."""
    found: dict[int, list[Booking]] = {}
    with BOOKINGS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            whole, _, part = row["amount_czk"].partition(".")
            minor = int(whole + part.ljust(2, "0"))
            booking = Booking(date.fromisoformat(row["date"]), minor, row["purpose"])
            found.setdefault(int(row["account"]), []).append(booking)
    return {number: sorted(bookings, key=lambda one: one.day) for number, bookings in found.items()}


def half(account: int) -> str:
    """Which half an account is of."""
    return "held" if hashlib.sha256(str(account).encode()).digest()[0] % 2 else "worked"


def judged(number: int, bookings: list[Booking], hidden: int) -> Judged:
    """One account, its last days hidden."""
    cut = bookings[-1].day - timedelta(days=hidden)
    seen = [one for one in bookings if one.day <= cut]
    told = ahead(figures(number, seen, cut), hidden)
    assert isinstance(told, Forecast)
    now = sum(one.minor for one in seen)
    days = [cut + timedelta(days=n) for n in range(1, hidden + 1)]
    each = _by_day(bookings)
    recent = sum(one.minor for one in seen if one.day > cut - timedelta(days=90))
    kept = min(90, (cut - seen[0].day).days + 1)
    return Judged(
        _path(now, (each.get(day, 0) for day in days)), told,
        tuple(now + recent * n // kept for n in range(1, hidden + 1)),
        _path(now, (each.get(_last_seen(day, cut), 0) for day in days)),
    )


def figures(number: int, seen: list[Booking], on: date) -> Figures:
    """An account as the door would tell it: flows and one liquid place, without a name and with nothing planned."""
    moves = tuple(
        Move(one.day, one.minor, "income" if one.minor > 0 else "essential", _AGAINST.get(one.purpose, ""), at)
        for at, one in enumerate(seen)
    )
    place = Place(1, "asset", "bank", True, 0, moves, stated_on=seen[0].day)
    return Figures(number, 1, on, "household", "CZK", seen[0].day, (), (place,), (), (), (),
                   Quality(90, 90, on, (), 0, 0, 0, None))


def _last_seen(day: date, cut: date) -> date:
    back = 1
    while add_months(day, -back) > cut:
        back += 1
    return add_months(day, -back)


def _by_day(bookings: Iterable[Booking]) -> dict[date, int]:
    found: dict[date, int] = {}
    for one in bookings:
        found[one.day] = found.get(one.day, 0) + one.minor
    return found


def _path(now: int, changes: Iterable[int]) -> tuple[int, ...]:
    return tuple(accumulate(changes, initial=now))[1:]


def _print(hidden: int, found: list[Judged]) -> None:
    guesses: dict[str, Callable[[Judged], tuple[int, ...]]] = {
        "forecast": lambda one: tuple(band.p50 for band in one.told.bands),
        "average of three months": lambda one: one.average, "last month again": lambda one: one.again,
    }
    print(f"  {hidden} days hidden")
    for name, guess in guesses.items():
        off = [[abs(told - came) / 100 for told, came in zip(guess(one), one.came, strict=True)] for one in found]
        print(f"    {name:<24} off by {fmean(map(fmean, off)):>8,.0f} a day, {fmean(one[-1] for one in off):>8,.0f} "
              f"at the end")
    within = [band.p10 <= came <= band.p90
              for one in found for band, came in zip(one.told.bands, one.came, strict=True)]
    print(f"    band holds {100 * fmean(within):.1f} % of days")
    short = [(chance >= NAMED_BPS, came < 0) for one in found
             for chance, came in zip(one.told.below, one.came, strict=True)]
    told, were, right = sum(one for one, _ in short), sum(one for _, one in short), sum(all(one) for one in short)
    print(f"    below zero: {were} of {len(short)} days, {told} told, {right} right")


if __name__ == "__main__":
    main()
