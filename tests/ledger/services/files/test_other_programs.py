"""T31: whatever a book went through, Beancount and hledger compute from its copy the very sums the ledger keeps.

Balances of every account in every currency, and their home values, at the end of each month: what the balance sheet
and the income statement are made of. Neither program has a word to say against the file.
"""

from __future__ import annotations

import csv
import io
import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from ledger.domain.books.account import Kind
from ledger.domain.books.book import Seat
from ledger.domain.files.out.forms import FORMS
from ledger.plumbing.db import Database, Session
from ledger.services.books.holding import balances_for
from ledger.services.files import exporting
from ledger.services.reports.month import month_page
from ledger.store.books import accounts, books
from tests.cast import TODAY
from tests.ledger.services.files.other_programs import Balances, Found, beancount, hledger, minor, month_ends
from tests.ledger.services.files.random_books import START, grown, members_see_all

pytestmark = [pytest.mark.beancount, pytest.mark.hledger]
ENDS = month_ends(START, 11)
FIRST, MANY = int(os.environ.get("T31_SEED", "1")), int(os.environ.get("T31_BOOKS", "1000"))


def text_of(session: Session, seat: Seat, form: str) -> str:
    return exporting.copied(session, seat, FORMS[form], TODAY).read().decode("utf-8-sig")


def ours(session: Session, seat: Seat) -> Found:
    """The same by our kept sums."""
    codes = {one: account.code for one, account in accounts.load(session, seat.book_id).items()}
    found, home = Found(""), seat.book.home_currency
    for end in ENDS:
        held, worth = balances_for(session, seat, end), defaultdict[tuple[str, str], int](int)
        for (account_id, _), (_, at_home) in held.items():
            worth[codes[account_id], home] += at_home
        found.balances[end] = {(codes[one], code): sum_ for (one, code), (sum_, _) in held.items() if sum_}
        found.at_home[end] = {key: sum_ for key, sum_ in worth.items() if sum_}
    return found


def in_table(text: str) -> Balances:
    """The last balances, added up from a table."""
    found: Balances = defaultdict(int)
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["status"] == "posted":
            found[row["account"], row["currency"]] += minor(Decimal(row["amount"]), row["currency"])
    return {key: sum_ for key, sum_ in found.items() if sum_}


def statements_agree(session: Session, seat: Seat, theirs: Found) -> None:
    """Every month page says what the other program's balances come to: income, spending, what one has and owes."""
    kinds = {account.code: account.kind for account in accounts.load(session, seat.book_id).values()}
    for before, end in zip(ENDS, ENDS[1:], strict=False):
        page = month_page(session, seat, end.replace(day=1), end)
        now, was = theirs.at_home[end], theirs.at_home[before]
        came, went = (
            sum(now.get(key, 0) - was.get(key, 0) for key in {*now, *was} if kinds[key[0]] is kind)
            for kind in (Kind.INCOME, Kind.EXPENSE)
        )
        have, owe = (
            sum(sum_ for (code, _), sum_ in now.items() if kinds[code] is kind) for kind in (Kind.ASSET, Kind.LIABILITY)
        )
        assert (page.came_in, page.went_out, page.have_sum, page.owe_sum) == (-came, went, have, owe)
        spending = {line.account.code: line.amount for line in page.spending if line.amount}
        theirs_spent = {
            code: now.get((code, one), 0) - was.get((code, one), 0)
            for code, one in {*now, *was}
            if kinds[code] is Kind.EXPENSE
        }
        assert spending == {code: sum_ for code, sum_ in theirs_spent.items() if sum_}


def compare(database: Database, folder: Path, seed: int) -> int:
    """One book, from every seat it is read from; how many balances were compared."""
    seats, compared = grown(database, seed), 0
    for seat in seats:
        with database.transaction(write=False) as session:
            books.load(session, [seat.book_id])
            here, home = ours(session, seat), seat.book.home_currency
            journal = folder / f"{seed}.journal"
            journal.write_text(text_of(session, seat, "hledger"))
            for theirs in (beancount(text_of(session, seat, "beancount"), home, ENDS), hledger(journal, home, ENDS)):
                assert theirs.complaints == "", (seed, theirs.complaints)
                assert theirs.balances == here.balances, seed
                assert theirs.at_home == here.at_home, seed
                compared += sum(map(len, (*theirs.balances.values(), *theirs.at_home.values())))
                if members_see_all(session, seats):
                    statements_agree(session, seat, theirs)
            assert in_table(text_of(session, seat, "csv")) == here.balances[ENDS[-1]], seed
    return compared


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_other_programs_find_the_sums_the_ledger_keeps(sqlite_url, tmp_path, seed):
    assert compare(Database(sqlite_url), tmp_path, seed) > 0


@pytest.mark.postgres
def test_they_do_from_postgresql_too(postgres_url, tmp_path):
    assert compare(Database(postgres_url), tmp_path, 6) > 0


@pytest.mark.nightly
def test_a_thousand_books(sqlite_url, tmp_path):
    database = Database(sqlite_url)
    compared = [compare(database, tmp_path, seed) for seed in range(FIRST, FIRST + MANY)]

    print(f"\nseeds {FIRST} to {FIRST + MANY - 1}: {len(compared)} books, {sum(compared):,} balances, none apart")
    assert len(compared) == MANY


@pytest.mark.parametrize("program", ["beancount", "hledger"])
def test_a_wrong_sum_is_found_by_the_other_program(sqlite_url, tmp_path, program):
    """The sums at the end are kept ones: one fen off in the ledger, and the file is refused."""
    import sqlalchemy as sa

    database = Database(sqlite_url)
    (seat, *_), path = grown(database, 1), tmp_path / "wrong.journal"
    with database.transaction() as session:
        session.run(sa.text("UPDATE kept_sum SET in_minor = in_minor + 1 WHERE mark = 'posted'"))
    with database.transaction(write=False) as session:
        text = text_of(session, seat, program)
    path.write_text(text)

    found = beancount(text, "CNY", ENDS[:1]) if program == "beancount" else hledger(path, "CNY", ENDS[:1])
    assert "alance" in found.complaints
