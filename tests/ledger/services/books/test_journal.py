"""Reading the journal by day, what days and months come to, and the trash, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Posting, Status, Verb, Words
from ledger.domain.books.journal import JournalQuery
from ledger.services.books import bookkeeping, journal
from ledger.store.books import entries
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named

YESTERDAY = TODAY - timedelta(days=1)


def earn(session, seat, amount="13800", on=TODAY):
    parts = [(named(session, seat, "salary"), cny(amount))]
    entry = Entry(on, Verb.INCOME, compose.received(named(session, seat, "bank"), parts), Words(note="Salary"))
    return bookkeeping.record(session, seat, entry, NOW)


def spend(session, seat, amount="32.00", on=TODAY, **more):
    return bookkeeping.record(session, seat, replace(lunch(session, seat, amount, on), **more), NOW)


def give_back(session, seat, amount, on=TODAY):
    parts = [(named(session, seat, "dining"), cny(amount))]
    entry = Entry(on, Verb.REFUND, compose.refunded(named(session, seat, "wechat"), parts))
    return bookkeeping.record(session, seat, entry, NOW)


def month(session, seat, day=TODAY):
    return journal.page(session, seat, JournalQuery(), None, month=day).figures


def test_days_come_newest_first_with_what_each_comes_to(session):
    seat = book(session)
    spend(session, seat, "38.00")
    spend(session, seat, "286.00", YESTERDAY)
    give_back(session, seat, "89.00", YESTERDAY)

    page = journal.page(session, seat, JournalQuery(), None)

    assert [(day.on, len(day.shown), day.figures.left) for day in page.days] == [
        (TODAY, 1, cny("-38.00")),
        (YESTERDAY, 2, cny("-197.00")),
    ]


def test_a_day_that_goes_on_over_the_page_says_so(session):
    seat = book(session)
    for amount in ("1", "2", "3"):
        spend(session, seat, amount)

    first = journal.page(session, seat, JournalQuery(), None, limit=2)
    second = journal.page(session, seat, JournalQuery(), first.next, limit=2)

    assert not first.days[0].continues and second.days[0].continues
    assert second.days[0].figures.spent == cny("6")


def test_the_month_counts_what_came_in_and_what_went_out_net_of_refunds(session):
    seat = book(session)
    earn(session, seat)
    spend(session, seat, "100")
    give_back(session, seat, "30")
    spend(session, seat, "999", date(2026, 10, 31))

    figures = month(session, seat)

    assert (figures.received, figures.spent, figures.left) == (cny("13800"), cny("70"), cny("13730"))


def test_moving_money_changes_no_figure_and_amending_leaves_only_what_stands(session):
    seat = book(session)
    first = spend(session, seat, "32").stands
    bookkeeping.amend(session, seat, first.thing_id, 1, lunch(session, seat, "38"), NOW)
    moved = compose.moved(named(session, seat, "bank"), named(session, seat, "wechat"), cny("500"))
    bookkeeping.record(session, seat, Entry(TODAY, Verb.TRANSFER, moved), NOW)

    page = journal.page(session, seat, JournalQuery(), None, month=TODAY)

    assert page.figures.spent == cny("38") and page.days[0].figures.left == cny("-38")
    assert len(page.days[0].shown) == 2


def test_what_waits_for_a_word_is_shown_and_not_counted(session):
    seat = book(session)
    spend(session, seat, "32", status=Status.PENDING)

    page = journal.page(session, seat, JournalQuery(), None, month=TODAY)

    assert len(page.days[0].shown) == 1 and page.figures.spent == cny("0")


def test_what_has_no_rate_yet_is_counted_beside_the_figures(session):
    seat = book(session)
    travel, cash = named(session, seat, "travel"), named(session, seat, "cash")
    entry = Entry(TODAY, Verb.EXPENSE, compose.spent(cash, [(travel, jpy("86400"))]))
    bookkeeping.record(session, seat, entry, NOW)
    unvalued = replace(entry, postings=tuple(Posting(p.account_id, p.minor, p.currency) for p in entry.postings))
    kept = next(iter(entries.after(session, seat.book_id, 0, 1)))
    _post_as_import(session, seat, replace(kept, entry=unvalued))

    figures = month(session, seat)

    assert figures.unvalued == 1


def test_in_a_shared_book_private_figures_are_their_recorders_alone(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    spend(session, seat, "200", visibility="member")
    spend(session, jun, "50")

    mine, theirs = (journal.page(session, one, JournalQuery(), None, month=TODAY) for one in (seat, jun))

    assert (mine.figures.spent, theirs.figures.spent) == (cny("250"), cny("50"))
    assert (mine.days[0].figures.left, theirs.days[0].figures.left) == (cny("-250"), cny("-50"))
    assert mine.is_shared and len(theirs.days[0].shown) == 1


def test_a_figure_that_opens_its_entries_shows_the_same_sum(session):
    seat = book(session)
    spend(session, seat, "38")
    spend(session, seat, "12", YESTERDAY)
    spend(session, seat, "99", date(2026, 10, 1))
    earn(session, seat)
    dining, bank = named(session, seat, "dining").account_id, named(session, seat, "bank").account_id

    opened = journal.page(session, seat, JournalQuery(category=dining, since=date(2026, 11, 1), until=TODAY), None)
    placed = journal.page(session, seat, JournalQuery(account=bank), None)

    assert opened.figures.spent == cny("50")
    assert sum(-shown.line.amount.minor for day in opened.days for shown in day.shown) == 5000
    assert placed.figures.received == cny("13800")
    assert all(day.figures is None for day in opened.days)


def test_hints_name_accounts_a_text_begins(session):
    seat = book(session)
    known = journal.page(session, seat, JournalQuery(), None).known

    assert [one.pack_key for one in journal.hints(known, "微信")] == ["wechat"]
    assert journal.hints(known, "") == []


def test_the_trash_says_who_took_back_and_whether_the_reader_may_put_back(session):
    seat = book(session)
    helper = join(session, seat, "Vic", "contributor")
    thing = spend(session, seat).stands
    bookkeeping.take_back(session, seat, thing.thing_id, 1, NOW)

    (mine,), rest = journal.trash(session, seat, None)
    (seen,), _ = journal.trash(session, helper, None)

    assert mine.by.name == "Mei" and mine.may_restore and rest is None
    assert not seen.may_restore


def _post_as_import(session, seat, kept):
    """Write an entry the way an import does where no rate is known."""
    from ledger.domain.books.flow import movements
    from ledger.domain.books.sums import tallies
    from ledger.kernel.ids import new_id
    from ledger.store.books import accounts, sums

    fresh = replace(kept, entry_id=new_id())
    fresh = replace(fresh, thing_id=fresh.entry_id)
    known = accounts.load(session, seat.book_id)
    entries.append(session, seat.book_id, [fresh])
    entries.stand(session, seat.book_id, [fresh])
    moved = [(fresh.entry.on, "posted", False, movements(fresh.entry.postings, known))]
    sums.change(session, seat.book_id, tallies(moved))
