"""What a person changed of a reading is remembered for them, in this book, and wins the next time."""

from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.books.said import Said
from ledger.plumbing.rows import table
from ledger.services.books import bookkeeping, leaving, quick
from ledger.services.quick import learning
from ledger.store.tables.quick import LessonRow
from tests.cast import NOW, TODAY, book, cny, join, named


def put_right(session, seat, line, **fields):
    """Record a line otherwise than it was read: the keys of the fields as a person chose them."""
    chosen = {name: named(session, seat, key).account_id for name, key in fields.items()}
    read = quick.understand(session, seat, line, TODAY)
    said = Said(TODAY, read.verb, cny("1"), **{"category": read.category, "account": read.account, **chosen})
    learning.learn(session, seat, line, said, TODAY, NOW)


def understood(session, seat, line):
    """The keys of the category and the account of a line, and what is unsure."""
    read = quick.understand(session, seat, line, TODAY)
    key = {a.account_id: a.pack_key for a in quick.accounts_in(session, seat).values()}
    return key.get(read.category), key.get(read.account), read.unsure


def test_a_word_that_named_no_category_names_the_one_it_was_given(session):
    seat = book(session)
    put_right(session, seat, "豆浆油条 8 微信", category="dining")

    assert understood(session, seat, "昨天豆浆油条9块 微信") == ("dining", "wechat", frozenset())


def test_a_word_of_the_scene_means_what_this_person_made_it_mean(session):
    seat = book(session)
    put_right(session, seat, "noodles 12 cash", category="groceries")

    assert understood(session, seat, "lunch noodles 15 cash") == ("groceries", "cash", frozenset())


def test_two_words_that_were_a_guess_teach_the_pair_and_not_the_word(session):
    seat = book(session)
    put_right(session, seat, "lunch coffee 60 wechat", category="dining")

    assert understood(session, seat, "lunch coffee 45 wechat") == ("dining", "wechat", frozenset())
    assert understood(session, seat, "coffee 45 wechat") == ("snacks", "wechat", frozenset())


def test_the_account_chosen_for_a_word_is_the_one_it_is_paid_from(session):
    seat = book(session)
    put_right(session, seat, "metro 4", account="transit_card")

    assert understood(session, seat, "metro 6") == ("transport", "transit_card", frozenset())
    assert understood(session, seat, "metro 6 cash") == ("transport", "cash", frozenset())


def test_what_is_usual_with_a_payee_gives_way_to_what_was_put_right(session):
    seat = book(session)
    parts = [(named(session, seat, "dining"), cny("30"))]
    for _ in range(3):
        postings = compose.spent(named(session, seat, "wechat"), parts)
        bookkeeping.record(session, seat, Entry(TODAY, Verb.EXPENSE, postings, Words("Corner", "")), NOW)
    put_right(session, seat, "Corner 12", category="groceries", account="cash")

    assert understood(session, seat, "Corner 20") == ("groceries", "cash", frozenset())


def test_what_one_person_put_right_is_not_the_others_affair(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    put_right(session, seat, "noodles 12 cash", category="groceries")

    assert understood(session, jun, "noodles 12 cash") == ("dining", "cash", frozenset())


@pytest.mark.parametrize("line", ["lunch 32 wechat", "", "菜60+奶38 微信", "bank to wechat 500"])
def test_a_line_recorded_as_it_was_read_teaches_nothing(session, line):
    seat = book(session)
    put_right(session, seat, line)

    assert session.rows(sa.select(table(LessonRow))) == []


def test_what_was_put_right_goes_with_the_person_who_leaves_for_good(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    put_right(session, jun, "noodles 12 cash", category="groceries")

    leaving.leave_books(session, jun.member.person_id, NOW)

    assert session.rows(sa.select(table(LessonRow))) == []


def test_a_category_put_away_since_is_no_longer_taught(session):
    seat = book(session)
    put_right(session, seat, "noodles 12 cash", category="groceries")
    account = table(LessonRow).metadata.tables["account"]
    session.run(sa.update(account).where(
        account.c.account_id == named(session, seat, "groceries").account_id).values(closed=True))

    assert understood(session, seat, "noodles 12 cash") == ("dining", "cash", frozenset())


def test_a_correction_adds_to_the_one_before(session):
    seat = book(session)
    put_right(session, seat, "noodles 12", category="groceries", account="cash")
    put_right(session, seat, "noodles 12", account="alipay")

    read = quick.understand(session, seat, "noodles 12", TODAY)

    assert replace(read, amount=Decimal(12)).unsure == frozenset()
    assert understood(session, seat, "noodles 9")[:2] == ("groceries", "alipay")
