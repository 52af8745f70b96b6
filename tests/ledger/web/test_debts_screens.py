"""The pages of loans and cards: what they show, who may pay, and what is said of what cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.kernel.ids import id_text
from ledger.kernel.money import Money
from ledger.kernel.terms import CardTerms, LoanTerms
from ledger.plumbing.rows import table
from ledger.services.books import arranging, bookkeeping, opening
from ledger.services.debts import ahead, cards, loans
from ledger.store.tables.books import AccountRow
from tests.cast import NOW, TODAY, cny, named
from tests.ledger.web.household import settle

TERMS = LoanTerms(1_200_000, 1200, "cn_simple", "annuity", 12, TODAY.isoformat(), "Maple", exit_fee_bps=100)
_LOANS = sa.select(table(AccountRow))


def text_of(response) -> str:
    """What a page says, its parts one space apart."""
    marked = re.sub(r"<[^>]+>", "\0", re.sub(r'</?(data|span)[^>]*>', "", response.text))
    return re.sub(r"[\0\s]+", " ", marked)


@pytest.fixture
def house(app, today):
    return settle(app)


@pytest.fixture
def debts(house):
    """A loan with an instalment due today, and a card with one statement due."""
    from ledger.domain.books import compose
    from ledger.domain.books.entry import Entry, Verb

    with house.app.extensions["house_database"].transaction() as session:
        session.allow_books([house.mei.book_id])
        loan = opening.add_account(session, house.mei, Account(
            0, "liability:loan", Kind.LIABILITY, Purpose.LOAN, {"en": "Maple loan"}, "CNY", loan=TERMS), NOW)
        arranging.open_with(session, house.mei, loan, cny("-12000"), TODAY - timedelta(days=30), NOW)
        card = opening.add_account(session, house.mei, Account(
            0, "liability:card", Kind.LIABILITY, Purpose.CARD, {"en": "Red card"}, "CNY",
            card=CardTerms(2_000_000, 5, 25, rate_bps=1825)), NOW)
        bought = compose.spent(card, [(named(session, house.mei, "dining"), cny("800"))])
        bookkeeping.record(session, house.mei, Entry(date(2026, 10, 20), Verb.EXPENSE, bought), NOW)
        bank = id_text(named(session, house.mei, "bank").account_id)
    return {"loan": id_text(loan.account_id), "card": id_text(card.account_id), "bank": bank,
            "ids": (loan.account_id, card.account_id)}


def loan_of(house, debts):
    return house.ask(lambda session: loans.loan(session, house.mei, debts["ids"][0]))


def paying(debts, **more):
    return {"principal": "946.19", "interest": "120.00", "account": debts["bank"], "on": TODAY.isoformat(),
            "client_key": "k" * 16, **more}


def test_a_loan_shows_its_next_instalment_divided_and_records_it_once(house, debts):
    mei, at = house.browser("Mei"), f"{house.at}/loans/{debts['loan']}"
    page = mei.get(at)
    assert "Still owed ¥12,000.00" in text_of(page) and 'name="interest" value="120.00"' in page.text

    done = [mei.post(f"{at}/pay", data=paying(debts)) for _turn in range(2)]

    assert {one.status_code for one in done} == {303} and loan_of(house, debts).owed == 1_105_381
    told = text_of(mei.get(at))
    assert "Paid: Maple loan ¥1,066.19" in told and "Interest and fees so far 120.00" in told
    assert house.faults() == ()


def test_its_figures_open_the_entries_behind_them(house, debts):
    mei, at = house.browser("Mei"), f"{house.at}/loans/{debts['loan']}"
    mei.post(f"{at}/pay", data=paying(debts))

    links = re.findall(r'href="([^"]*/journal/behind[^"]*)"', mei.get(at).text)

    assert len(links) >= 3
    assert all("1 entry" in text_of(mei.get(link.replace("&amp;", "&"))) for link in links)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [("principal", "x", "amount"), ("interest", "-1", "without a minus"), ("on", "soon", "not a day"),
     ("account", "", "Fill this in"), ("principal", "9" * 30, "is not an amount")])
def test_what_cannot_be_paid_comes_back_with_the_form(house, debts, field, value, why):
    refused = house.browser("Mei").post(
        f"{house.at}/loans/{debts['loan']}/pay", data=paying(debts, **{field: value}))

    assert refused.status_code == 422 and why in text_of(refused)
    assert loan_of(house, debts).owed == 1_200_000


def test_its_payments_are_planned_and_recorded_with_one_press(house, debts):
    mei, at = house.browser("Mei"), f"{house.at}/loans/{debts['loan']}"

    mei.post(f"{at}/plan", data={"account": debts["bank"], "client_key": "p" * 16})
    (item,) = house.ask(lambda session: ahead.items_of(session, house.mei, debts["ids"][0]))
    listed = text_of(mei.get(f"{house.at}/planned"))
    mei.post(f"{house.at}/planned/{id_text(item.item_id)}/record", data={"version": 1, "client_key": "r" * 16})

    assert "946.19 pays back, 120.00 is interest and fees" in listed
    assert loan_of(house, debts).course.settled == 1


def test_paying_back_early_is_weighed_before_it_is_done(house, debts):
    mei, at = house.browser("Mei"), f"{house.at}/loans/{debts['loan']}"
    assert "An instalment is due and not paid yet" in text_of(mei.get(f"{at}/early"))
    mei.post(f"{at}/pay", data=paying(debts))

    whole, part = text_of(mei.get(f"{at}/early")), text_of(mei.get(f"{at}/early?amount=5000"))
    too_much = text_of(mei.get(f"{at}/early?amount=20000"))

    assert "Fee for paying early 1.00% 110.54" in whole and "Paying all of it back saves" in whole
    assert "Done sooner 1,066.19" in part and "A smaller payment 583.91" in part
    assert "Only ¥11,053.81 is still owed" in too_much

    done = mei.post(f"{at}/early", data=paying(
        debts, principal="5000", interest="0", fee="50", then="smaller", client_key="e" * 16))
    after = loan_of(house, debts)
    assert done.status_code == 303 and (after.owed, after.account.loan.principal) == (605_381, 605_381)
    again = mei.post(f"{at}/early", data=paying(debts, principal="9999", interest="", client_key="f" * 16))
    assert again.status_code == 422 and loan_of(house, debts).owed == 605_381


def test_a_loan_without_terms_asks_for_them(house, debts):
    with house.app.extensions["house_database"].transaction() as session:
        session.allow_books([house.mei.book_id])
        bare = loan_of(house, debts).account
        opening.amend_account(session, house.mei, replace(bare, loan=None), bare.version, NOW)

    assert "Write down how this loan is paid back" in text_of(
        house.browser("Mei").get(f"{house.at}/loans/{debts['loan']}"))


def test_a_card_shows_what_is_due_and_is_paid_from_here(house, debts):
    mei, at = house.browser("Mei"), f"{house.at}/cards/{debts['card']}"
    page = text_of(mei.get(at))
    assert "Still to pay ¥800.00 of the statement of 5 Nov Due 25 Nov in 4 days" in page and "4% of the limit" in page
    assert "Interest on the next statement 0.00 18.00" in page

    done = mei.post(f"{at}/pay", data={"amount": "800.00", "account": debts["bank"], "client_key": "c" * 16})

    found = house.ask(lambda session: cards.card(session, house.mei, debts["ids"][1], TODAY))
    assert done.status_code == 303 and (found.course.owed, found.course.still) == (0, 0)
    assert "Paid: Red card ¥800.00" in text_of(mei.get(at)) and house.faults() == ()
    refused = mei.post(f"{at}/pay", data={"amount": "0", "account": debts["bank"], "client_key": "d" * 16})
    assert refused.status_code == 422 and "zero records nothing" in text_of(refused)


@pytest.mark.parametrize(("when", "fee", "first"), [("each", "1.50", 6_817), ("upfront", "18", 6_667)])
def test_a_purchase_leaves_the_card_and_comes_back_in_instalments(house, debts, when, fee, first):
    mei, at = house.browser("Mei"), f"{house.at}/cards/{debts['card']}/instalments"
    bought = re.findall(r'<option value="([0-9a-z]{13})"', mei.get(at).text)[0]
    asked = {"purchase": bought, "months": "12", "fee": fee, "when": when, "first": "2026-12-05"}
    shown = mei.get(at, query_string=asked)
    assert "12 instalments cost ¥18.00 more" in text_of(shown) and "/loan-cost?" in shown.text

    done = mei.post(at, data={**asked, "client_key": "i" * 16})

    debt = mei.get(done.location)
    found = house.ask(lambda session: cards.card(session, house.mei, debts["ids"][1], TODAY))
    plan = house.ask(lambda session: [one for one in session.rows(_LOANS) if "instalments" in one.code])
    (item,) = house.ask(lambda session: ahead.items_of(session, house.mei, plan[0].account_id))
    assert "Still owed ¥800.00" in text_of(debt) and "In all ¥18.00" in text_of(debt)
    assert (found.course.owed, item.amount) == (1_800 if when == "upfront" else 0, Money(first, "CNY"))
    mei.post(f"{house.at}/planned/{id_text(item.item_id)}/record", data={"version": 1, "client_key": "r" * 16})
    after = house.ask(lambda session: cards.card(session, house.mei, debts["ids"][1], TODAY))
    assert after.course.owed - found.course.owed == first and house.faults() == ()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [("purchase", "0" * 13, "Choose one"), ("months", "1", "from 2 to 60"), ("months", "many", "whole number"),
     ("months", "9" * 20, "from 2 to 60"), ("fee", "-3", "without a minus"), ("first", "x", "not a day"),
     ("when", "never", "Choose one"), ("fee", "800", "as much as the purchase")])
def test_instalments_that_cannot_be_are_said_beside_their_field(house, debts, field, value, why):
    mei, at = house.browser("Mei"), f"{house.at}/cards/{debts['card']}/instalments"
    bought = re.findall(r'<option value="([0-9a-z]{13})"', mei.get(at).text)[0]
    asked = {"purchase": bought, "months": "12", "fee": "900", "when": "upfront", "first": "2026-12-05", field: value}

    refused = mei.post(at, data={**asked, "client_key": "i" * 16})

    assert refused.status_code == 422 and why in text_of(refused)


def test_a_viewer_looks_and_a_stranger_finds_nothing(house, debts):
    vic, ola = house.browser("Vic"), house.browser("Ola")
    for at, deed in ((f"{house.at}/loans/{debts['loan']}", "pay"), (f"{house.at}/cards/{debts['card']}", "pay")):
        page = vic.get(at)
        assert page.status_code == 200 and f"{at}/{deed}" not in page.text
        assert vic.post(f"{at}/{deed}", data=paying(debts)).status_code == 403
        assert ola.get(at).status_code == ola.post(f"{at}/{deed}", data=paying(debts)).status_code == 404
    assert house.browser("Mei").get(f"{house.at}/loans/{debts['card']}").status_code == 404
    assert house.browser("Mei").get(f"{house.at}/cards/{debts['loan']}").status_code == 404


def test_the_accounts_lead_to_their_pages(house, debts):
    page = house.browser("Mei").get(f"{house.at}/accounts").text

    assert f"{house.at}/loans/{debts['loan']}" in page and f"{house.at}/cards/{debts['card']}" in page
