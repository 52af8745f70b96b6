"""`python -m tests.benchmarks.lines`: what reading one typed line takes, in processor time, over the corpus.

The corpus is read as it stands; the same lines, sixty times over and cut to the longest the box takes, show the worst.
"""

from __future__ import annotations

import time
from itertools import chain

from ledger.kernel.limits import LINE_MAX
from tests.ledger.domain.quick.corpus import Half, Typed, lines, read

GOAL_MS = 20
RUNS = 5


def main() -> None:
    """Read every line of the worked half, and every line made as long as the box takes."""
    short = lines(Half.WORKED)
    long = [Typed(line.scene, f"{line.text} " * 60, {}) for line in short]
    for name, some in (("corpus", short), (f"{LINE_MAX} characters", long)):
        took = sorted(chain.from_iterable(map(_timed, some) for _ in range(RUNS)))
        median, high = (took[len(took) * share // 100] for share in (50, 95))
        print(f"{name:<16}{len(some):>5} lines · median {median:5.2f} ms · p95 {high:5.2f} ms (goal {GOAL_MS})")


def _timed(line: Typed) -> float:
    began = time.process_time_ns()
    read(line)
    return (time.process_time_ns() - began) / 1e6


if __name__ == "__main__":
    main()
