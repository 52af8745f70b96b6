"""Files of entries: kept once, seen by whoever may see the entry, taken away and put back, checked, erased."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from ledger.domain.books.book import BookClosed
from ledger.kernel import limits
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Database
from ledger.plumbing.rows import table
from ledger.services.books import bookkeeping, checking, erasing, following, leaving
from ledger.services.books.bookkeeping import NotYours
from ledger.services.papers import apart, attaching
from ledger.store.papers import attachments
from ledger.store.tables.papers import AttachmentRow, PaperPieceRow, PaperRow
from tests.cast import NOW, book, join, lunch
from tests.ledger.domain.papers.made import papered, picture


@pytest.fixture
def mei(session):
    return book(session)


def recorded(session, seat, **more):
    return bookkeeping.record(session, seat, replace(lunch(session, seat), **more), NOW).stands.thing_id


def names(session, seat, thing):
    shown = attaching.shown(session, seat, thing)
    return [one.name for one in shown.here], [one.name for one in shown.gone]


def test_a_file_is_attached_taken_away_and_put_back_and_the_log_knows(session, mei):
    thing = recorded(session, mei)
    one, other = attaching.attach(session, mei, thing, [papered(), papered("bill.jpg", b"other")], NOW)
    attaching.take_away(session, mei, thing, one.attachment_id, NOW)
    attaching.take_away(session, mei, thing, one.attachment_id, NOW)
    assert names(session, mei, thing) == (["bill.jpg"], ["receipt.jpg"])

    attaching.put_back(session, mei, thing, one.attachment_id, NOW)
    assert names(session, mei, thing) == (["receipt.jpg", "bill.jpg"], [])
    deeds = [each.deed.deed for each in following.after(session, mei, 2, 20).happened]
    assert deeds == ["attach", "attach", "detach", "attach"]
    assert attaching.content(session, mei, other) == b"other" and attaching.thumb(session, mei, one) == b"small"
    assert checking.verify(session, mei.book_id).faults == ()


def test_the_same_file_twice_is_kept_once_and_on_one_entry_attached_once(session, mei):
    thing, second = recorded(session, mei), recorded(session, mei)
    first = attaching.attach(session, mei, thing, [papered(), papered()], NOW)
    attaching.attach(session, mei, second, [papered()], NOW)
    attaching.take_away(session, mei, thing, first[0].attachment_id, NOW)
    again = attaching.attach(session, mei, thing, [papered("another name.jpg")], NOW)

    assert first[0] == first[1] and again[0].attachment_id == first[0].attachment_id
    assert attachments.bytes_kept(session, mei.book_id) == len(b"a picture")
    assert names(session, mei, thing) == (["receipt.jpg"], [])


def test_amending_and_taking_back_the_entry_leave_its_files(session, mei):
    done = bookkeeping.record(session, mei, lunch(session, mei), NOW)
    thing = done.stands.thing_id
    attaching.attach(session, mei, thing, [papered()], NOW)
    bookkeeping.amend(session, mei, thing, 1, lunch(session, mei, "33"), NOW)
    bookkeeping.take_back(session, mei, thing, 2, NOW)

    assert names(session, mei, thing) == (["receipt.jpg"], [])


def test_what_is_private_stays_private(session, mei):
    jun = join(session, mei, "Jun", "partner")
    thing = recorded(session, mei, visibility="private")
    own = recorded(session, jun)
    one = attaching.attach(session, mei, thing, [papered()], NOW)[0]

    for asked in (lambda: attaching.shown(session, jun, thing),
                  lambda: attaching.one(session, jun, thing, one.attachment_id),
                  lambda: attaching.one(session, jun, own, one.attachment_id),
                  lambda: attaching.take_away(session, jun, own, one.attachment_id, NOW),
                  lambda: attaching.attach(session, jun, thing, [papered()], NOW)):
        with pytest.raises(Missing):
            asked()
    told = following.after(session, jun, 0, 50).happened
    assert all(one.attachment_id not in each.subjects and thing not in each.subjects for each in told)
    assert attachments.digests(session, mei.book_id, jun.member.member_id) == {}
    assert list(attachments.digests(session, mei.book_id, mei.member.member_id)) == [thing]


def test_who_may_not_amend_may_not_attach(session, mei):
    thing = recorded(session, mei)
    for role in ("viewer", "contributor"):
        other = join(session, mei, role.title(), role)
        assert not attaching.shown(session, other, thing).may_change
        with pytest.raises(NotYours):
            attaching.attach(session, other, thing, [papered()], NOW)
    put_away = replace(mei, book=replace(mei.book, closed=True))
    with pytest.raises(BookClosed):
        attaching.attach(session, put_away, thing, [papered()], NOW)


def test_there_is_an_end_to_files_and_to_their_bytes(session, mei, monkeypatch):
    thing = recorded(session, mei)
    monkeypatch.setattr(attaching, "PAPERS_PER_ENTRY", 2)
    with pytest.raises(attaching.TooManyPapers):
        attaching.attach(session, mei, thing, [papered(content=bytes([n])) for n in range(3)], NOW)

    monkeypatch.setattr(attaching, "PAPERS_BYTES", attachments.bytes_kept(session, mei.book_id) + 5)
    with pytest.raises(attaching.PapersFull):
        attaching.attach(session, mei, recorded(session, mei), [papered(content=b"123456")], NOW)
    assert limits.PAPERS_BYTES > limits.PAPER_BYTES


@pytest.mark.parametrize(("row", "flipped"), [
    (PaperPieceRow, {"content": b"a pictura"}), (AttachmentRow, {"name": "bill.jpg"}), (AttachmentRow, {"size": 3}),
])
def test_a_flipped_byte_names_its_entry(sqlite_url, row, flipped):
    database = Database(sqlite_url)
    with database.transaction() as session:
        thing, book_id = _flip(session, row, flipped)
        faults = checking.verify(session, book_id).faults

    assert [fault.entry_id for fault in faults] == [thing]


def _flip(session, row, flipped):
    """Two entries with a file each, and a byte of the first one's that is not what it was: the entry and the book."""
    mei = book(session)
    thing, other = recorded(session, mei), recorded(session, mei)
    attaching.attach(session, mei, thing, [papered()], NOW)
    attaching.attach(session, mei, other, [papered(content=b"whole")], NOW)
    which = AttachmentRow.thing_id == thing if row is AttachmentRow else PaperPieceRow.content == b"a picture"
    guarded = table(row)
    session.run(sa.text(f"DROP TRIGGER {guarded.name}_stays"))
    session.run(sa.update(guarded).where(which).values(**flipped))
    return thing, mei.book_id


