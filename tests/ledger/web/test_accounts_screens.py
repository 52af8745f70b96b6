"""Accounts and categories as a browser sees them: what there is, a new one, one put right or put away."""

from __future__ import annotations

import pytest
from flask import Flask

from ledger.domain.books.account import Account, Purpose
from ledger.kernel.ids import id_text
from ledger.kernel.terms import CardTerms, LoanTerms
from ledger.services.books import bookkeeping
from ledger.store.books import accounts, sums
from tests.cast import NOW, TODAY, lunch
from tests.ledger.web.household import Household, again, fault_of, settle, versions

CARD = {"what": "liability:card", "name": "Blue card", "purpose": "card", "currency": "CNY", "icon": "credit-card",
        "limit": "20000", "statement_day": "5", "due_day": "23", "minimum": "10", "minimum_floor": "100",
        "card_rate": "18.25", "card_convention": "cn_simple", "basis": "full"}
LOAN = {"what": "liability:loan", "name": "Car loan", "purpose": "loan", "currency": "CNY", "icon": "car",
        "principal": "60000", "loan_rate": "4.35", "loan_convention": "cn_simple", "method": "annuity",
        "instalments": "36", "first_due": "2026-12-15", "lender_name": "The bank"}
SPARE = {"what": "asset:bank", "name": "Spare money", "purpose": "bank", "currency": "CNY", "icon": "landmark"}


@pytest.fixture
def home(app: Flask, today) -> Household:
    return settle(app)


def _known(home: Household) -> list[Account]:
    return list(home.ask(lambda session: accounts.load(session, home.mei.book_id)).values())


def _named(home: Household, name: str) -> Account:
    return next(account for account in _known(home) if account.names.get("en") == name)


def _keyed(home: Household, key: str) -> Account:
    return next(account for account in _known(home) if account.pack_key == key)


def _at(home: Household, account: Account) -> str:
    return f"{home.at}/accounts/{id_text(account.account_id)}"


def _form(account: Account, **changed: str) -> dict[str, str]:
    return {"version": str(account.version), "name": account.names["en"], "purpose": account.purpose.value,
            "icon": account.icon, **({"is_first": "yes"} if account.is_first else {}), **changed}


def _held(home: Household, account: Account) -> int:
    held = home.ask(lambda session: sums.balances(session, home.mei.book_id, TODAY))
    return sum(minor for (one, _currency), (minor, _home) in held.items() if one == account.account_id)


def _record_lunch(home: Household) -> None:
    with home.app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        bookkeeping.record(session, home.mei, lunch(session, home.mei), NOW)


def test_the_page_closes_as_a_statement_and_leads_to_the_entries(home: Household) -> None:
    client = home.browser("Mei")
    client.post(f"{home.at}/accounts", data={**SPARE, "start": "500"})
    client.post(f"{home.at}/accounts", data={**CARD, "start": "120.50"})

    page = client.get(f"{home.at}/accounts").text

    for sum_of in ('value="500.00"', 'value="-120.50"', 'value="379.50"'):
        assert sum_of in page
    dining = id_text(_keyed(home, "dining").account_id)
    assert f"{home.at}/journal?category={dining}" in page
    assert f"{home.at}/journal?account={id_text(_named(home, 'Spare money').account_id)}" in page


def test_a_viewer_sees_accounts_and_no_way_to_amend_them(home: Household) -> None:
    page = home.browser("Vic").get(f"{home.at}/accounts")

    assert page.status_code == 200
    assert "/accounts/new" not in page.text
    assert _at(home, _keyed(home, "dining")) not in page.text


@pytest.mark.parametrize("what", [
    "asset:bank", "asset:savings_goal", "liability:card", "liability:loan", "expense:essential", "income:salary"])
def test_there_is_a_form_for_what_may_be_opened(home: Household, what: str) -> None:
    answer = home.browser("Mei").get(f"{home.at}/accounts/new?what={what}")

    assert answer.status_code == 200
    assert f'name="what" value="{what}"' in answer.text


@pytest.mark.parametrize("what", ["equity:opening", "asset:salary", "nothing", "expense:exchange"])
def test_there_is_none_for_what_nobody_opens(home: Household, what: str) -> None:
    assert home.browser("Mei").get(f"{home.at}/accounts/new?what={what}").status_code == 404


