"""Bills to import in tests, importing them, and reading what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from ledger.domain.books.book import Seat
from ledger.domain.files.bills.recognise import recognise
from ledger.plumbing.db import Database, Session
from ledger.services.books import checking, opening
from ledger.services.files import receiving, reckoning, wholes
from ledger.store.books import accounts, books, sums
from ledger.store.files import batches
from ledger.store.files.batches import Batch
from tests import cast
from tests.ledger.domain.files import bills_made

NOW = cast.NOW
LAST_DAY = date(2100, 1, 1)
METHODS = ("余额", "江城银行(4321)", "花呗", "余额宝")
SHOPS = ("巷口面馆", "城东超市", "滴滴出行", "不知名小店", "春风书屋")


def opened(database: Database, scene: str = "household", currency: str = "CNY") -> Seat:
    """A fresh book, committed."""
    with database.transaction() as session:
        person = cast.person(session)
        return opening.open_book(
            session, person, "Mei", scene, "Our home", NOW, currency=currency, zone="Asia/Shanghai"
        )


def seated(seat: Seat, kind: str = "operator") -> Callable[[Session], Seat]:
    """Finds the seat anew in each transaction."""

    def find(session: Session) -> Seat:
        book = books.load(session, [seat.book_id])[seat.book_id]
        return Seat(book, seat.member, seat.member.member_id, kind)

    return find


def imported(database: Database, seat: Seat, content: bytes, limit: int = 5_000, **asked: str) -> Batch:
    """A file imported from beginning to end."""
    return wholes.import_whole(
        database, seated(seat), wholes.Asked("bill.csv", content, **asked), NOW, limit
    )


def undone(database: Database, seat: Seat, batch: Batch, limit: int = 5_000) -> int:
    """A batch taken back; how many entries were reversed."""
    return wholes.undo_whole(database, seated(seat), batch.batch_id, NOW, limit)


def staged(database: Database, seat: Seat, content: bytes) -> Batch:
    """A file received by a person and read: it waits for review."""
    with database.transaction() as session:
        batch = receiving.keep(session, seated(seat, "person")(session), "bill.csv", content, NOW)
    receiving.stage(database, seat.book_id, batch.batch_id, recognise(content, "bill.csv"))
    return stored(database, seat, batch)


def stored(database: Database, seat: Seat, batch: Batch) -> Batch:
    """The batch as it stands now."""
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        return batches.get(session, seat.book_id, batch.batch_id)


def counts(batch: Batch) -> dict[str, int]:
    """Rows by what became of them."""
    return {name: tally.rows for name, tally in reckoning.reckon(batch).items() if name != "faulty"}


def held(database: Database, seat: Seat) -> dict[str, int]:
    """What each account holds at last, by code; those that hold nothing are left out."""
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        codes = {one.account_id: one.code for one in accounts.load(session, seat.book_id).values()}
        balances = sums.balances(session, seat.book_id, LAST_DAY)
    return {codes[account_id]: minor for (account_id, _currency), (minor, _home) in balances.items() if minor}


def checked(database: Database, seat: Seat) -> checking.Checked:
    """The book verified, after asserting that nothing is left to rebuild."""
    with database.transaction() as session:
        found = checking.verify(session, seat.book_id)
        assert checking.rebuild(session, seat.book_id) == 0
    return found


def locked(seat: Seat, database: Database, until: date) -> None:
    """Close the months up to a day."""
    with database.transaction() as session:
        book = books.load(session, [seat.book_id])[seat.book_id]
        assert books.save(session, replace(book, locked_until=until), was=book.version, closed_at=None)


def closed(seat: Seat, database: Database) -> None:
    """Put the ledger away."""
    with database.transaction() as session:
        book = books.load(session, [seat.book_id])[seat.book_id]
        assert books.save(session, replace(book, closed=True), was=book.version, closed_at=NOW)


def long_bill(rows: int) -> bytes:
    """An Alipay bill of many rows: mostly spending, every tenth coming in, every fiftieth closed."""
    return bills_made.app(*(_row(n) for n in range(rows)))


def _row(n: int) -> dict[str, object]:
    return {
        "交易时间": (bills_made.when("2024-01-01 08:00:00") + timedelta(minutes=7 * n)).isoformat(" "),
        "交易对方": SHOPS[n % len(SHOPS)],
        "商品说明": f"第{n}单",
        "收/支": "收入" if n % 10 == 9 else "支出",
        "金额": f"{n % 977 + 1}.{n % 100:02}",
        "收/付款方式": METHODS[n % len(METHODS)],
        "交易状态": "交易关闭" if n % 50 == 49 else "交易成功",
        "交易订单号": f"L{n:09}",
    }
