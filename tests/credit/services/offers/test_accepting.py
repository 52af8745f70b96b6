"""Taking an offer up: looked at once more, rested where it is much, left as a draft, recorded by a tap, taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from credit.domain.people import stage
from credit.domain.people.quiet import Why
from credit.services.offers import accepting, drafts, looking, slot
from credit.services.offers.accepting import OfferChanged
from credit.services.people import consenting, quieting
from credit.store.lenders import shelf
from ledger.kernel.errors import Missing
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database, Session
from ledger.services.books import proposing
from ledger.store.planning import scheduled
from tests.cast import NOW, TODAY
from tests.credit.lived import Lived
from tests.credit.services.offers.asking import LATER, allow, kinds, offered, small, take


@pytest.fixture
def database(lived_sqlite: tuple[Database, Lived]) -> Database:
    return lived_sqlite[0]


@pytest.fixture
def mei(lived_sqlite: tuple[Database, Lived]) -> Lived:
    return lived_sqlite[1]


@pytest.fixture(autouse=True)
def _joined(monkeypatch: pytest.MonkeyPatch) -> None:
    """The books tell what became of their drafts, as the composition root has them do."""
    monkeypatch.setattr(proposing, "settled", [drafts.settled])


def test_the_draft_pays_the_card_and_plans_every_payment_to_the_last_coin(session: Session, mei: Lived) -> None:
    offer = small(session, mei)
    card = offer.body["places"]["card"]

    take(session, mei, offer)

    proposal = proposing.waiting(session, mei.seat)[0].proposal
    lines = {line.account: line.minor for line in proposal.entries[0].lines}
    assert lines[card] == 900_000 and lines["loan"] == -900_000
    assert lines["fees"] == -lines[offer.body["places"]["into"]] == 2_000
    rows = offer.body["quote"]["rows"]
    planned = [(item.minor, item.first, item.last) for item in proposal.items]
    assert planned[0][1] == date.fromisoformat(rows[0]["due"]) and planned[-1][2] == date.fromisoformat(rows[-1]["due"])
    months = [(last.year - first.year) * 12 + last.month - first.month + 1 for _, first, last in planned]
    assert sum(months) == 12
    assert sum(minor * count for (minor, _, _), count in zip(planned, months, strict=True)) == sum(
        one["payment"] for one in rows)
    before = len(scheduled.load(session, mei.book_id))
    proposing.record(session, mei.seat, proposing.waiting(session, mei.seat)[0].draft.proposal_id, LATER)
    assert len(scheduled.load(session, mei.book_id)) == before + len(planned)


def test_a_dropped_draft_cancels_the_offer(session: Session, mei: Lived) -> None:
    offer = small(session, mei)
    take(session, mei, offer)

    proposing.drop(session, mei.seat, proposing.waiting(session, mei.seat)[0].draft.proposal_id, LATER)

    assert kinds(session, mei)[-1] == "cancelled"


def test_cancelled_while_it_rests_leaves_nothing(database: Database, mei: Lived) -> None:
    with database.transaction() as session:
        offer = offered(session, mei)
        take(session, mei, offer)
        accepting.cancel(session, mei.person_id, offer.offer_id, TODAY, LATER)

    with clock.pinned(LATER + timedelta(days=2)):
        work.work_off(database)

    with database.transaction() as session:
        allow(session, mei)
        assert proposing.waiting(session, mei.seat) == []
        assert kinds(session, mei) == ["shown", "applied", "cancelled"]


def test_one_may_step_back_for_fourteen_days_and_no_longer(session: Session, mei: Lived) -> None:
    offer = small(session, mei)
    take(session, mei, offer)
    proposing.record(session, mei.seat, proposing.waiting(session, mei.seat)[0].draft.proposal_id, LATER)

    with pytest.raises(stage.NothingToCancel):
        accepting.cancel(session, mei.person_id, offer.offer_id, TODAY, LATER + timedelta(days=14, seconds=1))
    accepting.cancel(session, mei.person_id, offer.offer_id, TODAY, LATER + timedelta(days=14))
    with pytest.raises(stage.NothingToCancel):
        accepting.cancel(session, mei.person_id, offer.offer_id, TODAY, LATER)


def test_guards_are_looked_at_once_more(session: Session, mei: Lived) -> None:
    offer = offered(session, mei)
    quieting.ask(session, mei.person_id, Why.FREE_OF_OFFERS, TODAY, NOW)

    with pytest.raises(OfferChanged):
        take(session, mei, offer)
    assert kinds(session, mei) == ["shown"]


def test_what_its_lender_took_off_the_shelf_cannot_be_taken_up(session: Session, mei: Lived) -> None:
    offer = offered(session, mei)
    shelf.take_off(session, offer.lender_id, offer.rule_id)

    with pytest.raises(OfferChanged):
        take(session, mei, offer)


def test_it_stands_a_week_is_taken_up_once_and_goes_with_its_consent(session: Session, mei: Lived) -> None:
    offer = offered(session, mei)

    with pytest.raises(stage.NoLongerOffered):
        accepting.check(session, mei.person_id, offer.offer_id, TODAY + timedelta(days=7), LATER)
    take(session, mei, offer)
    with pytest.raises(stage.AnsweredAlready):
        take(session, mei, offer)
    with pytest.raises(stage.AnsweredAlready):
        looking.not_now(session, mei.person_id, offer.offer_id, TODAY, LATER)


def test_taken_back_consent_takes_the_open_offer_with_it(session: Session, mei: Lived) -> None:
    from credit.domain.people.scope import Scope

    offer = offered(session, mei)
    consenting.withdraw_scope(session, mei.person_id, Scope.PERSONALISED, LATER, book_id=mei.book_id)

    with pytest.raises(Missing):
        take(session, mei, offer)


def test_a_card_moved_once_is_not_moved_again_within_the_year(session: Session, mei: Lived) -> None:
    offer = small(session, mei)
    take(session, mei, offer)
    proposing.record(session, mei.seat, proposing.waiting(session, mei.seat)[0].draft.proposal_id, LATER)

    tomorrow = slot.Asking(mei.person_id, "journal", TODAY + timedelta(days=1), NOW + timedelta(days=1))
    found = slot.answer(session, tomorrow, mei.book_id).offer
    assert found is None or not found.lender_id


def test_opening_is_told_once_and_a_person_is_asked_once(session: Session, mei: Lived) -> None:
    offer = offered(session, mei)

    for _ in range(2):
        looking.open_it(session, mei.person_id, offer.offer_id, TODAY, LATER)
        looking.ask_human(session, mei.person_id, offer.offer_id, TODAY, LATER)

    assert kinds(session, mei) == ["shown", "opened", "review_asked"]
    assert stage.review_by(TODAY) == date(2026, 11, 27)
