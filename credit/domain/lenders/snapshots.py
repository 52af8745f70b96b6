"""The shipped cohort: people that never were, drawn from a seed by our own household model, as packed whole numbers.

It is synthetic and labelled so. The file holds nothing that the seed does not make again:
`flask --app app lender cohort FILE` writes it anew, number for number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credit.domain.lenders.person import COLUMNS, STATES, Drawn
from credit.domain.rules.judging import Vectors
from credit.domain.signals.registry import BOOK_SIGNALS
from credit.domain.signals.signal import State

SEED = 1
NAME = f"synthetic-{SEED}"
"""What a simulation over this cohort is labelled with."""

PEOPLE = 10_000
MEASURED_ON = date(2026, 11, 21)
"""The day everybody of the cohort was drawn up to."""

_FILE = f"{NAME}.npz"


@dataclass(frozen=True)
class Cohort:
    """People as columns, drawn from a seed: `values` is (columns × people), `states` (signals of the book × people)."""

    name: str
    seed: int
    values: NDArray[np.int64]
    states: NDArray[np.uint8]

    @property
    def people(self) -> int:
        """How many there are."""
        return int(self.values.shape[1])

    def row(self, at: int) -> dict[str, int]:
        """One person's value for every column."""
        return dict(zip(COLUMNS, self.values[:, at].tolist(), strict=True))

    def states_of(self, at: int) -> dict[str, int]:
        """One person's states, by signal."""
        return dict(zip(BOOK_SIGNALS, self.states[:, at].tolist(), strict=True))

    def vectors(self) -> Vectors:
        """The signals of the book of everybody, for the evaluator."""
        count = len(BOOK_SIGNALS)
        return Vectors(BOOK_SIGNALS, self.values[:count], self.states != STATES.index(State.UNKNOWN))

    def column(self, name: str) -> list[int]:
        """Everybody's value of one column."""
        found: list[int] = self.values[COLUMNS.index(name)].tolist()
        return found


@cache
def shipped() -> Cohort:
    """The cohort that comes with the product, read once per process."""
    return unpacked(file_bytes())


def file_bytes() -> bytes:
    """The file itself."""
    return files("credit").joinpath("data", "cohort", _FILE).read_bytes()


def part(cohort: Cohort, people: int) -> Cohort:
    """The first so many people of a cohort."""
    return Cohort(cohort.name, cohort.seed, cohort.values[:, :people], cohort.states[:, :people])


def gathered(people: Iterable[Drawn]) -> Cohort:
    """People as a cohort, in their order."""
    drawn = list(people)
    values = np.array([one.values for one in drawn], dtype=np.int64).T
    return Cohort(NAME, SEED, np.ascontiguousarray(values), np.array([one.states for one in drawn], dtype=np.uint8).T)


def packed(cohort: Cohort) -> bytes:
    """A cohort as a compressed file: each column in as few bytes as its largest number needs."""
    steps = np.gcd.reduce(cohort.values, axis=1).clip(min=1)
    held: dict[str, Any] = {f"c{at:02d}": _planes(column // steps[at]) for at, column in enumerate(cohort.values)}
    made = BytesIO()
    np.savez_compressed(made, columns=np.array(COLUMNS), steps=steps, states=cohort.states, **held)
    return made.getvalue()


def unpacked(data: bytes) -> Cohort:
    """The cohort of a file. Raises: ValueError where it holds other columns than are read here."""
    with np.load(BytesIO(data), allow_pickle=False) as held:
        if tuple(held["columns"].tolist()) != COLUMNS:
            raise ValueError("the cohort was drawn for other signals: draw it anew")
        columns = [_whole(held[f"c{at:02d}"]) for at in range(len(COLUMNS))]
        return Cohort(NAME, SEED, np.array(columns, dtype=np.int64) * held["steps"][:, None], held["states"])


def _planes(column: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Zigzagged numbers as planes of bytes, the lowest first; planes of nothing but zeros at the end are left out."""
    zigzag = ((column << 1) ^ (column >> 63)).astype("<u8")
    planes = zigzag.view(np.uint8).reshape(-1, 8).T
    used = max((at for at in range(8) if planes[at].any()), default=0) + 1
    return np.ascontiguousarray(planes[:used])


def _whole(planes: NDArray[np.uint8]) -> NDArray[np.int64]:
    full = np.zeros((8, planes.shape[1]), dtype=np.uint8)
    full[: len(planes)] = planes
    zigzag = np.ascontiguousarray(full.T).view("<u8").reshape(-1).astype(np.uint64)
    found: NDArray[np.int64] = (zigzag >> np.uint64(1)).astype(np.int64) ^ -(zigzag & np.uint64(1)).astype(np.int64)
    return found

