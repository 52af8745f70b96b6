"""The door: figures go out without a name, drafts come in, and nobody passes who does not sit in the book."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from ledger import door
from ledger.domain.books import compose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.reports import figures as reckoning
from ledger.kernel.errors import Forbidden, Missing
from ledger.kernel.figures import Figures
from ledger.kernel.ids import packed, read_packed
from ledger.kernel.period import add_months
from ledger.kernel.proposal import NewAccount, Proposal, ProposedEntry, ProposedItem, ProposedLine
from ledger.kernel.terms import CardTerms, LoanTerms
from ledger.plumbing.db import Session
from ledger.services.books import arranging, bookkeeping, checking, opening, proposing
from ledger.services.planning import scheduling
from ledger.store.books import log
from tests.cast import NOW, TODAY, book, cny, join, lunch, named

PAYDAY, BOUGHT, CLOSED, PAID = date(2026, 9, 10), date(2026, 9, 20), date(2026, 10, 5), date(2026, 10, 20)


def _spend(session: Session, seat: Seat, place: str, category: str, amount: str, on: date) -> None:
    postings = compose.spent(named(session, seat, place), [(named(session, seat, category), cny(amount))])
    bookkeeping.record(session, seat, Entry(on, Verb.EXPENSE, postings, Words("Corner shop", "secret words")), NOW)


def _salary(session: Session, seat: Seat, amount: str, on: date) -> None:
    postings = compose.received(named(session, seat, "bank"), [(named(session, seat, "salary"), cny(amount))])
    bookkeeping.record(session, seat, Entry(on, Verb.INCOME, postings, Words("The Works", "")), NOW)


def _pay_card(session: Session, seat: Seat, amount: str, on: date) -> None:
    postings = compose.moved(named(session, seat, "bank"), named(session, seat, "credit_card"), cny(amount))
    bookkeeping.record(session, seat, Entry(on, Verb.TRANSFER, postings, Words("", "")), NOW)


def _home(session: Session) -> Seat:
    seat = book(session)
    card = named(session, seat, "credit_card")
    terms = CardTerms(limit=2_000_000, statement_day=5, due_day=25, minimum_bps=1000, minimum_floor=5_000)
    opening.amend_account(session, seat, replace(card, card=terms), card.version, NOW)
    _salary(session, seat, "9800", PAYDAY)
    _spend(session, seat, "credit_card", "dining", "3000", BOUGHT)
    _pay_card(session, seat, "400", PAID)
    return seat


def test_figures_say_what_happened_and_name_nobody(session: Session) -> None:
    seat = _home(session)

    figures = door.figures(session, seat.member.person_id or 0, seat.book_id, TODAY)

    income = next(flow for flow in figures.flows if flow.flow == "income")
    assert (income.day, income.purpose, income.in_minor, income.out_minor) == (PAYDAY, "salary", 980_000, 0)
    assert len(income.entries) == 1 and figures.began_on == PAYDAY and figures.currency == "CNY"
    card = next(place for place in figures.places if place.purpose == "card")
    assert [(move.minor, move.flow) for move in card.moves] == [(-300_000, "card_purchase"), (40_000, "debt_repaid")]
    bank = next(place for place in figures.places if place.purpose == "bank")
    assert (bank.is_liquid, bank.balance_on(TODAY)) == (True, 940_000)
    assert [receipt.minor for payer in figures.payers for receipt in payer.receipts] == [980_000]
    text = json.dumps(asdict(figures), default=str)
    assert not [word for word in ("Corner", "secret", "Works", "Mei", "home") if word in text]


def test_a_cards_statements_follow_its_terms(session: Session) -> None:
    seat = _home(session)

    card = next(p for p in door.figures(session, seat.member.person_id or 0, seat.book_id, TODAY).places
                if p.purpose == "card")

    first, second = card.statements
    assert (first.closed_on, first.due_on, first.balance, first.minimum, first.paid) == (
        CLOSED, date(2026, 10, 25), 300_000, 30_000, 40_000)
    assert (second.closed_on, second.balance, second.minimum, second.paid) == (date(2026, 11, 5), 260_000, 26_000, 0)


def test_what_was_taken_back_is_in_no_figure_and_a_day_gone_by_does_not_look_ahead(session: Session) -> None:
    seat = _home(session)
    person, before = seat.member.person_id or 0, log.head(session, seat.book_id).seq
    done = bookkeeping.record(session, seat, lunch(session, seat, "50.00", on=PAYDAY), NOW + timedelta(days=3))
    assert done.stands

    later = door.figures(session, person, seat.book_id, TODAY + timedelta(days=3))
    then = door.figures(session, person, seat.book_id, TODAY)
    bookkeeping.take_back(session, seat, done.stands.thing_id, 1, NOW + timedelta(days=3))
    after = door.figures(session, person, seat.book_id, TODAY + timedelta(days=3))

    assert sum(flow.out_minor for flow in later.flows) == sum(flow.out_minor for flow in then.flows) + 5_000
    assert then.revision == before and then.flows == after.flows
    assert door.figures(session, person, seat.book_id, TODAY + timedelta(days=3), done.seq) == later


def test_what_was_written_down_long_after_its_day_has_to_settle(session: Session) -> None:
    seat = _home(session)

    quality = door.figures(session, seat.member.person_id or 0, seat.book_id, TODAY).quality

    assert quality.settles_on == TODAY + timedelta(days=7) and quality.days_recorded == 3
    assert quality.lags == tuple(sorted((TODAY - day).days for day in (PAYDAY, BOUGHT, PAID)))
    later = door.figures(session, seat.member.person_id or 0, seat.book_id, TODAY + timedelta(days=7))
    assert later.quality.settles_on is None


def test_what_one_keeps_private_leaves_only_as_ones_own(session: Session) -> None:
    seat = _home(session)
    jun = join(session, seat, "Jun", "partner")
    bookkeeping.record(session, seat, replace(lunch(session, seat, "77.00"), visibility="private"), NOW)

    mine = door.figures(session, seat.member.person_id or 0, seat.book_id, TODAY)
    theirs = door.figures(session, jun.member.person_id or 0, seat.book_id, TODAY)

    assert sum(flow.out_minor for flow in mine.flows) - sum(flow.out_minor for flow in theirs.flows) == 7_700
    assert set(door.holders(session, seat.book_id)) == {seat.member.person_id, jun.member.person_id}


def test_a_long_life_is_told_as_if_everything_were(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = _home(session)
    jun, long_ago = join(session, seat, "Jun", "partner"), date(2015, 3, 1)
    for place, amount in (("bank", "5000"), ("credit_card", "-700")):
        arranging.open_with(session, seat, named(session, seat, place), cny(amount), long_ago, NOW)
    _salary(session, seat, "9000", date(2016, 1, 10))
    _spend(session, seat, "bank", "dining", "33.30", date(2017, 1, 10))
    bookkeeping.record(
        session, seat, replace(lunch(session, seat, "77.00", on=date(2018, 1, 1)), visibility="private"), NOW)

    def told(person: int | None) -> Figures:
        return door.figures(session, person or 0, seat.book_id, TODAY)

    for person in (seat.member.person_id, jun.member.person_id):
        with monkeypatch.context() as patched:
            patched.setattr(reckoning, "MONTHS", 1200)
            whole = told(person)
        lately = told(person)
        since = add_months(TODAY, -reckoning.MONTHS)

        assert [flow for flow in whole.flows if flow.day >= since] == list(lately.flows) != list(whole.flows)
        assert (lately.began_on, lately.quality, lately.coming) == (whole.began_on, whole.quality, whole.coming)
        assert [place.number for place in lately.places] == [place.number for place in whole.places]
        for here, there in zip(lately.places, whole.places, strict=True):
            assert [here.balance_on(day) for day in (since, PAYDAY, TODAY)] == [
                there.balance_on(day) for day in (since, PAYDAY, TODAY)]
            assert (here.stated_on, here.gap_minor) == (there.stated_on, there.gap_minor)
            assert here.statements[-1:] == there.statements[-1:]


def test_a_stranger_does_not_pass(session: Session) -> None:
    seat, other = _home(session), book(session, owner="Ola")

    for opens in (door.book, lambda *who: door.figures(*who, TODAY)):
        with pytest.raises(Missing):
            opens(session, other.member.person_id or 0, seat.book_id)
    assert [facts.book_id for facts in door.books_of(session, other.member.person_id or 0)] == [other.book_id]


def _loan(session: Session, seat: Seat) -> Proposal:
    bank, card = named(session, seat, "bank").account_id, named(session, seat, "credit_card").account_id
    terms = LoanTerms(260_000, 1440, "cn_simple", "annuity", 3, "2026-12-21", "Maple")
    return Proposal(
        "Pay the card with a loan of 3 months", "offer", 7,
        (NewAccount("loan", "liability", "loan", {"en": "Maple loan"}, loan=terms),),
        (ProposedEntry(TODAY, "", (ProposedLine("loan", -260_000), ProposedLine(card, 260_000))),),
        (ProposedItem("Maple loan", 88_755, date(2026, 12, 21), date(2027, 2, 21), bank, "loan"),),
    )


def test_a_draft_waits_until_one_tap_records_all_of_it(session: Session) -> None:
    seat = _home(session)
    before = log.head(session, seat.book_id)
    told: list[str] = []

    def hears(_session: Session, _person: int, draft: proposing.Draft, state: str, _now: object) -> None:
        told.append(f"{draft.origin} {draft.origin_id} {state}")

    number = door.propose(session, seat.member.person_id or 0, seat.book_id, _loan(session, seat), NOW)
    assert log.head(session, seat.book_id) == before and proposing.get(session, seat, number).proposal == _loan(
        session, seat)
    proposing.settled.append(hears)
    proposing.record(session, seat, number, NOW)
    proposing.settled.remove(hears)

    figures = door.figures(session, seat.member.person_id or 0, seat.book_id, TODAY)
    loan = next(place for place in figures.places if place.purpose == "loan")
    assert loan.loan and loan.loan.instalments == 3 and loan.balance_on(TODAY) == -260_000
    assert [one.minor for one in figures.coming if one.into == loan.number] == [-88_755] * 3
    assert next(p for p in figures.places if p.purpose == "card").balance_on(TODAY) == 0
    assert len(scheduling.planned(session, seat)) == 1 and checking.verify(session, seat.book_id).faults == ()
    assert told == ["offer 7 recorded"]
    with pytest.raises(proposing.AlreadySettled):
        proposing.record(session, seat, number, NOW)


def test_a_draft_is_only_for_the_one_it_was_made_for(session: Session) -> None:
    seat = _home(session)
    jun, vic = join(session, seat, "Jun", "partner"), join(session, seat, "Vic", "viewer")
    number = door.propose(session, seat.member.person_id or 0, seat.book_id, _loan(session, seat), NOW)

    assert proposing.waiting(session, jun) == [] and len(proposing.waiting(session, seat)) == 1
    with pytest.raises(Missing):
        proposing.record(session, jun, number, NOW)
    with pytest.raises(Forbidden):
        door.propose(session, vic.member.person_id or 0, seat.book_id, _loan(session, seat), NOW)
    proposing.drop(session, seat, number, NOW)
    assert proposing.waiting(session, seat) == []


def test_a_draft_that_does_not_balance_is_not_kept(session: Session) -> None:
    seat = _home(session)
    good = _loan(session, seat)
    crooked = replace(good, entries=(ProposedEntry(TODAY, "", (ProposedLine("loan", -1), ProposedLine("loan", 2))),))
    foreign = replace(good, entries=(ProposedEntry(TODAY, "", (ProposedLine(5, -1), ProposedLine("loan", 1))),))

    for bad in (crooked, foreign):
        with pytest.raises(proposing.BadProposal):
            door.propose(session, seat.member.person_id or 0, seat.book_id, bad, NOW)


def test_identifiers_fit_an_address_and_nothing_else_is_read() -> None:
    numbers = (1, 2**62, 77)

    assert read_packed(packed(numbers)) == numbers and len(packed(range(1000))) < 2700
    for wrong in ("x", "AAAA", "ü", "A" * 4000):
        with pytest.raises(Missing):
            read_packed(wrong)
