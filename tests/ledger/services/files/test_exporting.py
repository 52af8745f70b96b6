"""What a copy holds: everything its reader sees as it now stands, and nothing of what others keep to themselves."""

from __future__ import annotations

import csv
import io
import secrets
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from ledger.domain.books import compose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Status, Verb, Words
from ledger.domain.files.out.forms import FORMS
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Database, Session
from ledger.plumbing.rows import table
from ledger.services.books import bookkeeping
from ledger.services.files import exporting
from ledger.store.books import accounts, books
from ledger.store.tables.books import ProjectRow
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named


def copied(session: Session, seat: Seat, form: str = "csv") -> str:
    return exporting.copied(session, seat, FORMS[form], TODAY).read().decode("utf-8-sig")


def rows(session: Session, seat: Seat) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(copied(session, seat), newline="")))


def test_a_copy_holds_each_entry_once_as_it_now_stands(session: Session) -> None:
    seat = book(session)
    first = bookkeeping.record(session, seat, lunch(session, seat, "32"), NOW).stands
    gone = bookkeeping.record(session, seat, lunch(session, seat, "99"), NOW).stands
    assert first and gone
    right = lunch(session, seat, "30", TODAY - timedelta(days=1), "with Jun")
    bookkeeping.amend(session, seat, first.thing_id, 1, right, NOW)
    bookkeeping.take_back(session, seat, gone.thing_id, 1, NOW)

    told = rows(session, seat)

    assert [(one["amount"], one["note"], one["version"]) for one in told] == [
        ("30.00", "with Jun", "2"), ("-30.00", "with Jun", "2")]  # fmt: skip
    assert {one["recorder"] for one in told} == {"Mei"}


def test_what_waits_is_marked_and_counts_elsewhere_without_breaking_the_sums(session: Session) -> None:
    seat = book(session)
    bookkeeping.record(session, seat, replace(lunch(session, seat, "32"), status=Status.PENDING), NOW)

    assert {one["status"] for one in rows(session, seat)} == {"pending"}
    assert "2026-11-21 ! " in copied(session, seat, "hledger")
    assert "balance Expenses:Food:Dining  32.00 ~ 0 CNY" in copied(session, seat, "beancount")


@pytest.mark.parametrize("form", list(FORMS))
def test_what_another_keeps_private_does_not_leave(session: Session, form: str) -> None:
    mei = book(session)
    jun = join(session, mei, "Jun", "partner")
    secret = replace(lunch(session, jun, "77.77", note="a present"), visibility="private")
    bookkeeping.record(session, jun, secret, NOW)
    bookkeeping.record(session, mei, lunch(session, mei, "1"), NOW)
    pocket = replace(
        named(session, mei, "cash"), visibility="private", owner=jun.member.member_id, names={"en": "Stash"}
    )
    accounts.save(session, mei.book_id, pocket, was=1)

    hers, his = copied(session, mei, form), copied(session, jun, form)

    assert "77.77" not in hers and "a present" not in hers and "Stash" not in hers
    assert "77.77" in his and "a present" in his
    assert form == "csv" or "Stash" in his


def test_an_account_met_in_an_entry_is_there_though_it_is_anothers(session: Session) -> None:
    mei = book(session)
    jun = join(session, mei, "Jun", "partner")
    bookkeeping.record(session, mei, lunch(session, mei), NOW)
    used = replace(named(session, mei, "wechat"), visibility="private", owner=jun.member.member_id)
    accounts.save(session, mei.book_id, used, was=1)

    assert "asset:wallet:wechat" in {one["account"] for one in rows(session, mei)}


def test_members_projects_and_quantities_go_along(session: Session) -> None:
    mei = book(session)
    jun = join(session, mei, "Jun", "partner")
    me, him, trip = mei.member.member_id, jun.member.member_id, new_id()
    session.run(sa.insert(table(ProjectRow)), {
        "book_id": mei.book_id, "project_id": trip, "name": "出差", "closed": False, "salt": secrets.token_bytes(16),
        "version": 1})  # fmt: skip
    into, out_of = compose.spent(named(session, mei, "wechat"), [(named(session, mei, "dining"), cny("9.01"))])
    into = replace(
        into, payer=me, beneficiary=him, quantity="1.5", unit="kg", project=trip, shares=((me, 451), (him, 450))
    )
    bookkeeping.record(session, mei, Entry(TODAY, Verb.EXPENSE, (into, out_of), Words("", "rice")), NOW)

    line = rows(session, mei)[0]

    assert (line["payer"], line["beneficiary"], line["shares"]) == ("Mei", "Jun", "Mei 4.51, Jun 4.50")
    assert (line["quantity"], line["unit"], line["project"]) == ("1.5", "kg", "出差")
    assert "quantity: 1.5 kg, project: 出差, shares: Mei 4.51， Jun 4.50" in copied(session, mei, "hledger")


def test_an_exchange_goes_through_the_exchange_account(session: Session) -> None:
    seat = book(session)
    cash, bank, through = (named(session, seat, key) for key in ("cash", "bank", "exchange"))
    entry = Entry(TODAY, Verb.EXCHANGE, compose.exchanged(bank, cny("500"), cash, jpy("10000"), through))
    bookkeeping.record(session, seat, entry, NOW, rate=Decimal("0.0491"))

    text = copied(session, seat, "beancount")

    assert "Equity:Exchange  -10000 JPY @@ 491.00 CNY" in text and "Equity:Exchange  500.00 CNY\n" in text


def test_an_empty_ledger_has_a_copy_too(session: Session) -> None:
    seat = book(session)

    assert rows(session, seat) == []
    assert "open Assets:Cash" in copied(session, seat, "beancount") and "account Assets:Cash" in copied(
        session, seat, "hledger"
    )


def test_a_copy_is_of_one_moment_whoever_records_meanwhile(database: Database) -> None:
    """Entries recorded while a copy is read are not half in it."""
    with database.transaction() as session:
        seat = book(session)
        for n in range(3):
            bookkeeping.record(session, seat, lunch(session, seat, f"{n + 1}"), NOW)
    with database.transaction(write=False) as reading:
        books.load(reading, [seat.book_id])
        if not reading.is_sqlite or _is_in_wal(database):
            with database.transaction() as session:
                books.load(session, [seat.book_id])
                bookkeeping.record(session, seat, lunch(session, seat, "50"), NOW)
        seen = {one["amount"] for one in rows(reading, seat)}

    assert seen == {"1.00", "-1.00", "2.00", "-2.00", "3.00", "-3.00"}


def _is_in_wal(database: Database) -> bool:
    with database.transaction(write=False) as session:
        return bool(session.value(sa.text("PRAGMA journal_mode")) == "wal")
