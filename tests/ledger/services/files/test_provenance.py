"""Where imported entries come from, and what stopping, erasing and forgetting leave of an import."""



import pytest
import sqlalchemy as sa

from ledger.services.books import leaving
from ledger.services.files import provenance, receiving
from ledger.store.books import entries
from ledger.store.files import originals, rows
from ledger.store.files.batches import State
from tests.cast import NOW, join
from tests.ledger.domain.files.bills_made import app, wechat, wechat_sheet
from tests.ledger.services.files import bills

BANK = {"收/付款方式": "江城银行储蓄卡(8888)"}
NEITHER = {"收/支": "不计收支"}


def entries_of(database, seat, batch):
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        found = session.rows(sa.text("SELECT entry_id FROM entry WHERE batch_id = :b"), {"b": batch.batch_id})
        return list(entries.load(session, seat.book_id, [row.entry_id for row in found]).values())


def test_an_entry_leads_back_to_the_bytes_it_came_from(database):
    seat, content = bills.opened(database), bills.long_bill(12)
    batch = bills.imported(database, seat, content)
    kept = entries_of(database, seat, batch)[3]

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        origin = provenance.origin_of(session, seat, kept.entry_id)
        whole = originals.content_of(session, seat.book_id, batch.digest)

    line = content[origin.row.starts : origin.row.ends].decode("gb18030")
    assert whole == content and kept.entry.words.note in line
    assert dict(origin.fields)["商品说明"] == kept.entry.words.note
    assert origin.row.bank_id in line


@pytest.mark.parametrize("make", [app, wechat, wechat_sheet])
def test_the_refused_rows_are_a_bill_of_the_same_wallet(database, make):
    seat = bills.opened(database)
    batch = bills.imported(database, seat, make({}, {"交易时间": "next week"}))

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        refused = provenance.refused_file(session, seat, batch.batch_id)

    assert b"next week" in refused
    mended = bills.imported(database, seat, refused.replace(b"next week", b"2026-03-09"))
    assert (mended.format, bills.counts(mended)["in"], bills.counts(mended)["created"]) == (batch.format, 1, 1)


def test_an_import_stopped_between_chunks_goes_on_and_counts_once(database):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, bills.long_bill(30))
    from ledger.services.files import posting

    with database.transaction() as session:
        posting.begin(session, bills.seated(seat)(session), batch.batch_id, NOW)
    with database.transaction() as session:
        assert posting.post_next(session, bills.seated(seat)(session), batch.batch_id, NOW, limit=10)
    halfway = bills.stored(database, seat, batch)
    more = True
    while more:
        with database.transaction() as session:
            more = posting.post_next(session, bills.seated(seat)(session), batch.batch_id, NOW, limit=10)

    done = bills.stored(database, seat, batch)
    assert (halfway.state, halfway.posted) == (State.POSTING, 10)
    assert (done.state, done.posted) == (State.POSTED, 30)
    assert bills.checked(database, seat).entries == 30


def test_a_half_posted_import_can_be_taken_back_whole(database):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, bills.long_bill(30))
    from ledger.services.files import posting

    with database.transaction() as session:
        posting.begin(session, bills.seated(seat)(session), batch.batch_id, NOW)
    with database.transaction() as session:
        posting.post_next(session, bills.seated(seat)(session), batch.batch_id, NOW, limit=10)

    assert bills.undone(database, seat, batch) == 10
    assert bills.held(database, seat) == {}


def test_two_reviews_of_one_file_record_it_once(database):
    seat = bills.opened(database)
    first, second = (bills.staged(database, seat, bills.long_bill(20)) for _ in range(2))
    from ledger.services.files import posting

    for batch in (first, second):
        with database.transaction() as session:
            posting.begin(session, bills.seated(seat)(session), batch.batch_id, NOW)
            posting.post_next(session, bills.seated(seat)(session), batch.batch_id, NOW)

    assert bills.counts(bills.stored(database, seat, first))["created"] == 20
    assert bills.counts(bills.stored(database, seat, second))["duplicates"] == 20
    assert bills.checked(database, seat).entries == 20


def test_erasing_the_book_erases_its_files_and_rows(database):
    seat = bills.opened(database)
    bills.imported(database, seat, bills.long_bill(5))

    with database.transaction() as session:
        leaving.erase_book(session, seat.book_id, NOW)

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        tables = ("bank_file", "bank_file_piece", "batch", "import_row", "seen_row", "method_account")
        left = [session.value(sa.text(f"SELECT count(*) FROM {name}")) for name in tables]
    assert left == [0] * 6


def test_forgetting_a_members_files_leaves_figures_and_no_words(database):
    seat = bills.opened(database)
    batch = bills.imported(database, seat, bills.long_bill(5))

    with database.transaction() as session:
        session.allow_books([seat.book_id])
        originals.forget_words(session, seat.book_id, seat.member.member_id)

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        row = rows.get(session, seat.book_id, batch.batch_id, 0)
        assert (row.payee, row.note, list(row.cells), row.minor) == ("", "", [], 100)
        assert originals.content_of(session, seat.book_id, batch.digest) == b""


def test_whoever_leaves_for_good_takes_the_words_of_their_files_and_the_books_still_verify(database):
    seat = bills.opened(database)
    batch = bills.imported(database, seat, bills.long_bill(5))
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        join(session, seat, "Jun", "partner")
        leaving.leave_books(session, seat.member.person_id, NOW)

    checked = bills.checked(database, seat)
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        found = [rows.get(session, seat.book_id, batch.batch_id, n) for n in range(5)]
        told = {text for row in found for text in (row.payee, row.note, row.source, row.target, row.kind, row.bank_id)}
        assert told == {""} and not any(row.cells for row in found)
        assert [row.minor for row in found] == [100, 201, 302, 403, 504]
        assert originals.content_of(session, seat.book_id, batch.digest) == b""
        assert bills.stored(database, seat, batch).name == ""
    assert checked.faults == () and checked.erased == checked.entries == 5


def test_a_file_two_members_brought_stays_with_the_one_who_stays(database):
    seat, content = bills.opened(database), bills.long_bill(5)
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        jun = join(session, seat, "Jun", "partner")
        batch = receiving.keep(session, jun, "same.csv", content, NOW)
    bills.imported(database, seat, content)

    with database.transaction() as session:
        leaving.leave_books(session, seat.member.person_id, NOW)

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        assert originals.content_of(session, seat.book_id, batch.digest) == content


@pytest.mark.postgres
def test_another_book_sees_nothing_of_an_import(postgres_url):
    from ledger.plumbing.db import Database

    database = Database(postgres_url)
    mine = bills.opened(database)
    bills.imported(database, mine, bills.long_bill(5))

    with database.transaction(write=False) as session:
        session.allow_books([mine.book_id + 1])
        tables = ("bank_file", "bank_file_piece", "batch", "import_row", "seen_row", "method_account")
        seen_rows = [session.value(sa.text(f"SELECT count(*) FROM {name}")) for name in tables]
    database.dispose()
    assert seen_rows == [0] * 6
