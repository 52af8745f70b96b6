"""The decision: from signals and live rules to ways and offers in order, and why everything else is not there.

The same function serves a person, a sweep over all books, a simulation, and the command `judge`. A moment must be
one, a row must fit, a quote must stand every test of its kind, and every guard must hold; at both ends of what is
known only roughly. What cannot be told stops, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from credit.domain.offers.asked import Asked, Numbers
from credit.domain.offers.candidate import STANDS_ON, cannot_run_shorter, cash_effect, offer_signals
from credit.domain.offers.explaining import Met, met_by
from credit.domain.offers.free_ways import Way, free_ways
from credit.domain.offers.moments import Found, Situation, find_needs
from credit.domain.offers.need import Need
from credit.domain.offers.quote import NoQuote, Quote, quotes
from credit.domain.offers.ranking import ranked
from credit.domain.offers.shelf import OnShelf
from credit.domain.rules.guarding import Stop, guard_stops
from credit.domain.rules.guards import Must
from credit.domain.rules.judging import NONE, Candidate, Places, Vectors, match_many, match_one, vector
from credit.domain.signals.registry import WHOLE_BPS

_CHANGE = "offer_shortfall_change"
_DAYS_OF_YEAR = 365

_Priced: TypeAlias = dict[int, tuple[Quote | NoQuote, ...]]

Ahead = Callable[[Quote], int | None]
"""How much a quote changes the chance of running short, basis points: asked only where it could rise."""


@dataclass(frozen=True)
class Stopped:
    """Why a rule set comes to nothing, or one of its quotes does.

    `by` is what stopped it: `need`, `row`, `terms`, `refinance`, `debt_first`, or a guard's id. `why` is a word that
    stays; `stop` says more where a guard spoke, `unknown` which signals were wanting, `months` which term it was.
    """

    shelf: OnShelf
    by: str
    why: str
    months: int = 0
    unknown: tuple[str, ...] = ()
    stop: Stop | None = None


@dataclass(frozen=True)
class Offered:
    """An offer in its place, with the signals it was judged by and the conditions it met.

    Places are counted from 1, ways and offers together.
    """

    rank: int
    quote: Quote
    signals: Numbers
    met: tuple[Met, ...]


@dataclass(frozen=True)
class Freed:
    """A way without borrowing in its place among the offers of the same need."""

    rank: int
    way: Way


@dataclass(frozen=True)
class Decision:
    """The ordered answer. `changes` are the forecasts it stands on, for deciding the same again."""

    asked: Asked
    needs: tuple[Need, ...]
    offers: tuple[Offered, ...]
    free: tuple[Freed, ...]
    stopped: tuple[Stopped, ...]
    unknown: tuple[str, ...]
    changes: Mapping[str, int] = field(default_factory=dict)


def decide(asked: Asked, ahead: Ahead | None = None) -> Decision:
    """What is offered in a case, and why the rest is not."""
    work = _Work(asked, ahead)
    situation = Situation(asked.on, asked.currency, work.values, asked.facts, work.ends)
    found = find_needs(situation, asked.given)
    work.not_needed(found)
    offers: list[Offered] = []
    free: list[Freed] = []
    for need in found.needs:
        judged = tuple(work.candidates(need))
        signals = {id(quote): of_it for quote, of_it in judged}
        found_here: list[Way | Quote] = [*free_ways(need, situation), *(quote for quote, _ in judged)]
        for one in ranked(found_here, first=len(free) + len(offers) + 1):
            if isinstance(one.what, Way):
                free.append(Freed(one.rank, one.what))
            else:
                of_it = signals[id(one.what)]
                offers.append(Offered(one.rank, one.what, of_it, met_by(one.what, work.all_values(one.what), of_it)))
    return Decision(asked, found.needs, tuple(offers), tuple(free), tuple(work.stopped), tuple(sorted(work.unknown)),
                    dict(sorted(work.changes.items())))


class _Work:
    """One decision being made: what stopped what is gathered on the way."""

    def __init__(self, asked: Asked, ahead: Ahead | None) -> None:
        self.asked, self.ahead = asked, ahead
        self.values, self.ends = asked.values, asked.ends
        self.stopped: list[Stopped] = []
        self.unknown: set[str] = set()
        self.changes: dict[str, int] = {}
        self.columns: dict[tuple[object, ...], Vectors] = {}
        self.shelf = sorted(asked.shelf, key=lambda one: one.mark)

    def not_needed(self, found: Found) -> None:
        """Say of every rule set whose moment is not now why it is not."""
        now = {need.moment for need in found.needs}
        for shelf in self.shelf:
            moment = shelf.rules.moment
            if moment in found.unknown:
                self._wanting(shelf, "need", found.unknown[moment])
            elif moment not in now:
                self.stopped.append(Stopped(shelf, "need", "not_now" if moment in found.not_now else "not_answered"))

    def candidates(self, need: Need) -> Iterator[tuple[Quote, Numbers]]:
        """Every quote for a need that nothing stops, with its signals."""
        for shelf in self.shelf:
            if shelf.rules.moment is not need.moment:
                continue
            priced: _Priced = {}
            at = self._row(need, shelf, priced)
            if at is None:
                continue
            for quote in _priced(need, shelf, at, priced):
                if isinstance(quote, NoQuote):
                    self.stopped.append(Stopped(shelf, quote.by, quote.why, quote.months))
                elif (signals := self._judged(quote)) is not None:
                    yield quote, signals

    def all_values(self, quote: Quote) -> dict[str, int | None]:
        """The person's signals and the situation of a quote."""
        return {**self.values, **self._around(quote)}

    def _row(self, need: Need, shelf: OnShelf, priced: _Priced) -> int | None:
        """The row that fits, the same at every end of what is known; None where there is none, and why is kept."""
        around = self.asked.surroundings.of(shelf.seller, need.kind, self.asked.on)
        rows: set[int | None] = set()
        for at, end in enumerate(self.ends):
            best = partial(self._best, need, shelf, priced, end)
            found = match_many(shelf.table, self._column(at, around), partial(_as_column, best))
            if found.unknown_at[0] != NONE:
                self._wanting(shelf, "row", match_one(shelf.table, {**end, **around}, best).unknown)
                return None
            rows.add(None if found.row[0] == NONE else int(found.row[0]))
        if rows == {None} or len(rows) > 1:
            self.stopped.append(Stopped(shelf, "row", "no_row_fits" if rows == {None} else "only_roughly_known"))
            return None
        return rows.pop()

    def _column(self, at: int, around: Numbers) -> Vectors:
        """The person at one end in a situation, as the evaluator takes them; most sellers share one."""
        key = (at, *around.items())
        if key not in self.columns:
            self.columns[key] = vector({**self.ends[at], **around})
        return self.columns[key]

    def _best(self, need: Need, shelf: OnShelf, priced: _Priced, end: Numbers, at: int) -> Numbers:
        """The signals of a row's first quote that meets the row's own conditions, or of its first quote."""
        found = [self._signals(quote, end) for quote in _priced(need, shelf, at, priced) if isinstance(quote, Quote)]
        return next((one for one in found if _meets(shelf, at, one)), found[0] if found else {})

    def _judged(self, quote: Quote) -> Numbers | None:
        """The quote's signals if it may be offered; else None, and every reason against it is kept."""
        if not _meets(quote.shelf, quote.row, self._signals(quote, self.values)):
            self.stopped.append(Stopped(quote.shelf, "row", "offer_does_not_fit", quote.months))
            return None
        if not self._debt_first(quote):
            return None
        stops = self._stops(quote)
        if stops and self.ahead and all(stop.must.condition.signal == _CHANGE for stop in stops):
            change = self.ahead(quote)
            if change is not None:
                self.changes[quote_key(quote)] = change
                stops = self._stops(quote)
        for stop in stops:
            self.stopped.append(Stopped(quote.shelf, stop.guard.value, stop.must.condition.signal, quote.months,
                                        stop=stop))
            self.unknown.update(self._wanted(stop))
        return None if stops else self._signals(quote, self.values)

    def _wanted(self, stop: Stop) -> tuple[str, ...]:
        """What would have to be known for a guard to speak: what a signal of the offer stands on, else the signal."""
        if not stop.is_unknown:
            return ()
        name = stop.must.condition.signal
        roots = [one for one in STANDS_ON.get(name, ()) if any(end.get(one) is None for end in self.ends)]
        return tuple(roots) or (name,)

    def _stops(self, quote: Quote) -> tuple[Stop, ...]:
        """What the guards say at every end of what is known, each once."""
        around = self._around(quote)
        stops: dict[Must, Stop] = {}
        for end in self.ends:
            numbers = {**end, **around, **self._signals(quote, end)}
            for stop in guard_stops(numbers, quote.product.kind, self.asked.norms):
                stops.setdefault(stop.must, stop)
        return tuple(stops.values())

    def _signals(self, quote: Quote, values: Numbers) -> dict[str, int | None]:
        key = quote_key(quote)
        change = self.changes.get(key, self.asked.changes.get(key))
        if change is None and cannot_run_shorter(cash_effect(quote, self.asked.facts), self.asked.on):
            change = 0
        elif change is not None:
            self.changes[key] = change
        return offer_signals(quote, values, change)

    def _debt_first(self, quote: Quote) -> bool:
        """Whether money may be put by: never while a card costs more than it would earn (credit.md E21)."""
        if quote.product.borrows:
            return True
        for end in self.ends:
            owed, rate = end.get("revolving_balance"), end.get("card_effective_apr")
            if owed is None or rate is None:
                self._wanting(quote.shelf, "debt_first", tuple(
                    name for name in ("revolving_balance", "card_effective_apr") if end.get(name) is None))
                return False
            if owed > 0 and rate * quote.amount * quote.need.days > quote.saving * WHOLE_BPS * _DAYS_OF_YEAR:
                self.stopped.append(Stopped(quote.shelf, "debt_first", "debt_costs_more"))
                return False
        return True

    def _around(self, quote: Quote) -> dict[str, int | None]:
        return self.asked.surroundings.of(quote.shelf.seller, quote.product.kind, self.asked.on, quote.product)

    def _wanting(self, shelf: OnShelf, by: str, names: tuple[str, ...]) -> None:
        self.stopped.append(Stopped(shelf, by, "unknown", unknown=names))
        self.unknown.update(names)


def quote_key(quote: Quote) -> str:
    """What tells a quote from every other of a decision."""
    seller, rule, version = quote.shelf.mark
    return f"{seller}/{rule}/{version}/{quote.row}/{quote.months}"


def _priced(need: Need, shelf: OnShelf, at: int, priced: _Priced) -> tuple[Quote | NoQuote, ...]:
    """A row's quotes, worked out once."""
    if at not in priced:
        priced[at] = tuple(quotes(need, shelf, at))
    return priced[at]


def _as_column(best: Candidate, row: int, _: Places) -> Vectors:
    return vector(best(row))


def _meets(shelf: OnShelf, at: int, signals: Numbers) -> bool:
    own = shelf.own[at]
    return own is None or match_one(own, signals).row is not None
