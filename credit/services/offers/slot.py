"""The place in a page: asked for a person, a ledger and its revision, it shows one card, one quiet line, or nothing.

Everything happens in one transaction under the person's lock: looking at consent, measuring, deciding, counting how
often something was shown, writing down that it is shown now. Asked again for the same revision on the same day it
answers the same and spends nothing (DESIGN 25).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from credit.domain.offers.decision import Decision
from credit.domain.people import quiet
from credit.domain.people.card import Chosen, choose
from credit.domain.people.kinds import FREE, KINDS
from credit.domain.people.scope import Scope
from credit.domain.people.waiting import HISTORY_DAYS, Line, line_for, line_for_unknown
from credit.domain.signals.gates import settles_on
from credit.services import deciding
from credit.services.offers import composing, telling
from credit.services.offers.composing import Marks
from credit.services.people import consenting
from credit.services.people.situation import SHARED_SCREEN, Situation, situation
from credit.store.offers import answers, offers, snapshots
from credit.store.offers.answers import Asked
from credit.store.offers.offers import Offer
from credit.store.people import borrowers, quiets
from ledger import door
from ledger.door import BookFacts
from ledger.kernel.figures import Figures
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session

SLOTS = ("journal", "start")
"""The places there are."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a place shows: an offer as it is kept, or a quiet line; neither is an empty place."""

    offer: Offer | None = None
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks which place, on which day where they are, at which instant, before which screen."""

    person_id: int
    slot: str
    on: date
    now: datetime
    screen: str = ""


NOTHING = Answer()

REFUSALS = ("declined", "never")
"""What an offer may be answered with that is a no."""


def answer(session: Session, asking: Asking, book_id: int | None = None) -> Answer:
    """What a place shows of one ledger, or of the first of a person's ledgers that has something to say.

    Raises: Missing for a ledger that is not the person's.
    """
    session.allow_person(asking.person_id)
    borrowers.lock(session, asking.person_id)
    if asking.screen == SHARED_SCREEN or _was_refused(session, asking):
        return NOTHING
    mine = [door.book(session, asking.person_id, book_id)] if book_id else door.books_of(session, asking.person_id)
    return _first(_of_book(session, asking, book) for book in mine if book.is_held and not book.closed)


def _was_refused(session: Session, asking: Asking) -> bool:
    """Whether the person said no to something today: that is a no for the day."""
    return offers.answered_on(session, asking.person_id, REFUSALS, asking.on)


def _first(found: Iterable[Answer]) -> Answer:
    """The first with an offer; else the first with a line."""
    line = NOTHING
    for one in found:
        if one.offer is not None:
            return one
        line = line if line.line else one
    return line


def _of_book(session: Session, asking: Asking, book: BookFacts) -> Answer:
    scope = _scope(session, asking, book)
    wishes = quiets.open_of(session, asking.person_id)
    if scope is None or quiet.is_free_of_offers(wishes, book.book_id, asking.on) or quiet.days_since_life_event(
            wishes, asking.on) < quiet.LIFE_EVENT_DAYS:
        return NOTHING
    asked = Asked(asking.person_id, book.book_id, asking.slot, book.revision, asking.on)
    kept = answers.get(session, asked)
    if kept is not None:
        return _kept(session, asking.person_id, kept)
    found = _decided(session, asking, book, scope)
    answers.keep(session, asked, _plain(found), int(found.offer is not None), asking.now)
    return found


def _scope(session: Session, asking: Asking, book: BookFacts) -> Scope | None:
    """The widest word that stands for a ledger: offers, else insight, else none; then nothing is read at all."""
    consenting.keep_grants(session, asking.person_id, book.book_id, asking.now)
    for scope in (Scope.PERSONALISED, Scope.INSIGHT):
        if consenting.standing(session, asking.person_id, scope, asking.now, book_id=book.book_id):
            return scope
    return None


def _decided(session: Session, asking: Asking, book: BookFacts, scope: Scope) -> Answer:
    if consenting.waiting_for(session, book.book_id, scope, asking.now):
        return Answer(line=Line("others"))
    person_id, sells = asking.person_id, scope is Scope.PERSONALISED
    figures = door.figures(session, person_id, book.book_id, asking.on)
    before = next(iter(offers.shown_on(session, person_id, book.book_id, asking.on)), None)
    around = situation(
        session, person_id, book, figures, asking.now, asking.screen, scope=scope,
        without=before.offer_id if before else 0)
    country = borrowers.get(session, person_id).country
    decision = deciding.decide_for(session, figures, around, country, sells=sells)
    if decision is None:
        return NOTHING
    _keep_snapshot(session, asking, book, decision)
    line = _line(around, figures, sells=sells)
    if line is not None:
        return Answer(line=line)
    put_off = frozenset(kind for kind in KINDS if _is_put_off(around, kind))
    chosen = choose(decision, put_off, ways=not _is_refused(around, FREE))
    if chosen is None:
        return Answer(line=_unknown(decision))
    return Answer(_shown(session, asking, book, figures, decision, chosen, before))


def _shown(
    session: Session, asking: Asking, book: BookFacts, figures: Figures, decision: Decision, chosen: Chosen,
    before: Offer | None,
) -> Offer | None:
    """The offer of today's earlier card where it still stands; else a new one, written down as shown."""
    if before is not None and _still(session, before, chosen):
        offers.impress(session, asking.person_id, before.offer_id, asking.on, asking.slot, asking.now)
        return before
    if before is not None and before.lender_id and chosen.best is not None:
        chosen = replace(chosen, offers=())
        if not chosen.ways:
            return None
    marks = composing.marks_of(session, chosen.best)
    fresh = Offer(
        new_id(), book.book_id, book.revision, asking.on, asking.slot, chosen.need.moment.value, chosen.kind,
        marks.lender_id, marks.product_id, marks.rule_id, marks.version,
        composing.body(session, chosen, decision, figures), "open", asking.now, asking.now)
    offers.add(session, asking.person_id, fresh)
    offers.impress(session, asking.person_id, fresh.offer_id, asking.on, asking.slot, asking.now)
    telling.tell(session, asking.person_id, fresh, "shown", asking.now, asking.on)
    return fresh


