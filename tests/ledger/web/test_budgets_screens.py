"""Budgets and goals as a browser sees them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.planning.budget import Budget, Rollover
from ledger.kernel.ids import id_text
from ledger.services.books import arranging
from ledger.services.planning import budgeting, saving
from tests.cast import NOW, TODAY, named
from tests.ledger.services.planning.budgeted import aim, made, spend
from tests.ledger.web.household import Household, again, fault_of, settle, versions


@pytest.fixture
def home(app: Flask, today: object) -> Household:
    return settle(app)


def _form(home: Household, *keys: str, **changed: str) -> MultiDict[str, str]:
    wanted = {"limit": "1000", "every": "month", "month_day": "15", "weekday": "1", "since": "2026-11-21",
              "until": "", "rollover": "both", "member": "", "name": "", **changed}
    chosen = [home.ask(lambda session, key=key: named(session, home.mei, key)).account_id for key in keys]
    return MultiDict([*wanted.items(), *(("category", id_text(one)) for one in chosen)])


def _kept(home: Household) -> list[Budget]:
    return [one.budget for one in home.ask(lambda session: budgeting.budgets(session, home.mei, TODAY))]


def _at(home: Household, budget: Budget) -> str:
    return f"{home.at}/budgets/{id_text(budget.budget_id)}"


def _do(home: Household, deed) -> object:
    with home.app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        return deed(session)


def _undo(page: str) -> str:
    found = re.search(r'data-settles.*?action="([^"]*)"', page, re.S)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_without_budgets_the_page_helps_to_begin(home: Household) -> None:
    page = home.browser("Mei").get(f"{home.at}/budgets").text
    dining = id_text(home.ask(lambda session: named(session, home.mei, "dining")).account_id)

    assert "No budget yet" in page and "usual in this scene" in page and f"budgets/new?for={dining}" in page
    form = home.browser("Mei").get(f"{home.at}/budgets/new?for={dining}").text
    assert 'value="1500.00"' in form and f'value="{dining}" checked' in re.sub(' id="[^"]*"', "", form)


def test_a_budget_is_set_and_says_what_is_left_for_each_day(home: Household) -> None:
    _do(home, lambda session: spend(session, home.mei, "dining", "280"))

    page = home.browser("Mei").post(f"{home.at}/budgets", data=_form(home, "dining", "daily"),
                                    follow_redirects=True).text

    assert "Kept: Dining and Household goods" in page and "Every budget holds" in page
    assert "¥280.00 of ¥1,000.00" in page and "¥30.00 a day for 24 days" in page and "15 Nov to 14 Dec" in page
    (one,) = _kept(home)
    assert (one.since, one.anchor, one.rollover) == (date(2026, 11, 15), 15, Rollover.BOTH)


def test_setting_changing_and_removing_can_be_undone(home: Household) -> None:
    client = home.browser("Mei")
    set_ = client.post(f"{home.at}/budgets", data=_form(home, "dining"), follow_redirects=True).text
    (was,) = _kept(home)
    changed = client.post(_at(home, was), data=_form(home, "daily", limit="2000", every="week", version="1"),
                          follow_redirects=True).text
    (other,) = _kept(home)
    back = client.post(_undo(changed), follow_redirects=True)
    (again_,) = _kept(home)
    client.post(_undo(set_))
    removed = client.post(f"{_at(home, was)}/remove", data={"version": "3"}, follow_redirects=True).text
    gone = _kept(home)
    client.post(_undo(removed))

    assert other.every is BudgetPeriod.WEEK and other.categories != was.categories
    assert back.status_code == 200 and again_.content() == was.content()
    assert "Removed: Dining" in removed and gone == [] and _kept(home)[0].content() == was.content()


def test_a_budgets_page_adds_up_and_every_figure_opens(home: Household) -> None:
    budget = _do(home, lambda session: made(session, home.mei, "dining", "daily", on=date(2026, 10, 3),
                                            rollover=Rollover.LEFT))
    _do(home, lambda session: spend(session, home.mei, "dining", "250", on=date(2026, 10, 9)))
    _do(home, lambda session: spend(session, home.mei, "daily", "1800"))
    daily = id_text(home.ask(lambda session: named(session, home.mei, "daily")).account_id)

    page = home.browser("Mei").get(_at(home, budget)).text
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace(" .", ".")

    assert "Limit 1,000.00 Carried in 1 Oct to 31 Oct +750.00 Allowed ¥ 1,750.00 Household goods −1,800.00" in said
    assert "Left to spend − ¥ 50.00" in said and "over by ¥50.00" in said
    assert f"category={daily}" in page and "since=2026-11-01" in page and "until=2026-11-30" in page


def test_what_was_for_one_opens_the_entries_behind_it(home: Household) -> None:
    jun = home.seats["Jun"].member.member_id
    budget = _do(home, lambda session: made(session, home.mei, member=jun))
    _do(home, lambda session: spend(session, home.mei, "dining", "70", beneficiary=jun))
    client = home.browser("Mei")

    page = client.get(_at(home, budget)).text
    behind = re.search(r'href="([^"]*/journal/behind[^"]*)"', page)

    assert behind is not None and "Everything spent for Jun" in page
    assert "1 entry" in client.get(behind[1].replace("&amp;", "&")).text


@pytest.mark.parametrize(("field", "value", "said"), [
    ("limit", "32..5", "two points"), ("limit", "-5", "above zero"), ("every", "day", "Choose one"),
    ("month_day", "32", "Choose one"), ("since", "soon", "not a day"), ("rollover", "some", "Choose one"),
])
def test_what_cannot_be_is_said_beside_its_field(home: Household, field: str, value: str, said: str) -> None:
    answer = home.browser("Mei").post(f"{home.at}/budgets", data=_form(home, "dining", **{field: value}))

    assert answer.status_code == 422 and said in fault_of(answer.text, field) and "checked" in answer.text
    assert _kept(home) == []


@pytest.mark.parametrize(("key", "said"), [("salary", "Choose a category money goes to"), ("dining", "is put away")])
def test_what_cannot_be_watched_is_said_beside_the_categories(home: Household, key: str, said: str) -> None:
    account = home.ask(lambda session: named(session, home.mei, key))
    _do(home, lambda session: arranging.put_away(session, home.mei, account.account_id, NOW))

    answer = home.browser("Mei").post(f"{home.at}/budgets", data=_form(home, key))

    assert answer.status_code == 422 and said in fault_of(answer.text, "category")


def test_a_trip_that_ends_before_it_begins_is_refused(home: Household) -> None:
    answer = home.browser("Mei").post(f"{home.at}/budgets", data=_form(home, every="whole", until="2026-11-20"))

    assert answer.status_code == 422 and "before the first" in fault_of(answer.text, "until")


def test_a_budget_on_a_category_put_away_is_a_state(home: Household) -> None:
    budget = _do(home, lambda session: made(session, home.mei, "dining"))
    dining = home.ask(lambda session: named(session, home.mei, "dining"))
    _do(home, lambda session: arranging.put_away(session, home.mei, dining.account_id, NOW))
    client = home.browser("Mei")

    assert "what it watches is put away" in client.get(f"{home.at}/budgets").text
    assert "All it watches is put away" in client.get(_at(home, budget)).text
    assert client.get(f"{_at(home, budget)}/amend").status_code == 200
    kept = client.post(_at(home, budget), data=_form(home, "dining", version="1", name="Eating"))
    assert kept.status_code == 303 and _kept(home)[0].name == "Eating"


def test_whoever_was_slower_sees_both_versions(home: Household) -> None:
    budget = _do(home, lambda session: made(session, home.mei, "dining"))
    client = home.browser("Mei")
    client.post(_at(home, budget), data=_form(home, "dining", limit="2000", version="1"))

    late = client.post(_at(home, budget), data=_form(home, "dining", "daily", limit="3000", version="1"))
    mine = client.post(_at(home, budget), data=again(late.text))

    assert late.status_code == 409 and versions(late.text)["Limit"] == ("¥3,000.00", "¥2,000.00")
    assert mine.status_code == 303 and _kept(home)[0].limits[-1][1] == 300_000


def test_the_month_shows_the_budgets_most_used(home: Household) -> None:
    _do(home, lambda session: made(session, home.mei, "dining"))
    _do(home, lambda session: spend(session, home.mei, "dining", "1200"))
    client = home.browser("Mei")

    assert "over by ¥200.00" in client.get(f"{home.at}/month").text
    assert "over by" not in client.get(f"{home.at}/month?month=2026-10").text


def test_a_goal_says_what_it_takes_and_can_be_undone(home: Household) -> None:
    bank = id_text(home.ask(lambda session: named(session, home.mei, "bank")).account_id)
    client, form = home.browser("Mei"), {"target": "10000", "account": bank, "by": "2027-07-01", "name": "The sea"}

    page = client.post(f"{home.at}/goals", data=form, follow_redirects=True).text
    (kept,) = home.ask(lambda session: saving.goals(session, home.mei, TODAY))
    at = f"{home.at}/goals/{id_text(kept.goal.goal_id)}"
    changed = client.post(at, data={**form, "target": "9000", "version": "1"}, follow_redirects=True).text
    late = client.post(at, data={**form, "target": "8000", "version": "1"})
    client.post(_undo(changed))
    removed = client.post(f"{at}/remove", data={"version": "3"}, follow_redirects=True).text
    client.post(_undo(removed))

    assert "¥312.50 a week or ¥1,250.00 a month" in page and "on track" in page and "The sea" in page
    assert late.status_code == 409 and versions(late.text)["How much"] == ("¥8,000.00", "¥9,000.00")
    (now,) = home.ask(lambda session: saving.goals(session, home.mei, TODAY))
    assert "Removed: The sea" in removed and now.goal.target == kept.goal.target


@pytest.mark.parametrize(("field", "value", "said"), [
    ("target", "", "Fill this in"), ("target", "0", "above zero"), ("account", "", "Fill this in"),
    ("by", "2026-11-21", "still to come"), ("by", "", "not a day"),
])
def test_a_goal_that_cannot_be_is_said_beside_its_field(home: Household, field: str, value: str, said: str) -> None:
    bank = id_text(home.ask(lambda session: named(session, home.mei, "bank")).account_id)
    form = {"target": "10000", "account": bank, "by": "2027-07-01", "name": "", field: value}

    answer = home.browser("Mei").post(f"{home.at}/goals", data=form)

    assert answer.status_code == 422 and said in fault_of(answer.text, field)


@pytest.mark.parametrize(("name", "path", "status"), [
    ("Jun", "/budgets/new", 200), ("Vic", "/budgets", 200), ("Vic", "/budgets/new", 403), ("Vic", "/goals/new", 403),
    ("Ola", "/budgets", 404)])
def test_budgets_are_open_to_those_in_the_ledger(home: Household, name: str, path: str, status: int) -> None:
    _do(home, lambda session: (made(session, home.mei, "dining"), aim(session, home.mei)))

    assert home.browser(name).get(home.at + path).status_code == status


def test_a_second_press_of_the_same_button_keeps_one(home: Household) -> None:
    client, sent = home.browser("Mei"), _form(home, "dining", client_key="press-once")

    first, second = (client.post(f"{home.at}/budgets", data=sent) for _ in range(2))

    assert (first.status_code, second.status_code, len(_kept(home))) == (303, 303, 1)
