"""A payment on a loan is one entry: what pays it back, and what it cost; by hand, from its plan, from a draft."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ledger import door
from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.compose import NegativeAmount
from ledger.domain.books.entry import Entry, NoAmount, Verb
from ledger.domain.debts.split import Split
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money
from ledger.kernel.proposal import NewAccount, Proposal, ProposedEntry, ProposedItem, ProposedLine
from ledger.kernel.terms import LoanTerms
from ledger.plumbing.db import Session
from ledger.services.books import arranging, bookkeeping, checking, opening, proposing, recording
from ledger.services.debts import loans, paying
from ledger.services.debts.paying import Payment
from ledger.services.planning import scheduling
from ledger.store.books import accounts, entries
from tests.cast import NOW, TODAY, book, cny, join, named

FIRST = date(2026, 12, 21)
TERMS = LoanTerms(1_200_000, 1200, "cn_simple", "annuity", 12, FIRST.isoformat(), "Maple")


def borrow(session: Session, seat: Seat, terms: LoanTerms = TERMS) -> Account:
    """A loan of these terms, all of it owed since today."""
    fresh = Account(0, "liability:loan", Kind.LIABILITY, Purpose.LOAN, {"en": "Maple loan"}, "CNY", loan=terms)
    account = opening.add_account(session, seat, fresh, NOW)
    arranging.open_with(session, seat, account, Money(-terms.principal, "CNY"), TODAY, NOW)
    return account


def lines(session: Session, seat: Seat, entry_id: int) -> dict[str, int]:
    known = accounts.load(session, seat.book_id)
    entry = entries.get(session, seat.book_id, entry_id).entry
    assert entry.verb is Verb.TRANSFER
    return {known[one.account_id].code: one.minor for one in entry.postings}


def planned(session: Session, seat: Seat, loan: Account, minor: int = 106_619) -> Scheduled:
    bank = named(session, seat, "bank").account_id
    return scheduling.add(session, seat, Scheduled(
        0, "Maple loan", "transfer", bank, loan.account_id, Money(minor, "CNY"), FIRST, Repeats.MONTHLY, 21,
        ends_on=date(2027, 11, 21)), NOW)


def test_a_payment_is_one_entry_with_its_interest_beside_what_it_pays_back(session: Session) -> None:
    seat = book(session)
    found = loans.loan(session, seat, borrow(session, seat).account_id)
    bank = named(session, seat, "bank").account_id

    done = paying.pay(session, seat, found, Payment(FIRST, bank, Split(94_619, 12_000)), NOW)

    assert done.stands and lines(session, seat, done.stands.entry_id) == {
        "liability:loan": 94_619, "expense:borrowing": 12_000, "asset:bank:joint": -106_619}
    after = loans.loan(session, seat, found.account.account_id)
    assert after.course and (after.owed, after.course.settled, after.course.interest_paid) == (1_105_381, 1, 12_000)
    figures = door.figures(session, seat.member.person_id or 0, seat.book_id, FIRST)
    assert [(flow.purpose, flow.out_minor) for flow in figures.flows] == [("interest", 12_000)]
    assert checking.verify(session, seat.book_id).faults == ()


def test_interest_alone_is_found_on_the_loan_it_was_paid_for(session: Session) -> None:
    """The loan has its line in the entry, of nothing: so the payment counts, and stands in its register."""
    seat = book(session)
    found = loans.loan(session, seat, borrow(session, seat, replace(TERMS, method="interest_only")).account_id)

    done = paying.pay(session, seat, found, Payment(
        FIRST, named(session, seat, "bank").account_id, Split(0, 12_000)), NOW)

    after = loans.loan(session, seat, found.account.account_id)
    assert after.course and (after.owed, after.course.settled, after.course.paid[0].payment) == (1_200_000, 1, 12_000)
    assert checking.verify(session, seat.book_id).faults == ()
    assert done.stands is not None
    said = recording.said_of(done.stands.entry, accounts.load(session, seat.book_id))
    assert said and (said.amount, said.interest, said.to) == (cny("120"), cny("120"), found.account.account_id)
    bookkeeping.take_back(session, seat, done.stands.thing_id, 1, NOW)
    assert checking.verify(session, seat.book_id).faults == ()
    assert loans.loan(session, seat, found.account.account_id).course == found.course


def test_its_planned_payments_divide_until_nothing_is_owed(session: Session) -> None:
    """Twelve taps: each entry as the schedule has it, and the last one takes the rounding (credit.md d4)."""
    seat = book(session)
    loan = borrow(session, seat)
    item = planned(session, seat, loan)
    paid = []
    for _turn in range(12):
        assert item.next_day
        done = scheduling.record_now(session, seat, item.item_id, item.version, item.next_day, item.amount, NOW)
        assert done.done.stands
        paid.append(lines(session, seat, done.done.stands.entry_id))
        item = done.now

    assert [one["asset:bank:joint"] for one in paid] == [-106_619] * 11 + [-106_614]
    assert sum(one["expense:borrowing"] for one in paid) == 79_423
    assert sum(one["liability:loan"] for one in paid) == 1_200_000
    assert item.closed and loans.loan(session, seat, loan.account_id).owed == 0


def test_what_is_planned_goes_on_as_large_as_the_next_instalment_and_back(session: Session) -> None:
    seat = book(session)
    loan = borrow(session, seat, replace(TERMS, method="equal_principal"))
    item = planned(session, seat, loan, 112_000)

    done = scheduling.record_now(session, seat, item.item_id, 1, FIRST, item.amount, NOW)
    back = scheduling.take_back(session, seat, item.item_id, done.done.seq, FIRST, NOW)

    assert (done.now.amount, back.amount) == (cny("1110.00"), cny("1120.00"))


def test_another_sum_pays_more_back(session: Session) -> None:
    seat = book(session)
    loan = borrow(session, seat)
    item = planned(session, seat, loan)

    done = scheduling.record_now(session, seat, item.item_id, 1, FIRST, cny("2000"), NOW)

    assert done.done.stands and lines(session, seat, done.done.stands.entry_id) == {
        "liability:loan": 188_000, "expense:borrowing": 12_000, "asset:bank:joint": -200_000}
    assert done.now.amount == cny("1066.19")


def test_an_accepted_loan_records_its_payments_divided(session: Session) -> None:
    """A draft from outside, one tap; then each planned payment pays back what the contract says."""
    seat = book(session)
    bank = named(session, seat, "bank").account_id
    terms = LoanTerms(1_000_000, 1440, "cn_simple", "annuity", 3, FIRST.isoformat(), "Maple", 1_000)
    number = door.propose(session, seat.member.person_id or 0, seat.book_id, Proposal(
        "A loan of 3 months", "offer", 7,
        (NewAccount("loan", "liability", "loan", {"en": "Maple loan"}, loan=terms),),
        (ProposedEntry(TODAY, "", (ProposedLine("loan", -1_000_000), ProposedLine(bank, 1_000_000))),),
        (ProposedItem("Maple loan", 342_365, FIRST, date(2027, 1, 21), bank, "loan"),
         ProposedItem("Maple loan", 342_366, date(2027, 2, 21), date(2027, 2, 21), bank, "loan")),
    ), NOW)
    proposing.record(session, seat, number, NOW)

    said = []
    while items := scheduling.planned(session, seat):
        item = items[0].item
        done = scheduling.record_now(
            session, seat, item.item_id, item.version, item.next_day or TODAY, item.amount, NOW)
        assert done.done.stands
        said.append(lines(session, seat, done.done.stands.entry_id))

    assert said[0] == {"liability:loan": 329_365, "expense:borrowing": 12_000, "expense:borrowing:card_fees": 1_000,
                       "asset:bank:joint": -342_365}
    assert [one["asset:bank:joint"] for one in said] == [-342_365, -342_365, -342_366]
    assert sum(one["liability:loan"] for one in said) == 1_000_000


def test_a_book_without_a_category_for_interest_is_given_one(session: Session) -> None:
    seat = book(session, "travel", "A trip")
    found = loans.loan(session, seat, borrow(session, seat).account_id)
    source = next(one for one in accounts.load(session, seat.book_id).values() if one.kind is Kind.ASSET)

    paying.pay(session, seat, found, Payment(FIRST, source.account_id, Split(94_619, 12_000)), NOW)

    fresh = next(one for one in accounts.load(session, seat.book_id).values() if one.purpose is Purpose.INTEREST)
    assert (fresh.names["en"], fresh.names["zh-Hans"]) == ("Interest", "利息")


def test_each_loan_has_the_category_its_interest_went_to_last(session: Session) -> None:
    seat = book(session)
    loan = borrow(session, seat)
    bank, own = named(session, seat, "bank"), named(session, seat, "mortgage_interest")
    postings = compose.repaid(bank, loan, cny("946.19"), [(own, cny("120.00"))])
    bookkeeping.record(session, seat, Entry(FIRST, Verb.TRANSFER, postings), NOW)
    found = loans.loan(session, seat, loan.account_id)
    done = paying.pay(session, seat, found, Payment(
        date(2027, 1, 21), bank.account_id, Split(95_565, 11_054)), NOW)

    assert done.stands and lines(session, seat, done.stands.entry_id)[own.code] == 11_054


def test_a_transfer_by_hand_is_offered_its_interest(session: Session) -> None:
    seat = book(session)
    loan, bank = borrow(session, seat), named(session, seat, "bank")

    assert paying.offered(session, seat, loan.account_id, cny("1066.19"), FIRST) == Split(94_619, 12_000)
    assert paying.offered(session, seat, loan.account_id, cny("1066.19"), TODAY) is None
    assert paying.offered(session, seat, bank.account_id, cny("1066.19"), FIRST) is None
    assert paying.offered(session, seat, loan.account_id, Money(100, "USD"), FIRST) is None
    assert paying.offered(session, seat, None, cny("1"), FIRST) is None


def test_what_is_not_there_or_not_a_loan_is_not_found(session: Session) -> None:
    seat = book(session)
    found = loans.loan(session, seat, borrow(session, seat).account_id)

    with pytest.raises(Missing):
        loans.loan(session, seat, named(session, seat, "bank").account_id)
    with pytest.raises(NoAmount):
        paying.pay(session, seat, found, Payment(FIRST, named(session, seat, "bank").account_id, Split(0, 0)), NOW)
    with pytest.raises(NegativeAmount):
        paying.pay(session, seat, found, Payment(FIRST, named(session, seat, "bank").account_id, Split(-5, 12)), NOW)


def test_anothers_private_payment_is_not_in_the_course_they_see(session: Session) -> None:
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    loan, bank = borrow(session, seat), named(session, seat, "bank")
    entry = Entry(FIRST, Verb.TRANSFER, compose.moved(bank, loan, cny("100")), visibility="private")
    bookkeeping.record(session, jun, entry, NOW, rate=Decimal(1))

    assert loans.loan(session, jun, loan.account_id).owed == 1_190_000
    assert loans.loan(session, seat, loan.account_id).owed == 1_200_000
