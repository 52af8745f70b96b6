"""Projects, tags and payees as a browser sees them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from ledger.domain.names.name import Name, Sort
from ledger.kernel.ids import id_text
from ledger.services.books import journal
from ledger.services.names import changing, knowing, looking
from tests.cast import NOW, TODAY, named
from tests.ledger.services.names.test_names import eat, on_project
from tests.ledger.services.planning.budgeted import made
from tests.ledger.web.household import Household, settle


@pytest.fixture
def home(app: Flask, today: object) -> Household:
    return settle(app)


def _do(home: Household, deed):
    with home.app.extensions["house_database"].transaction() as session:
        session.allow_books([home.mei.book_id])
        return deed(session)


def _make(home: Household, sort: Sort, name: str) -> Name:
    return _do(home, lambda session: changing.make(session, home.mei, Name(sort, 0, name), NOW))


def _at(home: Household, name: Name) -> str:
    return f"{home.at}/names/{name.sort.value}/{id_text(name.name_id)}"


def _open(home: Household, sort: Sort) -> list[str]:
    found = home.ask(lambda session: looking.listed(session, home.mei, sort, TODAY))
    return [one.name.name for one in found.open]


def _undo(page: str) -> str:
    found = re.search(r'data-settles.*?action="([^"]*)"', page, re.S)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_without_any_the_pages_say_what_they_are_for(home: Household) -> None:
    mei = home.browser("Mei")
    pages = [mei.get(f"{home.at}/names?sort={sort.value}").text for sort in Sort]

    assert all(text in page for text, page in zip(("No tag yet", "No project yet", "No payee"), pages, strict=True))
    assert home.browser("Vic").get(f"{home.at}/names").text.count("<form class=\"form\"") == 0
    assert mei.get(f"{home.at}/names?sort=nothing").status_code == 404


def test_an_entry_is_recorded_with_its_tags_found_by_them_and_amended(home: Household) -> None:
    mei = home.browser("Mei")
    dining, wechat = (id_text(home.ask(lambda session, key=key: named(session, home.mei, key)).account_id)
                      for key in ("dining", "wechat"))
    form = {"verb": "expense", "amount": "32", "category": dining, "account": wechat, "on": "2026-11-21"}

    mei.post(f"{home.at}/journal", data={**form, "tags": "#Work, berlin"})
    page = home.ask(lambda session: journal.page(session, home.mei, journal.JournalQuery(), None))
    kept = page.days[0].shown[0].kept
    tags = home.ask(lambda session: knowing.called(session, home.mei, Sort.TAG))
    at = f"{home.at}/journal/{id_text(kept.thing_id)}"

    assert [tags[one] for one in kept.entry.tags] == ["Work", "berlin"]
    assert "#Work #berlin" in mei.get(at).text
    found = mei.get(f"{home.at}/journal?tag={id_text(kept.entry.tags[0])}").text
    assert "#Work" in found and "32" in found
    assert 'value="#Work #berlin"' in mei.get(f"{at}/amend").text
    mei.post(f"{at}/amend", data={**form, "version": "1", "tags": "#work"})
    assert "#Work #berlin" in mei.get(f"{at}/history").text and home.faults() == ()


def test_too_many_tags_are_refused_beside_their_field_with_what_was_typed(home: Household) -> None:
    dining, wechat = (id_text(home.ask(lambda session, key=key: named(session, home.mei, key)).account_id)
                      for key in ("dining", "wechat"))
    typed = " ".join(f"t{n}" for n in range(11))

    refused = home.browser("Mei").post(f"{home.at}/journal", data={
        "verb": "expense", "amount": "32", "category": dining, "account": wechat, "on": "2026-11-21", "tags": typed})

    assert refused.status_code == 422
    assert 'id="f-tags-fault"' in refused.text and f'value="{typed}"' in refused.text
    assert home.ask(lambda session: knowing.called(session, home.mei, Sort.TAG)) == {}


def test_a_project_is_made_changed_put_away_and_each_is_undone(home: Household) -> None:
    mei = home.browser("Mei")

    page = mei.post(f"{home.at}/names/project", data={"name": "Kyoto", "since": "2026-11-01"}, follow_redirects=True)
    (one,) = home.ask(lambda session: looking.listed(session, home.mei, Sort.PROJECT, TODAY)).open
    renamed = mei.post(_at(home, one.name), data={"name": "Japan", "version": "1"}, follow_redirects=True)
    assert "Kyoto" in page.text and _open(home, Sort.PROJECT) == ["Japan"]
    mei.post(_undo(renamed.text))
    back = home.ask(lambda session: changing.get(session, home.mei, Sort.PROJECT, one.name.name_id))
    assert (back.name, back.since, back.version) == ("Kyoto", one.name.since, 3)
    away = mei.post(f"{_at(home, back)}/put-away", data={"version": "3"}, follow_redirects=True)
    assert _open(home, Sort.PROJECT) == [] and "1 put away" in away.text
    mei.post(_undo(away.text))
    assert _open(home, Sort.PROJECT) == ["Kyoto"]


def test_two_tags_are_merged_by_name_and_parted_again(home: Household) -> None:
    mei, work, job = home.browser("Mei"), _make(home, Sort.TAG, "work"), _make(home, Sort.TAG, "job")
    _do(home, lambda session: eat(session, home.mei, "12.34", "job"))

    merged = mei.post(f"{_at(home, job)}/merge", data={"into": "#WORK", "version": "1"}, follow_redirects=True).text

    assert "12" in merged and "merged into this" in merged and _open(home, Sort.TAG) == ["work"]
    assert mei.get(_at(home, job)).text.count("#work") > 0, "the address of a merged one shows what it goes into"
    mei.post(_undo(merged))
    assert sorted(_open(home, Sort.TAG)) == ["job", "work"]
    refused = mei.post(f"{_at(home, work)}/merge", data={"into": "nowhere", "version": "1"})
    assert refused.status_code == 422 and 'value="nowhere"' in refused.text


def test_who_was_slower_meets_both_versions(home: Household) -> None:
    project = _make(home, Sort.PROJECT, "Kyoto")
    jun, mei = home.browser("Jun"), home.browser("Mei")
    jun.post(_at(home, project), data={"name": "Japan", "version": "1"})

    met = mei.post(_at(home, project), data={"name": "Osaka", "version": "1"})

    assert met.status_code == 409 and "Japan" in met.text and "Osaka" in met.text
    taken = mei.post(f"{home.at}/names/project", data={"name": "JAPAN"})
    assert taken.status_code == 422 and 'id="f-name-fault"' in taken.text


def test_a_project_tells_its_whole_cost_and_its_budget(home: Household) -> None:
    project = _make(home, Sort.PROJECT, "Kyoto")

    def live(session) -> None:
        made(session, home.mei, project=project.name_id, name="The trip")
        on_project(session, home.mei, project.name_id, "1000.50", "dining")
        on_project(session, home.mei, project.name_id, "200", "transport")

    _do(home, live)
    page = home.browser("Vic").get(_at(home, project)).text
    budget = home.browser("Mei").get(f"{home.at}/budgets/new?project={id_text(project.name_id)}").text

    assert "1,200" in page and "The trip" in page and "/journal?category=" in page
    assert 'value="whole" checked' in re.sub(' id="[^"]*"', "", budget) and "selected>Kyoto" in budget
    assert home.browser("Ola").get(_at(home, project)).status_code == 404


def test_a_payees_page_says_what_its_entries_wrote_after_it_was_renamed(home: Household) -> None:
    payee = _do(home, lambda session: eat(session, home.mei, "10", payee="SBUX 0342")).stands.payee_id
    known = home.ask(lambda session: changing.get(session, home.mei, Sort.PAYEE, payee))
    dining = id_text(home.ask(lambda session: named(session, home.mei, "snacks")).account_id)

    page = home.browser("Mei").post(
        _at(home, known), data={"name": "Starbucks", "category": dining, "version": "0"}, follow_redirects=True).text

    assert "Written as: SBUX 0342" in page and "<h1>Starbucks</h1>" in page
    assert "SBUX 0342" in home.browser("Mei").get(f"{home.at}/journal").text
    gathered = home.browser("Mei").get(f"{home.at}/reports/by?by=payee").text
    assert "Starbucks" in gathered and "SBUX" not in gathered


def test_by_tag_an_entry_of_two_is_in_both_and_the_page_says_so(home: Household) -> None:
    _do(home, lambda session: eat(session, home.mei, "10", "a", "b"))

    page = home.browser("Mei").get(f"{home.at}/reports/by?by=tag").text

    assert page.count(">10<") == 3 and "An entry with several tags counts under each of them" in page


def test_a_name_with_marks_is_only_text(home: Household) -> None:
    project = _make(home, Sort.PROJECT, "<b>Kyoto</b>")

    page = home.browser("Mei").get(_at(home, replace(project))).text

    assert "<b>Kyoto" not in page and "&lt;b&gt;Kyoto" in page
