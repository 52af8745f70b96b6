"""A transfer into a loan: the sheet shows once how much of it is interest, and records one entry of both."""

from __future__ import annotations

import re

import pytest

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.journal import JournalQuery
from ledger.kernel.ids import id_text
from ledger.kernel.money import Money
from ledger.kernel.terms import LoanTerms
from ledger.services.books import arranging, journal, opening
from tests.cast import NOW, TODAY, named
from tests.ledger.web.journal.at_home import text_of

TERMS = LoanTerms(1_200_000, 1200, "cn_simple", "annuity", 12, TODAY.isoformat(), "Maple")


@pytest.fixture
def payment(home):
    """The form of a payment on a loan that is due today."""
    with home.open() as session:
        fresh = Account(0, "liability:loan", Kind.LIABILITY, Purpose.LOAN, {"en": "Maple loan"}, "CNY", loan=TERMS)
        loan = opening.add_account(session, home.seat, fresh, NOW)
        arranging.open_with(session, home.seat, loan, Money(-1_200_000, "CNY"), TODAY.replace(day=1), NOW)
        bank = named(session, home.seat, "bank")
    return {"verb": "transfer", "amount": "1066.19", "account": id_text(bank.account_id),
            "to": id_text(loan.account_id), "client_key": "k" * 16}


def newest(home):
    with home.open() as session:
        page = journal.page(session, home.seat, JournalQuery(), None)
        return page.days[0].shown[0].kept


def sums(home):
    return sorted(posting.minor for posting in newest(home).entry.postings)


def test_the_sheet_asks_once_and_records_both(home, payment):
    asked = home.post("/journal", **payment)

    assert asked.status_code == 422 and "¥120.00 of this is interest" in text_of(asked)
    offered = re.search(r'name="interest" value="([^"]*)"', asked.text)
    assert offered and offered[1] == "120.00"

    done = home.post("/journal", **{**payment, "interest": "120.00"})
    assert done.status_code == 303 and sums(home) == [-106_619, 12_000, 94_619]


def test_it_may_be_put_right_or_emptied(home, payment):
    home.post("/journal", **{**payment, "interest": "121.50"})
    assert sums(home) == [-106_619, 12_150, 94_469]

    home.post("/journal", **{**payment, "interest": "", "client_key": "l" * 16})
    assert sums(home) == [-106_619, 106_619]


@pytest.mark.parametrize(("interest", "why"), [("2000", "without a minus"), ("-1", "without a minus"), ("x", "")])
def test_no_more_interest_than_is_paid(home, payment, interest, why):
    refused = home.post("/journal", **{**payment, "interest": interest})

    assert refused.status_code == 422 and why in text_of(refused)
    assert f'value="{interest}"' in refused.text


def test_it_shows_its_parts_and_is_put_right_on_the_same_form(home, payment):
    home.post("/journal", **{**payment, "interest": "120.00"})
    kept = newest(home)
    page = home.page(f"/journal/{id_text(kept.thing_id)}")
    form = home.page(f"/journal/{id_text(kept.thing_id)}/amend")

    assert "Maple loan" in text_of(page) and "946.19" in text_of(page) and "120.00" in text_of(page)
    assert 'name="interest" value="120.00"' in form.text
