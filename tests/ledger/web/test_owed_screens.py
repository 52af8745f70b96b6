"""Who owes what, as a browser sees it: on the sheet, on its page, on an entry's page."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from ledger.services.owed import owing
from tests.cast import TODAY, named
from tests.ledger.services.owed.dinners import debt_of, open_now
from tests.ledger.web.household import Household, settle


@pytest.fixture
def home(app: Flask, today: object) -> Household:
    return settle(app)


def number(home: Household, key: str) -> str:
    return id_text(home.ask(lambda session: named(session, home.mei, key)).account_id)


def record(home: Household, **changed: str):
    form = {"verb": "expense", "amount": "300", "currency": "CNY", "category": number(home, "dining"),
            "account": number(home, "alipay"), "on": TODAY.isoformat(), "note": "dinner", **changed}
    return home.browser("Mei").post(f"{home.at}/journal", data=form)


def still_open(home: Household) -> dict[str, list[int]]:
    return home.ask(lambda session: open_now(session, home.mei))


def debt(home: Household, name: str) -> dict[str, str]:
    """The fields that name somebody's debt."""
    found = home.ask(lambda session: debt_of(session, home.mei, name))
    return {"party": id_text(found.party), "debt": id_text(found.account_id), "owed_in": found.currency}


def undo(page: str) -> str:
    found = re.search(r'data-settles.*?action="([^"]*)"', page, re.S)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_names_on_the_sheet_share_equally_but_for_the_amounts_beside_them(home: Household) -> None:
    assert record(home, owed="小王、Ola 20").status_code == 303
    assert still_open(home) == {"小王": [14_000], "Ola": [2_000]}

    page = home.browser("Mei").get(f"{home.at}/owed").text
    assert "You are owed ¥160.00" in page and "all of it open" in page
    assert "with others" in home.browser("Mei").get(f"{home.at}/journal").text
    thing = re.search(r"/journal/([0-9a-z]{13})\"", page)
    assert thing
    form = home.browser("Mei").get(f"{home.at}/journal/{thing[1]}/amend").text
    assert 'value="小王 140.00, Ola 20.00"' in form


@pytest.mark.parametrize(("owed", "said"), [
    ("Ola 20,50", "Write who owes “50”"), ("Ola 300.01", "The others owe more"), ("Ola 1.2.3", "Ola 1.2.3")])
def test_what_cannot_be_read_is_named_beside_its_field_and_kept(home: Household, owed: str, said: str) -> None:
    answer = record(home, owed=owed)
    assert answer.status_code == 422 and said in answer.text and f'value="{owed}"' in answer.text
    assert 'id="f-owed-fault"' in answer.text and still_open(home) == {}


def test_one_press_settles_it_and_one_undoes_that(home: Household) -> None:
    record(home, owed="Ola")
    mei = home.browser("Mei")
    assert mei.post(f"{home.at}/owed/settle", data={**debt(home, "Ola"), "account": number(home, "wechat")}
                    ).status_code == 303
    page = mei.get(f"{home.at}/owed").text
    assert "Settled: ¥150.00, Ola" in page and "Nobody owes anybody" in page and still_open(home) == {}

    assert mei.post(undo(page)).status_code == 303
    assert still_open(home) == {"Ola": [15_000]} and home.faults() == ()


def test_more_than_is_open_is_refused_beside_the_sum_and_kept(home: Household) -> None:
    record(home, owed="Ola")
    answer = home.browser("Mei").post(f"{home.at}/owed/settle", data={
        **debt(home, "Ola"), "account": number(home, "wechat"), "amount": "150.01"})
    assert answer.status_code == 422 and "No more than 150.00 CNY is open." in answer.text
    assert 'value="150.01"' in answer.text


def test_what_arrives_in_a_currency_nobody_quotes_is_worth_what_it_settles(home: Household) -> None:
    record(home, owed="Ola")
    sent = {**debt(home, "Ola"), "account": number(home, "wechat"), "got": "300", "got_currency": "KZT"}
    assert home.browser("Mei").post(f"{home.at}/owed/settle", data=sent).status_code == 303
    assert still_open(home) == {} and home.faults() == ()


def test_what_came_back_is_recorded_from_the_entrys_page_and_both_are_taken_back_at_once(home: Household) -> None:
    record(home)
    thing = home.browser("Mei").get(f"{home.at}/journal").text
    (found,) = set(re.findall(rf"{home.at}/journal/([0-9a-z]{{13}})\"", thing))
    at, mei = f"{home.at}/journal/{found}", home.browser("Mei")
    sent = {"amount": "40", "account": number(home, "wechat"), "on": TODAY.isoformat()}

    assert mei.post(f"{at}/refund", data=sent).status_code == 303
    page = mei.get(at).text
    assert "Came back of ¥300.00" in page and "Take all of it back" in page
    refused = mei.post(f"{at}/refund", data={**sent, "amount": "260.01"})
    assert refused.status_code == 422 and "Only 260.00 CNY of it is left" in refused.text
    assert mei.post(f"{at}/refund", data={**sent, "amount": "260.01", "more": "yes"}).status_code == 303

    assert mei.post(f"{at}/take-back-both", data={"version": "1"}).status_code == 303
    assert f"{home.at}/journal/{found}" not in mei.get(f"{home.at}/journal").text.split("data-settles")[-1]
    assert mei.get(f"{home.at}/trash").text.count('name="entry"') == 3 and home.faults() == ()


def test_a_claim_one_of_whose_expenses_changed_leaves_nothing_behind(home: Household) -> None:
    record(home)
    record(home)
    mei = home.browser("Mei")
    first, second = re.findall(r'name="thing" value="([^"]*)"', mei.get(f"{home.at}/owed").text)
    stale = re.sub(r"[0-9]+$", "9", second)

    answer = mei.post(f"{home.at}/owed/claim", data={"thing": [first, stale], "by": "Acme"})

    assert answer.status_code == 409 and still_open(home) == {} and home.faults() == ()


def test_expenses_are_ticked_for_whoever_pays_them_back(home: Household) -> None:
    record(home)
    mei = home.browser("Mei")
    ticks = re.findall(r'name="thing" value="([^"]*)"', mei.get(f"{home.at}/owed").text)
    assert len(ticks) == 1
    nameless = mei.post(f"{home.at}/owed/claim", data={"thing": ticks, "by": ""})
    assert nameless.status_code == 422 and "Fill this in." in nameless.text

    assert mei.post(f"{home.at}/owed/claim", data={"thing": ticks, "by": "Acme", "project": "Osaka"}).status_code == 303
    page = mei.get(f"{home.at}/owed").text
    assert "Acme owes it: 1 entry" in page and "Osaka" in page and still_open(home) == {"Acme": [30_000]}
    late = mei.post(f"{home.at}/owed/claim", data={"thing": ticks, "by": "Acme"})
    assert late.status_code == 409


def test_a_viewer_reads_and_a_stranger_finds_nothing(home: Household) -> None:
    record(home, owed="Ola")
    page = home.browser("Vic").get(f"{home.at}/owed")
    assert page.status_code == 200 and "Ola" in page.text and "owed/settle" not in page.text
    assert home.browser("Ola").get(f"{home.at}/owed").status_code == 404
    assert home.ask(lambda session: len(owing.people(session, home.mei))) == 1
