"""Holds a candidate offer to every guard that binds its kind, and says why it is stopped.

Guards take the person's, the offer's and the situation's signals together. They are told what the norms of the day
allow; they are never told a lender's rules, so that no rule can move them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from credit.domain.norms.pack import Norms
from credit.domain.offers.product import Kind
from credit.domain.rules.guards import MUSTS, NO_CAP, GuardId, Must, cap_musts
from credit.domain.rules.judging import Table, match_each, prepare, vector
from credit.domain.rules.speech import Quantity, Said
from credit.domain.signals.registry import SIGNALS, WHOLE_BPS, Unit
from ledger.kernel.errors import N_

REASONS_MOST = 4
"""Reasons a person is told: more are of little use (12 CFR 1002.9)."""

_FAR = 10**9
_UNKNOWN = N_("Not known: %(signal)s.")
_SCALE = {Unit.MONEY: 100_000, Unit.MONEY_A_DAY: 10_000, Unit.BPS: WHOLE_BPS, Unit.DAYS: 90, Unit.MONTHS: 12,
          Unit.YEARS: 18, Unit.COUNT: 3, Unit.CLASS: 1, Unit.YES: 1}
"""What is much, by unit."""


@dataclass(frozen=True)
class Stop:
    """Why a guard stops an offer: the condition that does not hold, and the person's own value (None: unknown).

    `distance` says how far the value is from holding, so that the nearest reason is told first; `source` names the
    clause the bound comes from, or that it is ours.
    """

    must: Must
    value: int | None
    distance: int

    @property
    def guard(self) -> GuardId:
        """Which guard it is."""
        return self.must.guard

    @property
    def is_unknown(self) -> bool:
        """Whether it stops because something is not known."""
        return self.value is None

    @property
    def reason(self) -> Said:
        """The plain reason, with the value and the bound in their unit."""
        condition, meaning = self.must.condition, SIGNALS[self.must.condition.signal]
        if self.must is NO_CAP:
            return Said(NO_CAP.reason)
        if self.value is None:
            return Said(_UNKNOWN, {"signal": Said(meaning.plain)})
        return Said(self.must.reason, {
            "value": Quantity(self.value, meaning.unit), "bound": Quantity(condition.bound, meaning.unit)})


def guard_stops(signals: Mapping[str, int | None], kind: Kind, norms: Norms, lender: str = "") -> tuple[Stop, ...]:
    """Every reason a product of a kind must not be offered, guard by guard; none if it may be.

    `signals` are of the person, the offer and the situation: None, or no such name, is unknown and stops. `lender`
    is the kind of lender, where a cap of its own binds it.
    """
    musts, table = _bound(kind, *_cap(norms, lender))
    holds, unknown = match_each(table, vector(signals))
    stops = []
    for at, must in enumerate(musts):
        is_unknown = must is NO_CAP or bool(unknown[at, 0])
        if must is NO_CAP or not (holds[at, 0] or (is_unknown and must.if_known)):
            value = None if is_unknown else signals[must.condition.signal]
            stops.append(Stop(must, value, _distance(must, value)))
    return tuple(stops)


def reasons(stops: Iterable[Stop]) -> tuple[Said, ...]:
    """At most four reasons, the nearest to holding first, each said once."""
    nearest: dict[str, Stop] = {}
    for stop in sorted(stops, key=lambda one: one.distance):
        nearest.setdefault(stop.must.reason if stop.value is not None else stop.must.condition.signal, stop)
    return tuple(stop.reason for stop in nearest.values())[:REASONS_MOST]


def _cap(norms: Norms, lender: str) -> tuple[int, int, str]:
    cap = norms.cap(lender)
    return (cap.simple_bps, cap.compound_bps, cap.clause) if cap else (0, 0, "")


@lru_cache(maxsize=256)
def _bound(kind: Kind, simple_bps: int, compound_bps: int, clause: str) -> tuple[tuple[Must, ...], Table]:
    """What must hold for a kind under a cap, and the table of it. A clause of "" is no cap at all."""
    caps = cap_musts(simple_bps, compound_bps, clause) if clause else (NO_CAP,)
    musts = tuple(must for must in (*MUSTS, *caps) if kind in must.binds)
    ordered = tuple(sorted(musts, key=lambda must: list(GuardId).index(must.guard)))
    return ordered, prepare([[must.condition] for must in ordered])


def _distance(must: Must, value: int | None) -> int:
    """How far a value is from the bound, in hundredths of a per cent of the bound; the unknown is farthest.

    A bound of nothing is measured by what is much in its unit.
    """
    if value is None:
        return _FAR
    condition = must.condition
    much = abs(condition.bound) or _SCALE[SIGNALS[condition.signal].unit]
    return min(abs(value - condition.bound) * WHOLE_BPS // much, _FAR - 1)