def _still(session: Session, before: Offer, chosen: Chosen) -> bool:
    """Whether what was shown earlier today would be shown now: it stays as it was, to the last coin."""
    if before.moment != chosen.need.moment.value:
        return False
    if not before.lender_id:
        return chosen.best is None
    kept = Marks(before.lender_id, before.product_id, before.rule_id, before.version)
    return any(composing.same(one, before.body, composing.marks_of(session, one), kept) for one in chosen.offers)


def _keep_snapshot(session: Session, asking: Asking, book: BookFacts, decision: Decision) -> None:
    """Keep what was measured where the person lets it be counted."""
    if consenting.standing(session, asking.person_id, Scope.RESEARCH, asking.now, book_id=book.book_id):
        values = {name: signal.value for name, signal in decision.asked.signals.items()}
        snapshots.keep(session, asking.person_id, book.book_id, book.revision, asking.on, values, asking.now)


def _is_put_off(around: Situation, kind: str) -> bool:
    """Whether “not now” still holds for a kind."""
    days = around.of(kind, 0)["days_since_not_now"]
    return days is not None and days < quiet.NOT_NOW_DAYS


def _is_refused(around: Situation, kind: str) -> bool:
    """Whether a no to a kind holds: for now or for good."""
    return _is_put_off(around, kind) or around.of(kind, 0)["said_never"] == 1


def _line(around: Situation, figures: Figures, *, sells: bool) -> Line | None:
    began = figures.began_on or figures.on
    return line_for(around.person, settles_on(figures), began + timedelta(days=HISTORY_DAYS), sells=sells)


def _unknown(decision: Decision) -> Line | None:
    signals = decision.asked.signals
    return line_for_unknown(signals[name] for name in decision.unknown if name in signals)


def _plain(found: Answer) -> dict[str, Any]:
    line = found.line
    return {
        "offer": found.offer.offer_id if found.offer else None,
        "line": {"why": line.why, "day": line.day.isoformat() if line.day else None} if line else None,
    }


def _kept(session: Session, person_id: int, kept: Mapping[str, Any]) -> Answer:
    """An answer given before; an offer that was answered since is not shown again."""
    if kept["offer"] is not None:
        found = offers.get(session, person_id, kept["offer"])
        return Answer(found) if found is not None and found.state == "open" else NOTHING
    line = kept["line"]
    return Answer(line=Line(line["why"], date.fromisoformat(line["day"]) if line["day"] else None)) if line else NOTHING