def test_leaving_erases_the_files_one_attached_and_the_chain_still_holds(session, mei):
    jun = join(session, mei, "Jun", "partner")
    thing = recorded(session, mei)
    attaching.attach(session, jun, thing, [papered(), papered("both.jpg", b"both")], NOW)
    second = recorded(session, mei)
    attaching.attach(session, mei, second, [papered("both.jpg", b"both")], NOW)
    session.allow_person(jun.member.person_id)
    leaving.leave_books(session, jun.member.person_id, NOW)
    session.allow_books([mei.book_id])

    assert names(session, mei, thing) == ([], []) and names(session, mei, second) == (["both.jpg"], [])
    assert {bytes(row.content) for row in session.rows(sa.select(table(PaperPieceRow)))} == {b"both"}
    assert checking.verify(session, mei.book_id).faults == ()


def test_erasing_the_book_takes_its_files(session, mei):
    attaching.attach(session, mei, recorded(session, mei), [papered()], NOW)
    erasing.erase_book(session, mei, NOW)

    assert [session.rows(sa.select(table(row))) for row in (PaperRow, PaperPieceRow, AttachmentRow)] == [[], [], []]


@pytest.mark.parametrize("change", [{"name": "other.jpg"}, {"thing_id": 5}, {"name": "", "salt": None, "digest": None}])
def test_the_database_refuses_to_change_what_was_attached(session, mei, change):
    attaching.attach(session, mei, recorded(session, mei), [papered()], NOW)

    with pytest.raises(sa.exc.IntegrityError):
        session.run(sa.update(table(AttachmentRow)).values(**change))


def test_a_picture_is_drawn_in_a_process_apart_and_refused_by_name():
    kept = apart.taken_in("receipt.png", picture((50, 30), "PNG"))
    assert (kept.name, kept.width, kept.height) == ("receipt.jpg", 50, 30) and kept.content.startswith(b"\xff\xd8\xff")

    with pytest.raises(apart.PaperBroken) as refused:
        apart.taken_in("half.png", picture((500, 300), "PNG")[:120])
    assert refused.value.facts == {"name": "half.png"}


def test_drawing_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0)

    with pytest.raises(apart.PaperBroken):
        apart.taken_in("slow.png", picture((500, 300), "PNG"))
