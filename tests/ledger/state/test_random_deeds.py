"""T01: many random deeds against a plain ledger; nothing unbalanced, nothing lost, `rebuild` changes nothing."""

from datetime import date

import pytest

from ledger.domain.books.account import Kind
from ledger.kernel.period import month_of
from ledger.services.books import checking
from ledger.store.books import sums
from tests.cast import book
from tests.ledger.state.driver import Driver, begin

PIECE = 250
LAST = date(2026, 12, 31)


def agree(session, driver: Driver) -> None:
    """The books and the plain ledger say the same."""
    seat = driver.seat
    held = sums.balances(session, seat.book_id, LAST)
    assert {key: minor for key, (minor, _) in held.items() if minor} == driver.plain.balances()
    assert sum(home for _, home in held.values()) == 0
    spent = {a.account_id for a in driver.accounts.values() if a.kind is Kind.EXPENSE}
    month = month_of(date(2026, 1 + driver.seed % 10, 1))
    kept = sums.over(session, seat.book_id, month)
    assert driver.plain.out_of(spent, month.start) == sum(
        s.in_minor - s.out_minor for s in kept if s.account_id in spent and s.currency == "CNY")


def drive(database, seed: int, deeds: int) -> Driver:
    with database.transaction() as session:
        driver = begin(session, book(session), seed)
    for _ in range(deeds // PIECE):
        with database.transaction() as session:
            session.allow_books([driver.seat.book_id])
            for _ in range(PIECE):
                driver.step(session)
            agree(session, driver)
    with database.transaction() as session:
        checked = checking.verify(session, driver.seat.book_id)
        assert checked.faults == ()
        assert checking.rebuild(session, driver.seat.book_id) == 0
    print(f"\nseed {seed}: {driver.done}, {checked.entries} entries, chain whole")
    return driver


MANY = pytest.mark.nightly
"""Deeds in their thousands; a commit is tried on fewer."""


@pytest.mark.parametrize(("seed", "deeds"), [
    (7, 4_000), pytest.param(7, 10_000, marks=MANY), pytest.param(8, 10_000, marks=MANY)])
def test_random_deeds_on_sqlite(sqlite_url, seed, deeds):
    from ledger.plumbing.db import Database

    driver = drive(Database(sqlite_url), seed, deeds)

    assert sum(driver.done.values()) == deeds
    assert {"record", "amend", "take_back", "restore", "undo", "refused stale_entry"} <= set(driver.done)


@pytest.mark.postgres
@pytest.mark.parametrize("deeds", [1_500, pytest.param(5_000, marks=MANY)])
def test_random_deeds_on_postgresql(postgres_url, deeds):
    from ledger.plumbing.db import Database

    driver = drive(Database(postgres_url), 9, deeds)

    assert sum(driver.done.values()) == deeds
