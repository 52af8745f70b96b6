"""Repetition as a browser sees it: plain choices, what they mean, what waits, what was recorded by itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from ledger.domain.planning.due import Repeats
from ledger.domain.planning.rule_text import rule_text
from ledger.kernel.ids import id_text
from ledger.plumbing import clock, work
from ledger.plumbing.settings import read_settings
from ledger.services.planning import scheduling, turning
from ledger.store.books import sums
from tests.cast import NOW, TODAY, named
from tests.ledger.web.household import Household, fault_of, settle


@pytest.fixture(scope="module")
def house(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One app for all stories: each moves into a ledger of its own."""
    import app as whole

    folder = tmp_path_factory.mktemp("repeating")
    shutil.copy(_sqlite_template, folder / "house.db")
    made = whole.create_app(replace(read_settings({
        "DATABASE_URL": f"sqlite:///{folder / 'house.db'}", "INSTANCE_DIR": str(folder), "SECRET_KEY": "for tests",
    }), testing=True))
    made.config.update(TESTING=False, PROPAGATE_FAULTS=True, WTF_CSRF_ENABLED=False)
    yield made
    made.extensions["house_database"].dispose()


@pytest.fixture
def home(house: Flask, today: object) -> Household:
    return settle(house)


def _form(home: Household, **changed: object) -> dict[str, object]:
    bank, rent = (home.ask(lambda session, key=key: named(session, home.mei, key)) for key in ("bank", "rent"))
    return {
        "verb": "expense", "name": "Rent", "amount": "4200", "currency": "CNY", "account": id_text(bank.account_id),
        "category": id_text(rent.account_id), "on": "2026-11-21", "repeats": "monthly", "ends": "never", **changed,
    }


def _plan(home: Household, **changed: object) -> scheduling.Planned:
    answer = home.browser("Mei").post(f"{home.at}/planned", data=_form(home, **changed))
    assert answer.status_code == 303, answer.text
    return home.ask(lambda session: scheduling.planned(session, home.mei))[0]


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _work(home: Household, days: int = 0) -> None:
    with clock.pinned(NOW + timedelta(days=days)):
        work.work_off(home.app.extensions["house_database"])


