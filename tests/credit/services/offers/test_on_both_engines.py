"""Showing, counting, waiting and taking up, on each engine: locks, row security and the work list are part of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from credit.domain.people import stage
from credit.domain.people.quiet import Why, Wish
from credit.domain.people.scope import Scope
from credit.services.offers import accepting, drafts
from credit.services.people import consenting
from credit.store.lenders import events as lender_events
from credit.store.offers import offers
from credit.store.people import quiets
from credit.store.tables.offers import ImpressionRow, OfferRow, SlotAnswerRow
from ledger.kernel.ids import new_id
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database, Session
from ledger.services.books import proposing
from ledger.store.books import accounts
from tests.cast import NOW, TODAY, join
from tests.credit.lived import Lived
from tests.credit.services.offers.asking import LATER, allow, ask, count, kinds, offered, record, small, take

REQUESTS, PLACES = 50, 12


@pytest.fixture
def database(lived: tuple[Database, Lived]) -> Database:
    return lived[0]


@pytest.fixture
def mei(lived: tuple[Database, Lived]) -> Lived:
    return lived[1]


@pytest.fixture(autouse=True)
def _joined(monkeypatch: pytest.MonkeyPatch) -> None:
    """The books tell what became of their drafts, as the composition root has them do."""
    monkeypatch.setattr(proposing, "settled", [drafts.settled])


def test_a_card_is_shown_and_written_down_once(session: Session, mei: Lived) -> None:
    found = ask(session, mei)

    assert found.offer is not None and found.offer.kind == "refinance" and found.offer.lender_id == mei.lender_id
    assert [way["kind"] for way in found.offer.body["ways"]] == ["free", "offer", "free", "stay"]
    assert [event.kind for event in offers.events(session, mei.person_id)] == ["shown"]
    assert offers.impressions(session, mei.person_id, TODAY) == [TODAY]
    told = lender_events.counts(session, mei.lender_id)
    assert [(one.kind, one.offers) for one in told] == [("shown", 1)]


def test_asked_again_it_answers_the_same_and_spends_nothing(session: Session, mei: Lived) -> None:
    first = ask(session, mei)
    second, elsewhere = ask(session, mei, now=LATER), ask(session, mei, "start", now=LATER)

    assert first == second and elsewhere.offer is not None and elsewhere.offer.offer_id == first.offer.offer_id
    assert count(session, OfferRow, mei.person_id) == count(session, ImpressionRow, mei.person_id) == 1
    assert count(session, SlotAnswerRow, mei.person_id) == 2


def test_fifty_at_once_show_one(database: Database, mei: Lived) -> None:
    faults: list[Exception] = []

    def race(number: int) -> None:
        try:
            with database.transaction() as session:
                session.allow_person(mei.person_id)
                quiets.add(session, mei.person_id, Wish(new_id(), Why.NEVER, "virtual_card", 0, TODAY, None))
                ask(session, mei, f"place-{number % PLACES}")
        except Exception as error:
            faults.append(error)

    racers = [threading.Thread(target=race, args=(number,)) for number in range(REQUESTS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert faults == []
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        assert offers.impressions(session, mei.person_id, TODAY) == [TODAY]
        assert count(session, SlotAnswerRow, mei.person_id) == PLACES


def test_a_shared_ledger_waits_for_the_other_and_says_only_that(session: Session, mei: Lived) -> None:
    session.allow_books([mei.book_id])
    jun = join(session, mei.seat, "Jun", "partner").member.person_id
    session.allow_person(mei.person_id)

    waiting = ask(session, mei)

    assert waiting.offer is None and waiting.line is not None and waiting.line.why == "others"
    consenting.grant(session, jun, Scope.PERSONALISED, NOW, book_id=mei.book_id)
    record(session, replace(mei, person_id=jun))
    shown = ask(session, mei, now=LATER).offer
    assert shown is not None and shown.kind == "refinance"


def test_below_a_months_income_a_draft_is_left_at_once_and_one_tap_records_it(session: Session, mei: Lived) -> None:
    offer = small(session, mei)

    take(session, mei, offer)

    draft = proposing.waiting(session, mei.seat)[0]
    assert kinds(session, mei) == ["shown", "applied", "proposed"]
    assert (draft.proposal.origin, draft.proposal.origin_id) == (drafts.ORIGIN, offer.offer_id)
    proposing.record(session, mei.seat, draft.draft.proposal_id, LATER)
    assert kinds(session, mei)[-1] == "recorded"
    kept = offers.get(session, mei.person_id, offer.offer_id)
    assert kept is not None and kept.state == "recorded"
    loan = next(a for a in accounts.load(session, mei.book_id).values() if a.loan and a.loan.lender_name)
    assert (loan.loan.principal, loan.loan.rate_bps, loan.loan.instalments) == (900_000, 1_200, 12)


def test_above_a_months_income_it_rests_a_day_and_then_leaves_its_draft(database: Database, mei: Lived) -> None:
    with database.transaction() as session:
        offer = offered(session, mei)
        take(session, mei, offer)
        rests = accepting.stage_of(offers.get(session, mei.person_id, offer.offer_id), offers.events(
            session, mei.person_id))
        assert rests is not None and rests.rests_until == LATER + stage.COOLING
        assert proposing.waiting(session, mei.seat) == []

    with clock.pinned(LATER + timedelta(hours=23)):
        assert work.work_off(database) == 0
    with clock.pinned(LATER + timedelta(hours=24)):
        work.work_off(database)

    with database.transaction() as session:
        allow(session, mei)
        assert [one.proposal.title for one in proposing.waiting(session, mei.seat)] == [
            "Move ¥10,988.05 off the card and pay it back over 12 months"]
        assert kinds(session, mei) == ["shown", "applied", "proposed"]
