"""Quick entry in a real book: what is offered, what is remembered, and what stays another's secret."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.quick.suggest import Repeat
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Database
from ledger.services.books import bookkeeping, leaving, opening, quick
from ledger.store.books import habits
from tests.cast import NOW, TODAY, book, cny, join, lunch, named


def spend(session, seat, key, amount, *, days_ago=0, hour=12, place="wechat", payee="", note="", visibility="book"):
    """An expense recorded on the day it happened, at an hour in Shanghai."""
    on = TODAY - timedelta(days=days_ago)
    parts = [(named(session, seat, key), cny(amount))]
    entry = Entry(on, Verb.EXPENSE, compose.spent(named(session, seat, place), parts), Words(payee, note),
                  visibility=visibility)
    at = datetime(on.year, on.month, on.day, hour, tzinfo=UTC) - timedelta(hours=8)
    return bookkeeping.record(session, seat, entry, at)


def keys(accounts):
    return [account.pack_key for account in accounts]


def test_a_new_book_offers_its_tiles_and_nothing_it_cannot_know(session):
    seat = book(session)

    offered = quick.sheet(session, seat, TODAY, 12)

    assert keys(offered.categories)[:3] == ["dining", "groceries", "transport"]
    assert (offered.account, offered.repeats, offered.payees) == (None, (), ())
    assert keys(offered.accounts)[0] == "wechat"


def test_what_is_usual_at_this_hour_comes_first_with_its_account(session):
    seat = book(session)
    for days_ago in range(1, 9):
        spend(session, seat, "snacks", "18.00", days_ago=days_ago, hour=15, place="alipay", note="咖啡")
        spend(session, seat, "dining", "30.00", days_ago=days_ago, hour=12, note="午饭")

    offered = quick.sheet(session, seat, TODAY, 15)

    assert keys(offered.categories)[0] == "snacks"
    assert offered.account == named(session, seat, "alipay")
    assert offered.repeats[0] == Repeat(offered.categories[0].account_id, offered.account.account_id, "", "咖啡", 1800,
                                        "CNY")


def test_the_sheet_for_a_transfer_offers_places_and_no_category(session):
    seat = book(session)
    spend(session, seat, "dining", "30.00", days_ago=1, place="cash")

    offered = quick.sheet(session, seat, TODAY, 12, verb=Verb.TRANSFER)

    assert offered.categories == [] and keys(offered.accounts)[0] == "cash"


def test_income_is_offered_income_categories(session):
    seat = book(session)

    offered = quick.sheet(session, seat, TODAY, 12, verb=Verb.INCOME)

    assert {account.kind for account in offered.categories} == {"income"}


def test_an_account_put_away_is_offered_no_more(session):
    seat = book(session)
    for days_ago in (1, 2):
        spend(session, seat, "dining", "30.00", days_ago=days_ago, place="cash", note="午饭")
    cash = named(session, seat, "cash")
    opening.amend_account(session, seat, replace(cash, closed=True), cash.version, NOW)

    offered = quick.sheet(session, seat, TODAY, 12)

    assert offered.account is None and offered.repeats == ()
    assert "cash" not in keys(offered.accounts)


def test_a_payee_is_remembered_with_category_and_account(session):
    seat = book(session)
    spend(session, seat, "dining", "28.00", days_ago=3, place="alipay", payee="Old Street")

    reading = quick.understand(session, seat, "old street 32", TODAY)

    assert reading.payee == "Old Street"
    assert reading.category == named(session, seat, "dining").account_id
    assert reading.account == named(session, seat, "alipay").account_id
    assert reading.unsure == frozenset()


def test_a_payee_is_remembered_behind_hundreds_of_newer_entries(session, monkeypatch):
    seat = book(session)
    spend(session, seat, "health", "90.00", days_ago=30, payee="仁和诊所")
    monkeypatch.setattr(habits, "REMEMBERED", 2)
    for days_ago in (3, 2, 1):
        spend(session, seat, "dining", "30.00", days_ago=days_ago)

    reading = quick.understand(session, seat, "仁和诊所120", TODAY)

    assert (reading.payee, reading.category) == ("仁和诊所", named(session, seat, "health").account_id)


def test_an_account_a_line_does_not_name_is_the_usual_one_and_a_guess(session):
    seat = book(session)
    spend(session, seat, "dining", "28.00", days_ago=3, place="cash")

    reading = quick.understand(session, seat, "lunch 32", TODAY)

    assert reading.account == named(session, seat, "cash").account_id
    assert reading.unsure == {"account"}


def test_a_note_written_before_suggests_its_category_as_a_guess(session):
    seat = book(session)
    spend(session, seat, "sport", "60.00", days_ago=3, note="bouldering")

    reading = quick.understand(session, seat, "Bouldering 60 wechat", TODAY)

    assert reading.category == named(session, seat, "sport").account_id
    assert reading.unsure == {"category"} and reading.amount == Decimal(60)


def test_anothers_private_entry_teaches_me_nothing(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    for days_ago in (1, 2):
        spend(session, jun, "giving", "520.00", days_ago=days_ago, payee="Jeweller", note="ring", visibility="private")

    mine, theirs = (quick.sheet(session, one, TODAY, 12, amount_minor=52000) for one in (seat, jun))
    read = quick.understand(session, seat, "Jeweller 520 wechat", TODAY)

    assert (mine.payees, mine.repeats, read.payee, read.category) == ((), (), "", None)
    assert theirs.payees == ("Jeweller",) and len(theirs.repeats) == 1


def test_what_was_taken_back_is_forgotten(session):
    seat = book(session)
    done = bookkeeping.record(session, seat, lunch(session, seat), NOW)
    bookkeeping.take_back(session, seat, done.stands.thing_id, 1, NOW)

    assert quick.sheet(session, seat, TODAY, 12).payees == ()


def test_habits_are_oldest_first_and_no_more_than_are_remembered(session, monkeypatch):
    seat = book(session)
    monkeypatch.setattr(habits, "REMEMBERED", 3)
    for days_ago in (5, 1, 4, 2, 3):
        spend(session, seat, "dining", f"{days_ago}.00", days_ago=days_ago)

    past = habits.newest(session, seat.book_id, seat.member.member_id, TODAY)

    assert [(TODAY - one.on).days for one in past] == [3, 2, 1]


def test_the_newest_entries_are_read_along_the_books_own_order(session):
    seat = book(session)
    if not session.is_sqlite:
        session.run(sa.text("SET LOCAL enable_seqscan = off"))
        session.run(sa.text("SET LOCAL enable_sort = off"))
    explain = "EXPLAIN QUERY PLAN" if session.is_sqlite else "EXPLAIN"

    plan = session.rows(sa.text(
        f"{explain} SELECT entry_id FROM standing WHERE book_id = {seat.book_id} AND on_day <= '2026-11-21' "
        "AND (visibility = 'book' OR recorder = 1) ORDER BY on_day DESC, entry_id DESC LIMIT 400"))

    told = " ".join(str(part) for row in plan for part in row)
    assert "PRIMARY KEY" in told or "autoindex_standing_1" in told or "pk_standing" in told
    assert "TEMP B-TREE" not in told and "Sort" not in told


def test_an_operator_sits_in_the_owners_seat(session):
    seat = book(session)

    assert quick.owners_seat(session, seat.book_id).member.member_id == seat.member.member_id


def test_a_book_that_is_not_there_seats_nobody(session):
    with pytest.raises(Missing):
        quick.owners_seat(session, 42)


def test_a_house_that_remembers_offers_what_one_just_started_offers(database, monkeypatch):
    monkeypatch.setattr(habits, "REMEMBERED", 6)
    with database.transaction() as session:
        seat = book(session)
        jun = join(session, seat, "Jun", "partner")
    kept: list[bookkeeping.Done] = []

    def spent(session, who, **more):
        kept.append(spend(session, who, "snacks", "18.00", hour=12, place="alipay", **more))

    deeds = [
        lambda session: spent(session, seat, days_ago=2, payee="Old Street", note="coffee"),
        lambda session: spent(session, jun, days_ago=1, payee="Jeweller", visibility="private"),
        lambda session: spent(session, seat, days_ago=1, payee="Old Street", note="coffee"),
        lambda session: spent(session, seat, days_ago=-1, payee="Tomorrow"),
        lambda session: bookkeeping.take_back(session, seat, kept[0].stands.thing_id, 1, NOW),
        lambda session: bookkeeping.undo(session, seat, kept[2].seq, NOW),
        lambda session: [spent(session, seat, days_ago=n, payee=f"Shop {n}") for n in range(9)],
        lambda session: [spent(session, seat, days_ago=0, payee=f"Stall {n}") for n in range(20)],
    ]
    for deed in deeds:
        with database.transaction() as session:
            session.allow_books([seat.book_id])
            deed(session)
        for who in (seat, jun, seat):
            fresh = Database(database.url.render_as_string(hide_password=False))
            assert _offered(database, who) == _offered(fresh, who)
            fresh.dispose()


def _offered(database, seat):
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        return quick.sheet(session, seat, TODAY, 12), quick.understand(session, seat, "Old Street 32", TODAY)


def test_words_that_were_erased_are_offered_no_more(database):
    with database.transaction() as session:
        seat = book(session)
        jun = join(session, seat, "Jun", "partner")
        for days_ago in (1, 2):
            spend(session, jun, "giving", "520.00", days_ago=days_ago, payee="Jeweller", note="ring")
    assert "Jeweller" in _offered(database, seat)[0].payees

    with database.transaction() as session:
        session.allow_books([seat.book_id])
        leaving.leave_books(session, jun.member.person_id, NOW)

    assert _offered(database, seat)[0].payees == ()
    assert _offered(database, seat)[0].repeats == ()
