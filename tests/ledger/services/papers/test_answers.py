"""Answers to a scene's questions: kept with the words, carried through amending, found, compared, erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ledger.domain.books.entry import Verb, Words
from ledger.domain.books.journal import JournalQuery
from ledger.domain.books.said import Said
from ledger.domain.papers.measure import NO_MEASURE, Measure
from ledger.plumbing.rows import table
from ledger.services.books import bookkeeping, checking, journal, looking_back, recording
from ledger.services.papers import asking
from ledger.store.books import entries, erasing
from ledger.store.tables.books import EntryWordsRow
from tests.cast import NOW, TODAY, book, cny, join, lunch, named


@pytest.fixture
def mei(session):
    return book(session)


def said(session, seat, **more) -> Said:
    dining, wechat = named(session, seat, "dining").account_id, named(session, seat, "wechat").account_id
    return Said(TODAY, Verb.EXPENSE, cny("300"), dining, wechat, note="fuel", **more)


def recorded(session, seat, **more):
    entry = recording.entry_from(session, seat, said(session, seat, **more))
    return bookkeeping.record(session, seat, entry, NOW).stands


def driven(session, seat, odometer, back=0):
    words = Words(fields=(("odometer", odometer),))
    entry = replace(lunch(session, seat), words=words, on=TODAY - timedelta(days=back))
    return bookkeeping.record(session, seat, entry, NOW).stands


def test_answers_and_measure_read_back_as_they_were_said(session, mei):
    what = said(session, mei, fields=(("odometer", "45120"),), measure=Measure("50", "kg"))
    kept = bookkeeping.record(session, mei, recording.entry_from(session, mei, what), NOW).stands
    again = entries.get(session, mei.book_id, kept.entry_id).entry

    assert recording.said_of(again, recording.accounts_in(session, mei)) == what
    assert [(p.quantity, p.unit) for p in again.postings] == [("50", "kg"), (None, None)]
    assert checking.verify(session, mei.book_id).faults == ()


def test_a_form_that_does_not_ask_changes_no_answer(session, mei):
    kept = recorded(session, mei, fields=(("need", "want"), ("odometer", "45120")), measure=Measure("50", "kg"))
    was = kept.entry
    untouched = recording.amended_from(session, mei, was, said(session, mei))
    changed = recording.amended_from(
        session, mei, was, said(session, mei, fields=(("odometer", ""),), measure=NO_MEASURE))

    assert (untouched.words.fields, untouched.postings[0].quantity) == (was.words.fields, "50")
    assert (changed.words.fields, changed.postings[0].quantity) == ((("need", "want"),), None)


def test_history_says_which_answer_changed_and_at_what_price(session, mei):
    kept = recorded(session, mei, fields=(("odometer", "45120"),), measure=Measure("50", "kg"))
    right = said(session, mei, fields=(("odometer", "45210"),), measure=Measure("40", "kg"))
    bookkeeping.amend(session, mei, kept.thing_id, 1, recording.amended_from(session, mei, kept.entry, right), NOW)

    changes = {one.field: one for one in looking_back.thing(session, mei, kept.thing_id).steps[0].changes}
    assert set(changes) == {"quantity", "fields.odometer"}
    assert (changes["fields.odometer"].before, changes["fields.odometer"].after) == ("45120", "45210")
    assert [str(one.after[0].price) for one in changes.values() if one.field == "quantity"] == ["7.50"]


def test_words_in_answers_are_found_while_they_stand(session, mei):
    kept = recorded(session, mei, fields=(("room", "Sakura 204"),))

    def found(text):
        page = journal.page(session, mei, JournalQuery(text), None)
        return [one.kept.thing_id for day in page.days for one in day.shown]

    assert found("sakura") == [kept.thing_id]
    bookkeeping.take_back(session, mei, kept.thing_id, 1, NOW)
    assert found("sakura") == []


def test_an_odometer_below_the_one_before_is_pointed_out_and_stands(session, mei):
    driven(session, mei, "45120", back=3)
    assert asking.fallen(session, mei, driven(session, mei, "45300")) == []
    fallen = asking.fallen(session, mei, driven(session, mei, "44000", back=1))

    assert [(one.question.key, one.before, one.now) for one in fallen] == [("odometer", "45120", "44000")]
    assert asking.last(session, mei, asking.asked(mei, "expense"))["odometer"] == ("45300", "44000", "45120")


def test_answers_beside_private_entries_are_offered_to_nobody_else(session, mei):
    jun = join(session, mei, "Jun", "partner")
    private = replace(lunch(session, mei), words=Words(fields=(("odometer", "9"),)), visibility="private")
    bookkeeping.record(session, mei, private, NOW)

    assert asking.last(session, jun, asking.asked(jun, "expense")) == {"odometer": ()}


def test_answers_are_erased_with_the_words(session, mei):
    jun = join(session, mei, "Jun", "partner")
    kept = driven(session, jun, "45120")
    erasing.erase_words_of(session, mei.book_id, jun.member.member_id, NOW)

    assert entries.get(session, mei.book_id, kept.entry_id).entry.words.fields == ()
    assert checking.verify(session, mei.book_id).faults == ()
    with pytest.raises(sa.exc.IntegrityError):
        session.run(sa.update(table(EntryWordsRow)).values(fields={"odometer": "1"}))