def test_a_place_opens_with_what_it_held(home: Household) -> None:
    client = home.browser("Jun")
    answer = client.post(f"{home.at}/accounts", data={**SPARE, "start": "1,250.50", "start_on": "2026-11-01"})

    spare = _named(home, "Spare money")
    assert answer.location == f"{home.at}/accounts"
    assert (spare.purpose, spare.currency, spare.icon) == (Purpose.BANK, "CNY", "landmark")
    assert _held(home, spare) == 125_050
    assert "/journal/" in client.get(_at(home, spare)).text.split('id="else"')[0]
    assert home.faults() == ()


def test_a_start_in_another_currency_asks_for_its_rate(home: Household) -> None:
    client, sent = home.browser("Mei"), {**SPARE, "currency": "KWD", "start": "10.125"}
    asked = client.post(f"{home.at}/accounts", data=sent)
    assert (asked.status_code, "KWD" in fault_of(asked.text, "rate")) == (422, True)

    assert client.post(f"{home.at}/accounts", data={**sent, "rate": "23.5"}).status_code == 303

    assert _held(home, _named(home, "Spare money")) == 10_125


def test_what_a_place_held_is_recorded_once(home: Household) -> None:
    client, wechat = home.browser("Mei"), _keyed(home, "wechat")
    assert client.post(_at(home, wechat), data=_form(wechat, start="88")).status_code == 303

    again = client.post(_at(home, wechat), data=_form(wechat, version="2", start="88"))

    assert again.status_code == 409
    assert _held(home, wechat) == 8_800


def test_a_card_keeps_its_terms(home: Household) -> None:
    client = home.browser("Mei")
    client.post(f"{home.at}/accounts", data=CARD)

    card = _named(home, "Blue card")
    assert card.card == CardTerms(2_000_000, 5, 23, 1000, 10_000, 1825, "cn_simple", "full")
    page = client.get(_at(home, card)).text
    assert 'value="18.25"' in page
    assert "%%" not in page


def test_a_loan_keeps_its_terms(home: Household) -> None:
    client = home.browser("Mei")
    client.post(f"{home.at}/accounts", data=LOAN)

    loan = _named(home, "Car loan")
    assert loan.loan == LoanTerms(6_000_000, 435, "cn_simple", "annuity", 36, "2026-12-15", "The bank")
    assert 'value="60000.00"' in client.get(_at(home, loan)).text


@pytest.mark.parametrize(("sent", "field", "value"), [
    (CARD, "name", " "), (CARD, "statement_day", "29"), (CARD, "due_day", "0"), (CARD, "limit", "a lot"),
    (CARD, "limit", "-5"), (CARD, "minimum", "10.001"), (CARD, "card_rate", "1001"), (CARD, "basis", "none"),
    (CARD, "card_convention", "mine"), (CARD, "purpose", "salary"), (CARD, "currency", "XXX"),
    (LOAN, "instalments", "0"), (LOAN, "loan_rate", ""), (LOAN, "first_due", "soon"), (LOAN, "method", "magic"),
    (SPARE, "start", "1.2.3"), (SPARE, "name", "x" * 61),
])
def test_what_cannot_be_is_said_beside_its_field(home: Household, sent: dict[str, str], field: str, value: str) -> None:
    before = len(_known(home))

    answer = home.browser("Mei").post(f"{home.at}/accounts", data={**sent, field: value})

    assert answer.status_code == 422
    assert fault_of(answer.text, field)
    assert len(_known(home)) == before


def test_a_name_is_given_in_the_readers_language_and_the_others_stay(home: Household) -> None:
    dining = _keyed(home, "dining")

    home.browser("Jun").post(_at(home, dining), data=_form(dining, name="Eating out"))

    amended = _keyed(home, "dining")
    assert amended.names == {**dining.names, "en": "Eating out"}
    assert (amended.is_first, amended.version) == (True, 2)
    assert home.faults() == ()


def test_a_changed_purpose_counts_past_entries_anew(home: Household) -> None:
    _record_lunch(home)
    dining = _keyed(home, "dining")
    purpose = "essential" if dining.purpose is Purpose.DISCRETIONARY else "discretionary"

    answer = home.browser("Mei").post(_at(home, dining), data=_form(dining, purpose=purpose))

    assert (answer.status_code, _keyed(home, "dining").purpose) == (303, purpose)
    assert home.faults() == ()


