"""A simulation's report made ready for the screen: words for what stopped people, bars, columns, groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from credit.store.lenders.simulations import Simulation
from credit.web.lenders.words import AGES, PAID, held_by
from ledger.plumbing.face.chart import Bar, ColumnPlot, bars, column_plot
from ledger.plumbing.format import axis_amount
from ledger.plumbing.i18n import gettext as _

_HELD_SHOWN = 10
_GROUPS = {"pay": PAID, "age": AGES}


@dataclass(frozen=True, slots=True)
class Held:
    """What stopped so many people (None: fewer than twenty), and its bar."""

    words: str
    people: int | None
    bar: Bar


@dataclass(frozen=True, slots=True)
class Group:
    """People of one kind: how many fit a row, how many of them are offered something, and their share in bps."""

    words: str
    fit: int | None
    offered: int | None
    share_bps: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """The report (`of`), and what is drawn of it."""

    of: Mapping[str, Any]
    held: tuple[Held, ...]
    savings: ColumnPlot | None
    labels: tuple[str, ...]
    table: tuple[tuple[str, int | None], ...]
    groups: Mapping[str, tuple[Group, ...]]


def told_of(found: Simulation) -> Told:
    """A simulation for the screen."""
    report, currency = found.result, found.result["currency"]
    held = report["held"][:_HELD_SHOWN]
    drawn = bars([one["people"] or 0 for one in held])
    columns = report["bins"]
    labels = tuple(axis_amount((start, currency)) + ("+" if at == len(columns) - 1 else "")
                   for at, (start, _end, _people) in enumerate(columns))
    return Told(
        of=report,
        held=tuple(Held(held_by(one["by"], one["why"]), one["people"], bar)
                   for one, bar in zip(held, drawn, strict=True)),
        savings=_plot(columns, report["saving"]["median"], labels) if columns else None, labels=labels,
        table=tuple((label, people) for label, (_start, _end, people) in zip(labels, columns, strict=True)),
        groups={name: _groups(report["groups"][name], words) for name, words in _GROUPS.items()},
    )


def _plot(columns: Sequence[Sequence[int | None]], median: int | None, labels: Sequence[str]) -> ColumnPlot:
    """People by what they would save; the column in which the middle one lies stands out."""
    now = next((at for at, (start, end, _people) in enumerate(columns)
                if median is not None and (start or 0) <= median < (end or 0)), None)
    return column_plot([people or 0 for _start, _end, people in columns], now=now, ticks=list(enumerate(labels)))


def _groups(found: Sequence[Mapping[str, Any]], words: Sequence[str]) -> tuple[Group, ...]:
    named = [(words[one["group"]], one) for one in found]
    return tuple(Group(_(text), one["fit"], one["offered"], _share(one)) for text, one in named)


def _share(one: Mapping[str, Any]) -> int | None:
    return one["offered"] * 10_000 // one["fit"] if one["offered"] is not None and one["fit"] else None
