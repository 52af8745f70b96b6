"""What a rule set would come to for one person of a cohort: the very decision that serves people, read for counting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from credit.domain.lenders.person import SITUATION, facts_from, signals_of
from credit.domain.lenders.snapshots import Cohort
from credit.domain.norms.pack import Norms
from credit.domain.offers.asked import Asked, Surroundings
from credit.domain.offers.decision import Decision, Stopped, decide
from credit.domain.offers.moments import ANSWERED
from credit.domain.offers.quote import Quote
from credit.domain.offers.shelf import OnShelf
from credit.domain.rules.judging import NONE, match_many, prepare
from credit.domain.rules.moment import Moment
from ledger.kernel.currency import digits_of

NO_NEED, NO_ROW, UNKNOWN, STOPPED, OFFERED = range(5)
"""How far a person comes: not in this need; no row fits; something unknown; a row fits and is stopped; offered."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule set comes to for one person. Money is minor units, 0 where nothing is offered.

    `by` and `why` say what stopped the term that came nearest. `is_worse` says that taking it would leave the person
    worse off than going on as they were; `free` that a way without borrowing comes first.
    """

    person: int
    reach: int
    by: str = ""
    why: str = ""
    amount: int = 0
    cost: int = 0
    saving: int = 0
    is_worse: bool = False
    free: bool = False


def asked_of(cohort: Cohort, person: int, shelves: tuple[OnShelf, ...], on: date, currency: str, norms: Norms) -> Asked:
    """The case of a person of the cohort, as if they lived on a day and kept their books in a currency."""
    row = cohort.row(person)
    around = Surroundings({name: row[name] for name in SITUATION})
    return Asked(on=on, currency=currency, signals=signals_of(row, cohort.states_of(person)), surroundings=around,
                 shelf=shelves, norms=norms, facts=facts_from(row, on))


def outcomes(cohort: Cohort, people: Iterable[int], shelves: Sequence[OnShelf], on: date, currency: str,
             norms: Norms) -> list[tuple[Outcome, ...]]:
    """For each of these people the outcome of every rule set, each as if it alone stood on the shelf."""
    found = []
    for person in people:
        decision = decide(asked_of(cohort, person, tuple(shelves), on, currency, norms))
        found.append(tuple(outcome(person, decision, shelf) for shelf in shelves))
    return found


def outcome(person: int, decision: Decision, shelf: OnShelf) -> Outcome:
    """What a decision says of one rule set that stood in it."""
    free = any(one.rank == 1 for one in decision.free)
    quotes = [one.quote for one in decision.offers if one.quote.shelf is shelf]
    if quotes:
        best = quotes[0]
        return Outcome(person, OFFERED, "", "", best.amount, best.total_cost, best.saving, _is_worse(best), free)
    stopped = [one for one in decision.stopped if one.shelf is shelf]
    nearest = _nearest(stopped)
    if nearest is None or nearest.by == "need":
        reach = NO_NEED
    elif nearest.why == "unknown":
        reach = UNKNOWN
    else:
        reach = NO_ROW if nearest.by == "row" and nearest.months == 0 else STOPPED
    by, why = (nearest.by, nearest.why) if nearest and reach in (UNKNOWN, STOPPED) else ("", "")
    return Outcome(person, reach, by, why, free=free)


def in_need(cohort: Cohort, moment: Moment, currency: str) -> list[int]:
    """The people of whom a moment may be true: the decision says of whom it is, and of nobody else."""
    answered = next((one for one in ANSWERED if one.moment is moment), None)
    if answered is None:
        return []
    found = match_many(prepare([answered.when(10 ** digits_of(currency))]), cohort.vectors())
    reached = zip(found.row.tolist(), found.unknown_at.tolist(), strict=True)
    return [person for person, (row, unknown) in enumerate(reached) if row != NONE or unknown != NONE]


def _is_worse(quote: Quote) -> bool:
    """Whether it costs more than going on: where there is a way to go on that costs something, or money put by."""
    has_path = quote.comparison is not None or not quote.product.borrows
    return has_path and quote.saving < 0


def _nearest(stopped: Sequence[Stopped]) -> Stopped | None:
    """The first stop of the term with the fewest; of several, of the shortest."""
    terms: dict[int, list[Stopped]] = {}
    for one in stopped:
        terms.setdefault(one.months, []).append(one)
    return min(terms.values(), key=lambda stops: (len(stops), stops[0].months))[0] if terms else None
