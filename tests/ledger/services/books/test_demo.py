"""The demo's books: the whole cast on SQLite once, and one book in small steps on both engines."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from ledger.cli import demo as command
from ledger.domain.believable.cast import PEOPLE, STORIES, WELCOME, Story
from ledger.domain.books.book import Seat
from ledger.domain.people.password import check_password
from ledger.domain.people.person import Person, address_digest
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.db import Database, Session
from ledger.plumbing.guarding.passwords import is_password
from ledger.services.books import checking, demo, opening
from ledger.services.people import joining
from ledger.services.planning import scheduling
from ledger.store.books import accounts, books, entries, log
from ledger.store.people import persons
from ledger.store.planning import scheduled
from tests.cast import next_after

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
CALM = next(story for story in STORIES if story.key == "calm")
TRIP = next(story for story in STORIES if story.key == "trip")
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def house(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database in which the demo was given today, once for all tests that only read it or go on from a copy."""
    path = tmp_path_factory.mktemp("demo") / "house.db"
    shutil.copy(_sqlite_template, path)
    where, began = Database(f"sqlite:///{path}"), time.monotonic()
    with clock.pinned(NOON):
        given = command.give(where, TODAY)
    print(f"{given.recorded} entries in {time.monotonic() - began:.1f} s")
    where.dispose()
    yield path


