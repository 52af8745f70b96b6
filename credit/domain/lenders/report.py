"""A simulation told in counts: how far people come, what stops them, what they would pay and save.

Everything is whole: people, minor units, basis points. A count of fewer than twenty people is None, and so is every
amount that fewer than twenty stand behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from credit.domain.lenders.outcome import NO_NEED, NO_ROW, OFFERED, STOPPED, UNKNOWN, Outcome
from credit.domain.lenders.small_cells import LEAST, at, middle, told
from credit.domain.signals.registry import WHOLE_BPS

BINS = 9
"""Columns of the drawing of what people would save."""

FREQUENCY = "G5"
"""The guard by which people are spared a second offer in a week."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The same rules at another price: the per cent added to every rate (hundredths), and what they come to."""

    added_bps: int
    outcomes: Sequence[Outcome]


def report(
    people: int, mine: Sequence[Outcome], live: Sequence[Outcome] | None, variants: Iterable[Variant],
    groups: Mapping[str, Sequence[int]],
) -> dict[str, Any]:
    """The report of a rule set over so many people, `mine` being those who may be in its need.

    `live` are the same people under the live rules, None where nothing is live. `groups` gives each person's place
    in each way of grouping people.
    """
    offered = [one for one in mine if one.reach == OFFERED]
    fit = [one for one in mine if one.reach in (STOPPED, OFFERED)]
    worse = [one for one in offered if one.is_worse]
    savings = sorted(one.saving for one in offered)
    return {
        "people": people, "need": told(sum(one.reach != NO_NEED for one in mine)), "fit": told(len(fit)),
        "offered": told(len(offered)), "worse": told(len(worse)),
        "worse_bps": -(-WHOLE_BPS * len(worse) // len(offered)) if offered else 0,
        "no_row": told(sum(one.reach == NO_ROW for one in mine)),
        "unknown": told(sum(one.reach == UNKNOWN for one in mine)),
        "free_first": told(sum(one.free for one in fit)), "held": _held(mine),
        "spared": told(sum(one.by == FREQUENCY for one in mine)),
        "saving": {"p10": at(savings, 10), "median": middle(savings), "p90": at(savings, 90)},
        "cost": _spread(sorted(one.cost for one in offered)), "amount": _spread(sorted(one.amount for one in offered)),
        "bins": bins(savings), "against": _against(mine, live) if live is not None else None,
        "variants": [_variant(one, offered) for one in variants],
        "groups": {name: _groups(places, fit) for name, places in groups.items()},
    }


def bins(amounts: Sequence[int]) -> list[list[int | None]]:
    """Ascending amounts in columns of one round width: [from, up to but not including, people].

    The last column holds everything above it too. The fewer people, the fewer columns, so that most can be told.
    """
    if len(amounts) < LEAST:
        return []
    most = min(BINS, max(len(amounts) // LEAST, 2))
    low, high = min(amounts[0], 0), at(amounts, 75) or amounts[-1]
    width = _round_width(max(high - low, 1), most)
    counts = Counter(min((amount - low) // width, most - 1) for amount in amounts)
    return [[low + width * n, low + width * (n + 1), told(counts[n])] for n in range(max(counts) + 1)]


def _round_width(span: int, columns: int) -> int:
    """The least round number (1, 2 or 5 times a power of ten) of which so many columns hold a span."""
    power = 1
    while True:
        for times in (1, 2, 5):
            if times * power * columns >= span:
                return times * power
        power *= 10


def _held(mine: Sequence[Outcome]) -> list[dict[str, Any]]:
    """What stopped whom a row fits, and what could not be told, each person once; the most first."""
    counts = Counter((one.by, one.why) for one in mine if one.reach in (STOPPED, UNKNOWN))
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [{"by": by, "why": why, "people": told(count)} for (by, why), count in ordered]


def _spread(amounts: Sequence[int]) -> dict[str, int | None]:
    return {"p10": at(amounts, 10), "median": middle(amounts), "p90": at(amounts, 90)}


def _against(mine: Sequence[Outcome], live: Sequence[Outcome]) -> dict[str, Any]:
    now = {one.person: one for one in mine if one.reach == OFFERED}
    before = {one.person: one for one in live if one.reach == OFFERED}
    both = now.keys() & before.keys()
    dearer = sum(now[person].cost > before[person].cost for person in both)
    saved = sorted(one.saving for one in before.values())
    return {
        "offered": told(len(before)), "gained": told(len(now.keys() - both)), "lost": told(len(before.keys() - both)),
        "same": told(len(both)), "dearer": told(dearer), "saving": middle(saved),
    }


def _variant(variant: Variant, offered: Sequence[Outcome]) -> dict[str, Any]:
    """How many would be offered something at another price, and for how many that differs."""
    there = {one.person: one.saving for one in variant.outcomes if one.reach == OFFERED}
    here = {one.person for one in offered}
    return {"added_bps": variant.added_bps, "offered": told(len(there)), "saving": middle(sorted(there.values())),
            "gained": told(len(there.keys() - here)), "lost": told(len(here - there.keys()))}


def _groups(places: Sequence[int], fit: Sequence[Outcome]) -> list[dict[str, Any]]:
    """For each place of a grouping how many fit a row and how many of them are offered something."""
    fits = Counter(places[one.person] for one in fit)
    offered = Counter(places[one.person] for one in fit if one.reach == OFFERED)
    found: list[dict[str, Any]] = []
    for place in range(max(places, default=-1) + 1):
        shown = told(offered[place]) if fits[place] >= LEAST else None
        found.append({"group": place, "fit": told(fits[place]), "offered": shown})
    return found
