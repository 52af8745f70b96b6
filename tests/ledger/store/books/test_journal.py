"""A page of the journal on both engines: order, cursors, every filter, and which index each reads."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.books.journal import Cursor, JournalQuery
from ledger.plumbing.db import Database
from ledger.services.books import bookkeeping
from ledger.store.books import journal, trash
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named
from tests.ledger.store.books.journal_made import RARE, fill


def found(session, seat, query=None, after=None, limit=50):
    return journal.page(
        session, seat.book_id, query or JournalQuery(), after, viewer=seat.member.member_id, limit=limit
    )


def noted(session, seat, note, payee="", *, key="dining", amount="32.00", back=0, **more):
    parts = [(named(session, seat, key), cny(amount))]
    spent = compose.spent(named(session, seat, "wechat"), parts)
    entry = Entry(TODAY - timedelta(days=back), Verb.EXPENSE, spent, Words(payee, note), **more)
    return bookkeeping.record(session, seat, entry, NOW).stands


def test_pages_follow_one_another_newest_first_without_gap_or_repeat(session):
    seat = book(session)
    fill(session, seat, 130, per_day=7)

    pages, after = [], None
    while not pages or after:
        one = found(session, seat, after=after)
        pages.append(one.entry_ids)
        after = one.next

    together = [entry_id for page in pages for entry_id in page]
    assert [len(page) for page in pages] == [50, 50, 30]
    assert len(set(together)) == 130


def test_an_amended_entry_stands_once_as_it_is_now(session):
    seat = book(session)
    first = noted(session, seat, "lunch")
    amended = bookkeeping.amend(session, seat, first.thing_id, 1, lunch(session, seat, "38.00"), NOW)

    assert found(session, seat).entry_ids == (amended.stands.entry_id,)


@pytest.mark.parametrize("text", ["火锅", "晚饭", "晚饭火锅", "锅", "oven", "OVENS", "面馆 火锅", "🍜"])
def test_text_finds_an_entry_by_any_part_of_its_words(session, text):
    seat = book(session)
    sought = noted(session, seat, "晚饭火锅 ovens 🍜", "老街面馆")
    noted(session, seat, "午饭面条")

    assert found(session, seat, JournalQuery(text=text)).entry_ids == (sought.entry_id,)


@pytest.mark.parametrize("text", ["饭火面", "锅晚", "火锅 午饭", "ven"])
def test_text_that_is_not_there_finds_nothing(session, text):
    seat = book(session)
    noted(session, seat, "晚饭火锅 ovens")
    noted(session, seat, "午饭 火 锅火")

    assert found(session, seat, JournalQuery(text=text)).entry_ids == ()


def test_words_of_an_entry_that_was_amended_away_find_nothing(session):
    seat = book(session)
    first = noted(session, seat, "晚饭火锅")
    bookkeeping.amend(session, seat, first.thing_id, 1, lunch(session, seat), NOW)

    assert found(session, seat, JournalQuery(text="火锅")).entry_ids == ()


def test_category_account_verb_and_days_narrow_the_journal(session):
    seat = book(session)
    old = noted(session, seat, "bus", key="transport", back=40)
    new = noted(session, seat, "lunch")
    moved = compose.moved(named(session, seat, "bank"), named(session, seat, "wechat"), cny("100"))
    transfer = bookkeeping.record(session, seat, Entry(TODAY, Verb.TRANSFER, moved), NOW).stands
    account = {key: named(session, seat, key).account_id for key in ("transport", "wechat", "bank")}

    assert found(session, seat, JournalQuery(category=account["transport"])).entry_ids == (old.entry_id,)
    assert found(session, seat, JournalQuery(account=account["bank"])).entry_ids == (transfer.entry_id,)
    assert found(session, seat, JournalQuery(verb=Verb.TRANSFER)).entry_ids == (transfer.entry_id,)
    assert found(session, seat, JournalQuery(until=TODAY - timedelta(days=1))).entry_ids == (old.entry_id,)
    both = JournalQuery(account=account["wechat"], verb=Verb.EXPENSE, since=TODAY)
    assert found(session, seat, both).entry_ids == (new.entry_id,)


def test_an_amount_is_found_in_its_own_currency_whole_or_as_a_part(session):
    seat = book(session)
    parts = [(named(session, seat, "groceries"), cny("100")), (named(session, seat, "daily"), cny("58"))]
    spent = compose.spent(named(session, seat, "wechat"), parts)
    split = bookkeeping.record(session, seat, Entry(TODAY, Verb.EXPENSE, spent), NOW).stands
    yen = compose.spent(named(session, seat, "cash"), [(named(session, seat, "travel"), jpy("86400"))])
    inn = bookkeeping.record(session, seat, Entry(TODAY, Verb.EXPENSE, yen), NOW).stands

    def between(low, high):
        return set(found(session, seat, JournalQuery(low=Decimal(low), high=Decimal(high))).entry_ids)

    assert between("158", "158") == between("100", "100") == between("57.5", "58.5") == {split.entry_id}
    assert between("86400", "86400") == {inn.entry_id}
    assert between("0.5", "57") == set()


def test_a_private_entry_is_its_recorders_alone(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    secret = noted(session, seat, "惊喜礼物", visibility="member")

    assert found(session, seat, JournalQuery(text="礼物")).entry_ids == (secret.entry_id,)
    assert found(session, jun, JournalQuery(text="礼物")).entry_ids == ()
    assert found(session, jun).entry_ids == ()


def test_a_search_that_finds_little_stops_says_so_and_goes_on(session, monkeypatch):
    seat = book(session)
    fill(session, seat, 600)
    monkeypatch.setattr(journal, "SCAN_MAX", 200)
    rare = JournalQuery(low=Decimal("15.99"), high=Decimal("15.99"))

    first = found(session, seat, rare)
    rest, after = [], first.next
    while after:
        one = found(session, seat, rare, after)
        rest, after = [*rest, *one.entry_ids], one.next

    assert first.is_cut and first.entry_ids == ()
    assert len(rest) == 1


def test_what_was_taken_back_waits_in_the_trash_until_it_stands_again(session):
    seat = book(session)
    one, other = noted(session, seat, "one"), noted(session, seat, "other")
    for thing in (one, other):
        bookkeeping.take_back(session, seat, thing.thing_id, 1, NOW)
    bookkeeping.restore(session, seat, one.entry_id, NOW)

    gone, rest = trash.taken_back(session, seat.book_id, 99, viewer=seat.member.member_id, limit=10)

    assert [back.entry_id for back in gone] == [other.entry_id] and rest is None


def test_the_trash_pages_latest_first(session):
    seat = book(session)
    things = [noted(session, seat, f"n{n}") for n in range(5)]
    for thing in things:
        bookkeeping.take_back(session, seat, thing.thing_id, 1, NOW)

    first, rest = trash.taken_back(session, seat.book_id, 99, viewer=seat.member.member_id, limit=3)
    second, end = trash.taken_back(session, seat.book_id, rest, viewer=seat.member.member_id, limit=3)

    latest_first = [thing.entry_id for thing in reversed(things)]
    assert [one.entry_id for one in (*first, *second)] == latest_first and end is None


PLANS = {
    "page": (JournalQuery(), "standing"),
    "han": (JournalQuery(text="火锅"), "entry_token"),
    "phrase": (JournalQuery(text=RARE), "entry_token"),
    "amount": (JournalQuery(low=Decimal("10.05")), "standing"),
    "verb": (JournalQuery(verb=Verb.INCOME), "standing"),
}


@pytest.fixture(scope="module")
def many(_sqlite_template, tmp_path_factory):
    """A session on SQLite, and a seat in a book of twenty thousand entries."""
    path = tmp_path_factory.mktemp("many") / "house.db"
    shutil.copy(_sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        seat = book(session)
        fill(session, seat, 20_000)
        session.run(sa.text("ANALYZE"))
        yield session, seat
    database.dispose()


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("after", [None, Cursor(TODAY - timedelta(days=300), 0)])
def test_every_search_reads_one_index_in_order_and_looks_the_rest_up(many, name, after):
    session, seat = many
    query, source = PLANS[name]

    plan = _plan(session, seat, query, after)

    assert f"SEARCH {source} USING" in plan
    assert not re.search(r"SCAN (?!keys|judged)", plan) and "TEMP B-TREE" not in plan


def test_the_beginning_of_a_word_sorts_few_keys_and_never_many(many, monkeypatch):
    session, seat = many
    few = _plan(session, seat, JournalQuery(text="coffee"), None)
    monkeypatch.setattr(journal, "WIDE", 100)
    wide = _plan(session, seat, JournalQuery(text="coffee"), None)

    assert "SEARCH entry_token USING PRIMARY KEY" in few
    assert "SEARCH standing USING" in wide and "TEMP B-TREE" not in wide


def test_an_account_is_read_by_its_own_index(many):
    session, seat = many

    plan = _plan(session, seat, JournalQuery(category=named(session, seat, "dining").account_id), None)

    assert "COVERING INDEX ix_posting_book_id_account_id_on_day_entry_id" in plan
    assert "TEMP B-TREE" not in plan


def test_a_word_of_two_han_characters_is_found_among_twenty_thousand_entries(many):
    session, seat = many

    assert len(found(session, seat, JournalQuery(text="火锅")).entry_ids) == 20
    assert found(session, seat, JournalQuery(text="没有")).entry_ids == ()


@pytest.mark.nightly
def test_a_word_of_two_han_characters_is_found_among_a_million_entries(session):
    seat = book(session)
    fill(session, seat, 1_000_000, per_day=250)

    rare = found(session, seat, JournalQuery(text="火锅"))

    assert len(rare.entry_ids) == 50 and not rare.is_cut
    assert found(session, seat, JournalQuery(text="没有")).entry_ids == ()


def _plan(session, seat, query, after) -> str:
    source = journal._best(session, seat.book_id, query, {})
    search = journal._Search(seat.book_id, query, seat.member.member_id, source, {})
    statement = journal._fitting(search, journal._keys(search, after, 51))
    compiled = statement.compile(
        dialect=session.connection.dialect,
        compile_kwargs={"literal_binds": True, "render_postcompile": True},
    )
    return "\n".join(str(row[-1]) for row in session.rows(sa.text(f"EXPLAIN QUERY PLAN {compiled}")))
