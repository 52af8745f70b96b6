"""`python -m tests.benchmarks.signals`: what measuring and forecasting one book take, in processor time. Medians.

The forecast stands beside the same thousand paths in bare numpy: drawing weeks and adding them up.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from credit.domain.signals.measure import measure
from ledger.kernel.ahead.forecast import HORIZON, PATHS, ahead
from tests.credit.figures import revolving

RUNS = 30
EACH_DAY = (2, 10, 40)
GOAL_MS = 20


def main() -> None:
    """Measure lives of fourteen months with more and more entries a day."""
    bare = _median(_bare)
    for each_day in EACH_DAY:
        life = revolving()
        for number in range(each_day - 2):
            life.spends_daily(100 + number, "other")
        figures = life.figures()
        forecast, all_of_it = _median(partial(ahead, figures)), _median(partial(measure, figures))
        print(f"{len(life.entries):>7,} entries · forecast of {HORIZON} days {forecast:6.2f} ms (goal {GOAL_MS}) · "
              f"bare {bare:5.2f} ms · {forecast / bare:4.1f}× · all signals {all_of_it:6.2f} ms")


def _bare() -> None:
    dice = np.random.default_rng(1)
    weeks = dice.integers(-100_000, 100_000, (25, 7))
    paths = np.cumsum(weeks[dice.integers(0, 25, (PATHS, 13))].reshape(PATHS, 91)[:, :HORIZON], axis=1)
    np.partition(paths, (99, 499, 899), axis=0)


def _median(deed: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        deed()
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
