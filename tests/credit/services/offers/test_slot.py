"""The place in a page: one card at most, never twice, nothing without a word, and a line where something is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from credit.domain.offers.asked_text import read_asked
from credit.domain.offers.decision import decide
from credit.domain.people.borrower import Borrower
from credit.domain.people.quiet import Why
from credit.domain.people.scope import Scope
from credit.services import deciding
from credit.services.offers import looking, slot
from credit.services.offers.slot import NOTHING, Asking
from credit.services.people import consenting, quieting
from credit.store import norms
from credit.store.lenders import events as lender_events
from credit.store.offers import offers
from credit.store.tables.offers import ImpressionRow, OfferRow, SlotAnswerRow
from ledger import door
from ledger.plumbing.db import Database, Session
from tests.cast import NOW, TODAY, lunch
from tests.credit.lived import Lived
from tests.credit.services.offers.asking import LATER, ask, count, record


@pytest.fixture
def database(lived_sqlite: tuple[Database, Lived]) -> Database:
    return lived_sqlite[0]


@pytest.fixture
def mei(lived_sqlite: tuple[Database, Lived]) -> Lived:
    return lived_sqlite[1]


def test_the_next_entry_of_the_day_leaves_the_card_as_it_was(session: Session, mei: Lived) -> None:
    first = ask(session, mei)
    record(session, mei)

    again = ask(session, mei, now=LATER)

    assert again.offer == first.offer
    assert count(session, ImpressionRow, mei.person_id) == 1


def test_without_a_word_no_rule_and_no_book_is_looked_at(
    session: Session, mei: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.allow_books([mei.book_id])
    consenting.withdraw_scope(session, mei.person_id, Scope.PERSONALISED, NOW, book_id=mei.book_id)
    looked: list[str] = []
    monkeypatch.setattr(deciding, "decide_for", lambda *_all, **_more: looked.append("rules"))
    monkeypatch.setattr(door, "figures", lambda *_all, **_more: looked.append("book"))

    assert ask(session, mei) == NOTHING
    assert looked == []
    assert count(session, SlotAnswerRow, mei.person_id) == 0


def test_with_insight_alone_only_ways_without_a_lender_are_shown(session: Session, mei: Lived) -> None:
    session.allow_books([mei.book_id])
    consenting.withdraw_scope(session, mei.person_id, Scope.PERSONALISED, NOW, book_id=mei.book_id)
    consenting.grant(session, mei.person_id, Scope.INSIGHT, NOW, book_id=mei.book_id)

    found = ask(session, mei).offer

    assert found is not None and (found.kind, found.lender_id, found.body["quote"]) == ("free", 0, None)
    assert {way["kind"] for way in found.body["ways"]} == {"free", "stay"}
    assert lender_events.counts(session, mei.lender_id) == []
    assert offers.impressions(session, mei.person_id, TODAY) == []


@pytest.mark.parametrize("why", [Why.LIFE_EVENT, Why.FREE_OF_OFFERS])
def test_asked_for_quiet_there_is_quiet(session: Session, mei: Lived, why: Why) -> None:
    quieting.ask(session, mei.person_id, why, TODAY, NOW)

    assert ask(session, mei) == NOTHING
    assert count(session, OfferRow, mei.person_id) == 0


def test_before_a_screen_that_others_see_nothing_is_shown_or_spent(session: Session, mei: Lived) -> None:
    assert ask(session, mei, screen="shared") == NOTHING
    assert count(session, SlotAnswerRow, mei.person_id) == 0
    assert ask(session, mei).offer is not None


def test_a_no_is_a_no_for_the_day_and_for_its_need_until_it_is_undone(session: Session, mei: Lived) -> None:
    first = ask(session, mei).offer
    assert first is not None

    wish = looking.not_now(session, mei.person_id, first.offer_id, TODAY, LATER)

    record(session, mei)
    assert ask(session, mei, now=LATER) == NOTHING
    tomorrow = TODAY + timedelta(days=1)
    other = ask(session, mei, on=tomorrow, now=NOW + timedelta(days=1)).offer
    assert other is not None and other.moment == "idle_cash"
    quieting.end(session, mei.person_id, wish.quiet_id, LATER)
    back = ask(session, mei, on=tomorrow, now=NOW + timedelta(days=1)).offer
    assert back is not None and back.kind == "refinance"


def test_never_ends_offers_of_the_kind_and_not_the_ways_without_one(session: Session, mei: Lived) -> None:
    first = ask(session, mei).offer
    assert first is not None

    looking.never(session, mei.person_id, first.offer_id, TODAY, LATER)

    found = ask(session, mei, on=TODAY + timedelta(days=1), now=NOW + timedelta(days=1)).offer
    assert found is not None and (found.kind, found.moment) == ("free", "card_refinance")
    looking.never(session, mei.person_id, found.offer_id, TODAY + timedelta(days=1), NOW + timedelta(days=1))
    assert ask(session, mei, on=TODAY + timedelta(days=2), now=NOW + timedelta(days=2)) == NOTHING


def test_three_in_a_week_and_no_more(session: Session, mei: Lived) -> None:
    kinds = []
    for days in range(6):
        found = ask(session, mei, on=TODAY + timedelta(days=days), now=NOW + timedelta(days=days)).offer
        kinds.append(found.kind if found else None)

    assert kinds == ["refinance"] * 3 + ["free"] * 3


def test_late_entries_settle_first_and_the_place_says_when(session: Session, mei: Lived) -> None:
    session.allow_books([mei.book_id])
    record(session, mei, lunch(session, mei.seat, on=TODAY - timedelta(days=6)))

    found = ask(session, mei)

    assert found.offer is None and found.line is not None
    assert (found.line.why, found.line.day) == ("settled", TODAY + timedelta(days=7))
    assert ask(session, mei, now=LATER) == found


def test_a_lender_that_refused_is_not_shown_again(session: Session, mei: Lived) -> None:
    first = ask(session, mei).offer
    assert first is not None
    offers.note(session, mei.person_id, first.offer_id, "refused", TODAY, LATER)

    found = ask(session, mei, on=TODAY + timedelta(days=1), now=NOW + timedelta(days=1)).offer

    assert found is not None and not found.lender_id


def test_nobody_is_offered_credit_who_did_not_say_who_they_are(session: Session, mei: Lived) -> None:
    quieting.introduce(session, mei.person_id, Borrower(), TODAY, NOW)

    found = ask(session, mei)

    assert found.offer is None and found.line is not None and found.line.why == "about_you"


def test_what_was_kept_decides_the_same_again(session: Session, mei: Lived) -> None:
    found = ask(session, mei).offer
    assert found is not None

    again = decide(read_asked(found.body["case"], lambda code, on: norms.pack(code).on(on)))

    quote = again.offers[0].quote
    assert (quote.amount, quote.total_cost, quote.months) == tuple(
        found.body["quote"][name] for name in ("amount", "total_cost", "months"))
    assert [met.value for met in again.offers[0].met if met.of == "need"] == [
        one["value"] for one in found.body["why"]["conditions"]]


def test_what_is_shown_adds_up_to_the_last_coin(session: Session, mei: Lived) -> None:
    quote = ask(session, mei).offer.body["quote"]

    lines = quote["interest"] + sum(line["minor"] for line in quote["lines"])
    rows = quote["rows"]
    assert quote["total_cost"] == lines == sum(row["interest"] + row["fee"] for row in rows) + 6_235
    assert sum(row["principal"] for row in rows) == quote["amount"] and rows[-1]["balance"] == 0
    assert quote["largest"] == max(row["payment"] for row in rows)


def test_a_stranger_finds_no_ledger_to_ask_about(session: Session, mei: Lived) -> None:
    from ledger.kernel.errors import Missing
    from tests.cast import person

    ola = person(session, "Ola")

    with pytest.raises(Missing):
        slot.answer(session, Asking(ola, "journal", TODAY, NOW), mei.book_id)