def test_a_changed_purpose_counts_taken_back_entries_anew(home: Household) -> None:
    with home.app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        kept = bookkeeping.record(session, home.mei, lunch(session, home.mei), NOW).stands
        bookkeeping.take_back(session, home.mei, kept.thing_id, 1, NOW)
    wechat = _keyed(home, "wechat")

    home.browser("Mei").post(_at(home, wechat), data=_form(wechat, purpose="receivable"))

    assert home.faults() == ()


def test_an_account_from_an_old_form_is_a_conflict(home: Household) -> None:
    client, dining = home.browser("Mei"), _keyed(home, "dining")
    client.post(_at(home, dining), data=_form(dining, name="Eating out"))

    late = client.post(_at(home, dining), data=_form(dining, name="Meals", purpose="discretionary"))

    assert (late.status_code, _keyed(home, "dining").names["en"]) == (409, "Eating out")
    assert versions(late.text) == {
        "Name": ("Meals", "Eating out"), "What it is for": ("By choice", "Needed to live or to run"),
    }
    assert client.post(_at(home, dining), data=again(late.text)).status_code == 303
    assert _keyed(home, "dining").names["en"] == "Meals"


def test_the_terms_of_a_card_are_put_side_by_side(home: Household) -> None:
    client = home.browser("Mei")
    client.post(f"{home.at}/accounts", data=CARD)
    card = _named(home, "Blue card")
    client.post(_at(home, card), data={**CARD, "version": "1", "limit": "30000"})

    late = client.post(_at(home, card), data={**CARD, "version": "1", "card_rate": "12"})

    assert versions(late.text) == {
        "Limit": ("¥20,000.00", "¥30,000.00"), "Interest a year": ("12.00%", "18.25%"),
    }


@pytest.mark.parametrize(("name", "status"), [("Vic", 403), ("Ola", 404)])
def test_accounts_are_closed_to_those_who_may_not_arrange(home: Household, name: str, status: int) -> None:
    client, dining = home.browser(name), _keyed(home, "dining")

    assert client.get(f"{home.at}/accounts/new").status_code == status
    assert client.get(_at(home, dining)).status_code == status
    assert client.post(f"{home.at}/accounts", data=SPARE).status_code == status
    assert client.post(_at(home, dining), data=_form(dining)).status_code == status
    assert client.post(f"{_at(home, dining)}/put-away").status_code == status


def test_a_category_is_put_away_and_taken_out_again(home: Household) -> None:
    client, dining = home.browser("Mei"), _keyed(home, "dining")
    assert client.post(f"{_at(home, dining)}/put-away").status_code == 303
    assert _keyed(home, "dining").closed

    client.post(f"{_at(home, dining)}/take-out")

    assert not _keyed(home, "dining").closed


def test_a_place_with_money_in_it_is_not_put_away(home: Household) -> None:
    _record_lunch(home)

    answer = home.browser("Mei").post(f"{_at(home, _keyed(home, 'wechat'))}/put-away")

    assert answer.status_code == 422
    assert "Move it first" in answer.text
    assert not _keyed(home, "wechat").closed


def test_a_tenth_tile_is_refused(home: Household) -> None:
    spare = next(a for a in _known(home) if a.kind == "expense" and not a.is_first)

    answer = home.browser("Mei").post(_at(home, spare), data=_form(spare, is_first="yes"))

    assert (answer.status_code, "9 stand above" in fault_of(answer.text, "is_first")) == (422, True)


def test_what_the_scene_offers_opens_with_one_press(home: Household) -> None:
    client = home.browser("Mei")
    before = len(_known(home))
    offered = client.get(f"{home.at}/accounts/new").text.split('name="key" value="')[1].split('"')[0]

    assert client.post(f"{home.at}/accounts/offered", data={"key": offered}).status_code == 303

    assert (len(_known(home)), _keyed(home, offered).closed) == (before + 1, False)
    assert client.post(f"{home.at}/accounts/offered", data={"key": offered}).status_code == 404


def test_an_account_steps_up_among_its_like(home: Household) -> None:
    client, alipay = home.browser("Mei"), _keyed(home, "alipay")

    client.post(f"{_at(home, alipay)}/step", data={"way": "up"})

    keys = [account.pack_key for account in _known(home)]
    assert keys.index("alipay") < keys.index("wechat")
