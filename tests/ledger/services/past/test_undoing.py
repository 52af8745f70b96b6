"""A deed of the log is undone by its opposite; what changed since stands in the way and is named."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from ledger.domain.books.account import Purpose
from ledger.domain.books.book import MonthLocked
from ledger.kernel.chain import one_or_joined
from ledger.kernel.errors import Forbidden, Missing
from ledger.services.accounts import checks
from ledger.services.books import arranging, bookkeeping, checking
from ledger.services.past import activity, closing, trash, undoing
from ledger.services.past.activity import Of
from ledger.services.past.undoing import ChangedSince
from ledger.services.planning import limiting
from ledger.store.books import books, entries, log
from tests.cast import NOW, TODAY, book, cny, join, lunch, named
from tests.ledger.services.planning.budgeted import made


def head(session, seat) -> int:
    return log.head(session, seat.book_id).seq


def stands(session, seat, thing_id):
    return entries.standing_of(session, seat.book_id, thing_id)


def several(session, seat, count: int = 3):
    """As many entries amended by one deed, which the log tells as one batch."""
    were = [bookkeeping.record(session, seat, lunch(session, seat, f"{n + 1}.00"), NOW).stands for n in range(count)]
    start = log.head(session, seat.book_id)
    for one in were:
        bookkeeping.amend(session, seat, one.thing_id, 1, lunch(session, seat, "50.00", note="changed"), NOW)
    session.run(sa.text("DROP TRIGGER entry_stays" if session.is_sqlite else "ALTER TABLE entry DISABLE TRIGGER USER"))
    session.run(sa.text("UPDATE entry SET seq = :to WHERE seq > :at"), {"to": start.seq + 1, "at": start.seq})
    written = sorted(entries.by_seq(session, seat.book_id, start.seq + 1), key=lambda one: one.entry_id)
    end = log.head(session, seat.book_id)
    act = log.Act(NOW, seat.actor, seat.actor_kind, "bulk", "batch", (), one_or_joined(
        [one.content_digest for one in written]), 99)
    log.append(session, seat.book_id, end, act)
    session.run(sa.text("UPDATE entry SET seq = :to WHERE seq = :at"), {"to": end.seq + 1, "at": start.seq + 1})
    return were, end.seq + 1


def test_each_deed_done_to_an_entry_is_undone_by_its_opposite(session):
    seat = book(session)
    first = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands
    amended = bookkeeping.amend(session, seat, first.thing_id, 1, lunch(session, seat, "40.00"), NOW)

    undoing.undo(session, seat, amended.seq, NOW)
    assert stands(session, seat, first.thing_id).entry.postings == first.entry.postings

    gone = bookkeeping.take_back(session, seat, first.thing_id, 3, NOW)
    undoing.undo(session, seat, gone.seq, NOW)
    assert stands(session, seat, first.thing_id).entry.postings == first.entry.postings
    undoing.undo(session, seat, head(session, seat), NOW)
    assert stands(session, seat, first.thing_id) is None
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_deed_done_to_several_is_undone_for_all_or_says_what_stands_in_the_way(sqlite_url):
    from ledger.plumbing.db import Database

    with Database(sqlite_url).transaction() as session:
        seat = book(session)
        were, seq = several(session, seat)
        changed = bookkeeping.take_back(session, seat, were[1].thing_id, 2, NOW)

        with pytest.raises(ChangedSince) as refused:
            undoing.undo(session, seat, seq, NOW)
        assert refused.value.things == (were[1].thing_id,) and refused.value.others == 2

        assert undoing.undo(session, seat, seq, NOW, leaving=True) == 2
        assert stands(session, seat, were[0].thing_id).entry.postings == were[0].entry.postings
        assert stands(session, seat, were[1].thing_id) is None and changed.was is not None


def test_an_account_says_again_what_it_said_unless_it_was_changed_once_more(session):
    seat = book(session)
    was = named(session, seat, "dining")
    bookkeeping.record(session, seat, lunch(session, seat), NOW)
    arranging.amend(session, seat, replace(was, purpose=Purpose.ESSENTIAL, names={"en": "Meals"}), 1, NOW)

    undoing.undo(session, seat, head(session, seat), NOW)

    now = arranging.get(session, seat, was.account_id)
    assert (now.purpose, now.names) == (was.purpose, was.names)
    with pytest.raises(ChangedSince):
        undoing.undo(session, seat, head(session, seat) - 1, NOW)
    assert checking.verify(session, seat.book_id).faults == () and checking.rebuild(session, seat.book_id) == 0


def test_plans_and_checks_come_back_from_the_trash(session):
    seat = book(session)
    budget = made(session, seat, "dining")
    said = checks.say(session, seat, named(session, seat, "cash").account_id, cny("5"), TODAY, TODAY, NOW)
    limiting.remove(session, seat, budget.budget_id, budget.version, NOW)
    checks.take_back(session, seat, said.account_id, said.check_id, NOW)

    away = trash.away(session, seat)
    assert [one.kind for one in away] == ["check", "budget"] and all(one.may_restore for one in away)
    for one in away:
        undoing.undo(session, seat, one.seq, NOW)

    assert trash.away(session, seat) == []
    assert len(checks.of_account(session, seat, said.account_id)) == 1


def test_nobody_undoes_what_is_not_theirs_to_change(session):
    seat = book(session)
    vic, jun = join(session, seat, "Vic", "viewer"), join(session, seat, "Jun", "partner")
    private = replace(lunch(session, seat), visibility="private")
    bookkeeping.record(session, seat, private, NOW)

    with pytest.raises(Missing):
        undoing.undo(session, jun, head(session, seat), NOW)
    bookkeeping.record(session, seat, lunch(session, seat), NOW)
    with pytest.raises(Forbidden):
        undoing.undo(session, vic, head(session, seat), NOW)


def test_activity_tells_what_the_reader_may_see_by_person_and_kind(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    bookkeeping.record(session, seat, replace(lunch(session, seat), visibility="private"), NOW)
    bookkeeping.record(session, jun, lunch(session, seat), NOW)
    made(session, seat, "dining")

    hers, _ = activity.activity(session, seat)
    his, _ = activity.activity(session, jun)
    plans, _ = activity.activity(session, jun, of=Of.PLANS)
    of_jun, _ = activity.activity(session, seat, who=jun.member.member_id)

    assert [one.seq for one in hers if one not in his and one.seq not in {each.seq for each in his}] == [2]
    assert [one.subject_kind for one in plans] == ["budget"]
    assert [one.actor.name for one in of_jun] == ["Jun"] and of_jun[0].may_undo


def test_a_closed_month_stays_as_it_is_whatever_is_undone_or_restored(session):
    seat = book(session)
    done = bookkeeping.record(session, seat, lunch(session, seat, on=date(2026, 10, 3)), NOW)
    gone = bookkeeping.record(session, seat, lunch(session, seat, on=date(2026, 10, 4)), NOW).stands
    bookkeeping.take_back(session, seat, gone.thing_id, 1, NOW)
    closing.close(session, seat, date(2026, 10, 31), 1, TODAY, NOW)
    seat = replace(seat, book=books.load(session, [seat.book_id])[seat.book_id])

    with pytest.raises(MonthLocked):
        undoing.undo(session, seat, done.seq, NOW)
    assert trash.restore(session, seat, [gone.entry_id], NOW) == (0, 1)
    assert [one.deed.deed for one in closing.done(session, seat)] == ["lock"]
    closing.close(session, seat, None, seat.book.version, TODAY, NOW)
    assert [one.deed.deed for one in closing.done(session, seat)] == ["unlock", "lock"]