CHOICES = [
    ({"repeats": "days", "every": "10"}, "FREQ=DAILY;INTERVAL=10", "Every 10 days", "2026-11-21"),
    ({"repeats": "weekly", "weekday": ["MO", "FR"]}, "FREQ=WEEKLY;BYDAY=MO,FR", "Every week on Monday and Friday",
     "2026-11-23"),
    ({"repeats": "weekly", "every": "2"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "Every 2 weeks on Saturday", "2026-11-21"),
    ({"month_by": "weekday", "nth": "2", "nth_day": "TU"}, "FREQ=MONTHLY;BYDAY=2TU",
     "Every month on the second Tuesday", "2026-12-08"),
    ({"every": "3", "month_day": "-1"}, "RSCALE=GREGORIAN;FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;SKIP=BACKWARD",
     "Every 3 months on the last day", "2026-11-30"),
    ({"repeats": "lunar_monthly", "lunar_day": "1"}, "RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1;SKIP=BACKWARD",
     "Every lunar month on the 1st. It comes in leap months too.", "2026-12-09"),
    ({"repeats": "lunar_yearly", "lunar_month": "8", "lunar_day": "15"},
     "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15;SKIP=BACKWARD",
     "Every lunar year on the 15th of the 8th lunar month", "2027-09-15"),
    ({"repeats": "rule", "rule": "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"}, "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
     "Every year on the fourth Thursday of November", "2026-11-26"),
]


@pytest.mark.parametrize(("said", "rule", "means", "first"), CHOICES)
def test_a_choice_is_kept_as_a_rule_said_in_words_and_chosen_again(
    home: Household, said: dict[str, object], rule: str, means: str, first: str
) -> None:
    one = _plan(home, **said)
    shown = home.browser("Mei").get(f"{home.at}/planned/{id_text(one.item.item_id)}").text

    assert (rule_text(one.item.rule), one.item.next_day.isoformat()) == (rule, first)
    assert means in _text(shown)
    assert f'value="{said.get("repeats", "monthly")}" checked' in re.sub(r' id="[^"]*"', "", shown)
    again = home.browser("Mei").post(f"{home.at}/planned/{id_text(one.item.item_id)}",
                                     data=_form(home, **said, on=first, version="1"))
    assert again.status_code == 303


@pytest.mark.parametrize(("said", "repeats", "anchor", "first"), [
    ({"month_day": "-1"}, Repeats.MONTHLY, 31, "2026-11-30"), ({"month_day": "5"}, Repeats.MONTHLY, 5, "2026-12-05"),
    ({"repeats": "weekly", "weekday": "MO"}, Repeats.WEEKLY, 23, "2026-11-23"),
    ({"repeats": "yearly"}, Repeats.YEARLY, 21, "2026-11-21"),
])
def test_what_was_always_there_is_kept_as_it_always_was(
    home: Household, said: dict[str, object], repeats: Repeats, anchor: int, first: str
) -> None:
    item = _plan(home, **said).item

    assert (item.repeats, item.anchor, item.next_day.isoformat(), item.rule) == (repeats, anchor, first, None)


@pytest.mark.parametrize(("ends", "means"), [
    ({"ends": "on", "ends_on": "2027-01-31"}, "It comes no more after Sunday, 31 January 2027."),
    ({"ends": "times", "times": "3"}, "It comes 3 times in all."),
    ({"ends": "total", "total": "10000"}, "It ends once ¥10,000.00 is paid"),
])
def test_it_ends_on_a_day_after_times_or_after_a_sum(home: Household, ends: dict[str, str], means: str) -> None:
    one = _plan(home, **ends)

    page = home.browser("Mei").get(f"{home.at}/planned/{id_text(one.item.item_id)}").text

    assert means in _text(page) and page.count("<time datetime=") == 3


@pytest.mark.parametrize("by_script", [True, False])
def test_the_days_are_shown_before_anything_is_kept_with_script_and_without(home: Household, by_script: bool) -> None:
    headers = {"HX-Request": "true"} if by_script else {}
    sent = {**_form(home, repeats="lunar_yearly", lunar_month="8", lunar_day="15"), "name": "", "client_key": "one"}

    page = home.browser("Mei").post(f"{home.at}/planned/said", data=sent, headers=headers)

    assert page.status_code == 200 and "Wednesday, 15 September 2027" in page.text
    assert ("<html" in page.text) is not by_script
    assert home.ask(lambda session: scheduling.planned(session, home.mei)) == []


def test_how_many_days_are_past_is_said_before_they_are_recorded(home: Household) -> None:
    sent = _form(home, repeats="days", on="2026-11-19", mode="post")

    page = home.browser("Mei").post(f"{home.at}/planned/said", data=sent, headers={"HX-Request": "true"}).text

    assert "3 of these days have come already" in page


@pytest.mark.parametrize(("changed", "field", "said"), [
    ({"repeats": "rule", "rule": "FREQ=HOURLY"}, "rule", "is not understood"),
    ({"repeats": "rule", "rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rule", "never come"),
    ({"repeats": "rule", "rule": "FREQ=DAILY;COUNT=1000000"}, "rule", "At most 10000 times"),
    ({"every": "0"}, "every", "Choose one"), ({"ends": "times", "times": "many"}, "times", "Choose one"),
    ({"ends": "on"}, "ends_on", "not a day"), ({"ends": "total", "total": ""}, "total", "Fill this in"),
    ({"repeats": "days", "mode": "post", "on": "2020-01-01"}, "on", "more than 400 times"),
    ({"repeats": "lunar_yearly", "on": "1970-01-01"}, "on", "lunar calendar"),
    ({"repeats": "weekly", "weekday": "XX"}, "weekday", "Choose one"), ({"mode": "shout"}, "mode", "Choose one"),
])
def test_what_cannot_repeat_is_said_beside_its_field(
    home: Household, changed: dict[str, str], field: str, said: str
) -> None:
    sent, client = _form(home, **changed), home.browser("Mei")

    kept, shown = client.post(f"{home.at}/planned", data=sent), client.post(
        f"{home.at}/planned/said", data=sent, headers={"HX-Request": "true"})

    assert kept.status_code == 422 and said in fault_of(kept.text, field)
    assert shown.status_code == 200 and said in shown.text


def test_what_was_recorded_by_itself_is_shown_and_undone(home: Household) -> None:
    one, client = _plan(home, mode="post"), home.browser("Mei")
    _work(home)
    page = client.get(f"{home.at}/planned").text

    undone = client.post(f"{home.at}/planned/{id_text(one.item.item_id)}/turns/{TODAY}/undo", follow_redirects=True)

    assert "Recorded by itself" in page and "by itself" in page
    assert "Taken back: Rent" in undone.text and "Put it back" in undone.text
    held = home.ask(lambda session: sums.balances(session, home.mei.book_id, TODAY))
    assert held[one.account.account_id, "CNY"][0] == 0 and home.faults() == ()


def test_what_waits_is_confirmed_with_another_sum_undone_and_left_out(home: Household) -> None:
    one, client = _plan(home, mode="draft"), home.browser("Mei")
    _work(home)
    at = f"{home.at}/planned/{id_text(one.item.item_id)}/turns/{TODAY}"

    page = client.get(f"{home.at}/planned").text
    done = client.post(f"{at}/confirm", data={"amount": "4000"}, follow_redirects=True).text
    client.post(re.search(r'action="([^"]*/unconfirm[^"]*)"', done)[1])
    again = client.get(f"{home.at}/planned").text
    client.post(f"{at}/leave-out")

    assert "To confirm" in page and "To confirm" not in done and "To confirm" in again
    assert home.ask(lambda session: turning.waiting(session, home.mei)) == []
    assert client.post(f"{at}/confirm").status_code == 409
    assert client.post(at.replace(str(TODAY), "never") + "/confirm").status_code == 404


def test_a_turn_that_could_not_be_recorded_says_why(home: Household) -> None:
    one = _plan(home, mode="post", on="2026-11-22", month_day="22")
    home.browser("Mei").post(f"{home.at}/accounts/{id_text(one.account.account_id)}/put-away")
    _work(home, days=2)

    page = _text(home.browser("Mei").get(f"{home.at}/planned").text)

    assert "To confirm" in page and "put away" in page


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_rule_of_every_kind_is_a_sentence_in_chinese(home: Household, language: str) -> None:
    with home.app.extensions["house_database"].transaction() as session:
        session.run(sa.text("UPDATE person SET language = :tag"), {"tag": language})
    client = home.browser("Mei")

    for said, *_rest in CHOICES:
        page = client.post(f"{home.at}/planned/said", data=_form(home, **said), headers={"HX-Request": "true"}).text
        strong = re.search(r"<strong>(.*?)</strong>", page)
        assert strong is not None and "每" in strong[1] and not re.search("[A-Za-z]", strong[1]), strong


def test_what_the_scene_reminds_of_by_the_moon_fills_the_form(home: Household) -> None:
    page = home.browser("Mei").get(f"{home.at}/planned/new?hint=new_year").text

    assert 'value="New Year envelopes"' in page and 'value="lunar_yearly" checked' in page
    assert '<option value="1" selected>the 1st lunar month</option>' in page