@pytest.fixture
def given(house: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the demo's database of one's own."""
    shutil.copy(house, tmp_path / "given.db")
    where = Database(f"sqlite:///{tmp_path / 'given.db'}")
    yield where
    where.dispose()


def test_again_on_the_same_day_it_changes_nothing(given: Database) -> None:
    before = _heads(given)

    with clock.pinned(NOON + timedelta(hours=7)):
        again = command.give(given, TODAY)

    assert again.recorded == 0
    assert _heads(given) == before


def test_on_a_later_day_it_records_the_days_between_and_no_others(given: Database) -> None:
    before = {key: len(rows) for key, rows in _all_rows(given, TODAY).items()}

    with clock.pinned(NOON + timedelta(days=5)):
        later = command.give(given, TODAY + timedelta(days=5))

    fresh = _all_rows(given, TODAY + timedelta(days=5))
    assert later.recorded == sum(len(rows) - before[key] for key, rows in fresh.items()) > 20
    assert {key: len(rows) for key, rows in _all_rows(given, TODAY).items()} == before
    assert max(row[0] for row in fresh["home"]) == date(2026, 11, 26)


def test_what_a_visitor_recorded_or_renamed_stays_and_the_demo_goes_on(given: Database) -> None:
    with given.transaction() as session:
        one = _book(session, "home")
        seat = Seat(one.book, books.members(session, one.book.book_id)[0], None)
        opening.change_settings(session, seat, one.book.version, NOON, name="Ours", zone=one.book.zone,
                                home_currency="CNY", pigment=one.book.pigment, locked_until=None, closed=False)

    with clock.pinned(NOON + timedelta(days=2)):
        later = command.give(given, TODAY + timedelta(days=2))

    assert later.recorded > 0
    assert later.books["home"].book.name == "Ours"
    assert len(later.books) == len(STORIES)


def test_every_book_of_the_demo_verifies_and_rebuild_changes_nothing(given: Database) -> None:
    with given.transaction() as session:
        checked = {story.key: checking.verify(session, _book(session, story.key).book.book_id) for story in STORIES}
        changed = [checking.rebuild(session, one.book_id) for one in checked.values()]

    assert [one.faults for one in checked.values()] == [()] * len(STORIES)
    assert changed == [0] * len(STORIES)
    assert all(one.entries > 1_500 for key, one in checked.items() if key != "trip")
    assert checked["trip"].entries > 50


def test_nothing_is_recorded_after_this_moment(given: Database) -> None:
    with given.transaction() as session:
        for story in STORIES:
            latest = log.latest(session, _book(session, story.key).book.book_id, 40)
            assert all(deed.at <= NOON for deed in latest)
            assert {deed.actor_kind for deed in latest} == {"job"}


def test_the_cast_signs_in_with_the_password_the_command_tells(given: Database) -> None:
    with given.transaction() as session:
        kept = [persons.credential(session, person.person_id) for person in _people(session).values()]

    assert all(is_password(one.password_hash, WELCOME) for one in kept)
    assert all(check_password(WELCOME, person.email) == WELCOME for person in PEOPLE)


@pytest.mark.parametrize(("key", "roles"), [
    ("home", {"Mei": "owner", "Jun": "partner"}),
    ("shop", {"Jun": "owner", "Ola": "partner"}),
    ("trip", {"Mei": "owner", "Jun": "partner", "Ola": "partner", "Wang": "viewer"}),
    ("calm", {"Lin": "owner"}),
])
def test_each_book_has_its_members(given: Database, key: str, roles: dict[str, str]) -> None:
    with given.transaction() as session:
        members = books.members(session, _book(session, key).book.book_id)

    assert {member.name: member.role for member in members} == roles
    assert [member.name for member in members if member.person_id is None] == (["Wang"] if key == "trip" else [])


def test_meis_card_knows_its_terms_and_what_is_to_come_is_written_down(given: Database) -> None:
    with given.transaction() as session:
        book_id = _book(session, "home").book.book_id
        card = next(one for one in accounts.load(session, book_id).values() if one.pack_key == "credit_card")
        items = scheduled.load(session, book_id)

    assert card.card is not None
    assert (card.card.limit, card.card.statement_day, card.card.due_day, card.card.rate_bps) == (3_000_000, 5, 25, 1825)
    assert {"房租", "工资", "还信用卡"} <= {item.name for item in items}
    assert all(item.next_day is not None and item.next_day > TODAY for item in items)


def test_what_fell_due_moves_on_with_the_demo(given: Database) -> None:
    with clock.pinned(NOON + timedelta(days=20)):
        command.give(given, TODAY + timedelta(days=20))

    with given.transaction() as session:
        items = scheduled.load(session, _book(session, "home").book.book_id)

    assert all(item.next_day is not None and item.next_day > TODAY + timedelta(days=20) for item in items)


def test_the_command_answers_with_one_object(
    app: Flask, settings: object, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(house, app.extensions["house_database"].url.database)

    monkeypatch.setattr(command, "extend", [])
    with clock.pinned(NOON):
        done = app.test_cli_runner().invoke(command.demo, ["--json"])

    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert list(answer) == ["people", "books", "lenders", "day"]
    assert answer["people"][0] == {"email": "mei@example.org", "password": WELCOME}
    assert [book["name"] for book in answer["books"]] == ["Our home", "Corner shop", "Kyoto, autumn", "Lin’s home"]
    assert all(read_id(book["book"]) for book in answer["books"])
    assert (answer["lenders"], answer["day"]) == ([], "2026-11-21")


def test_the_other_side_adds_its_part_to_the_answer(app: Flask, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(house, app.extensions["house_database"].url.database)
    monkeypatch.setattr(command, "extend", [
        lambda _where, day, cast: {"lenders": [{"name": "Harbour", "since": str(day), "people": len(cast)}]}])

    done = app.test_cli_runner().invoke(command.demo, ["--json", "--day", "2026-11-21"])

    assert json.loads(done.stdout)["lenders"] == [{"name": "Harbour", "since": "2026-11-21", "people": 8}]


def test_a_book_of_four_in_two_currencies_is_given_on_either_engine(database: Database) -> None:
    with clock.pinned(NOON):
        first, again = command.give(database, TODAY, [TRIP]), command.give(database, TODAY, [TRIP])

    with database.transaction() as session:
        checked = checking.verify(session, first.books["trip"].book.book_id)
        kept = entries.after(session, checked.book_id, 0, 1_000)
    assert (first.recorded, again.recorded) == (checked.entries, 0)
    assert checked.faults == ()
    assert {p.currency for k in kept for p in k.entry.postings} == {"CNY", "JPY"}
    assert all(p.home_minor is not None for k in kept for p in k.entry.postings)
    assert any(p.shares for k in kept for p in k.entry.postings)


@pytest.mark.parametrize(("key", "name", "target"), [
    ("home", "还信用卡", "credit_card"), ("shop", "小军拿回家", "partner_current"), ("calm", "存定期", "savings"),
])
def test_whatever_is_planned_can_be_recorded_with_one_tap(given: Database, key: str, name: str, target: str) -> None:
    with given.transaction() as session:
        one = _book(session, key)
        session.allow_books([one.book.book_id])
        seat = demo._seats(session, one, _people(session))[0][one.story.owner]
        items = scheduling.planned(session, seat)
        assert all(planned.target for planned in items)

        item = next(planned.item for planned in items if planned.item.name == name)
        recorded = scheduling.record_now(session, seat, item.item_id, item.version, TODAY, item.amount, NOON)

        assert recorded.done.stands is not None
        went = {p.account_id: p.minor for p in recorded.done.stands.entry.postings}
        known = {a.pack_key: account_id for account_id, a in accounts.load(session, one.book.book_id).items()}
        assert went == {known[target]: item.amount.minor, known["bank"]: -item.amount.minor}
        assert recorded.now.next_day == next_after(item)


def test_two_runs_record_what_one_run_records(database: Database) -> None:
    begins, ends = date(2026, 8, 1), date(2026, 10, 20)
    with database.transaction() as session:
        twice, once = _lin(session, "lin@example.org"), _lin(session, "lin2@example.org")
        for people in (twice, once):
            demo.open_story(session, CALM, people, begins, ends)

    for until in (begins + timedelta(days=30), ends):
        _record(database, twice, begins, until)
    _record(database, once, begins, ends)

    with database.transaction() as session:
        first, second = demo.find(session, CALM, twice["lin"]), demo.find(session, CALM, once["lin"])
        assert first is not None and second is not None
        assert len(_rows(session, first)) > 250
        assert _rows(session, first) == _rows(session, second)
        assert checking.verify(session, first.book.book_id).faults == ()
        assert {deed.actor_kind for deed, _hash in log.each(session, first.book.book_id)} == {"job"}


def _lin(session: Session, email: str) -> dict[str, Person]:
    asked = joining.Asked(email, "Lin", "no hash signs in", "zh-Hans", "Asia/Shanghai", "CNY")
    return {"lin": joining.add_person(session, asked, NOON)}


def _record(where: Database, people: dict[str, Person], start: date, until: date) -> None:
    with where.transaction() as session:
        one = demo.find(session, CALM, people["lin"])
        assert one is not None
        demo.record(session, one, people, demo.told(one, start, until), NOON)


def _people(session: Session) -> dict[str, Person]:
    found = {one.key: persons.by_address(session, address_digest(one.email)) for one in PEOPLE}
    return {key: person for key, person_id in found.items() if (person := persons.get(session, person_id or 0))}


def _book(session: Session, key: str) -> demo.Lived:
    story: Story = next(one for one in STORIES if one.key == key)
    found = demo.find(session, story, _people(session)[story.owner])
    assert found is not None
    return found


def _rows(session: Session, one: demo.Lived) -> Rows:
    """Every entry of a book as a person would read it, in the order it was recorded."""
    names = {account.account_id: account.pack_key for account in accounts.load(session, one.book.book_id).values()}
    kept = entries.after(session, one.book.book_id, 0, 10_000)
    return [(k.entry.on, k.recorded_at, k.entry.verb, k.entry.words.payee, k.entry.words.note,
             tuple((names[p.account_id], p.minor) for p in k.entry.postings)) for k in kept]


def _all_rows(where: Database, until: date) -> dict[str, Rows]:
    with where.transaction() as session:
        return {story.key: [row for row in _rows(session, _book(session, story.key)) if row[1] <= _end(until)]
                for story in STORIES}


def _end(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, 59, 59, tzinfo=UTC)


def _heads(where: Database) -> list[log.Head]:
    with where.transaction() as session:
        return [log.head(session, _book(session, story.key).book.book_id) for story in STORIES]
