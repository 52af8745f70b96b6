"""A hundred random books: every change is its reasons, every group and flow its entries (ledger.md §7.9)."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.domain.books.flow import Flow
from ledger.domain.reports.facet import Facet, Of
from ledger.domain.reports.span import Beside, Span, asked
from ledger.plumbing.db import Database
from ledger.services.reports import grouping, statements
from tests.cast import book
from tests.ledger.state.driver import begin

BOOKS, DEEDS = 100, 80


def agrees(session, seat, days_asked) -> int:
    """How many figures of one book were opened."""
    found = statements.income_statement(session, seat, days_asked.period, days_asked.beside)
    for row in found.rows:
        why = grouping.explain(session, seat, row.account.account_id, days_asked.period, days_asked.beside)
        over = grouping.over(session, seat, Of.SPENDING, row.account.account_id)
        assert sum(reason.minor for reason in why.reasons) == row.change
        assert grouping.behind(session, seat, over, days_asked.period).amount == row.amount
        for group in grouping.groups_of(session, seat, over, Facet.PAYEE, days_asked.period, None):
            opened = grouping.behind(session, seat, over, days_asked.period, facet=Facet.PAYEE, key=group.key)
            assert opened.amount == group.amount
    flow, _ = statements.cash_flow_statement(session, seat, days_asked.period, None)
    rows = [row for block in flow.blocks for row in block.rows]
    at_hand = grouping.over(session, seat, Of.AT_HAND)
    for row in rows:
        assert grouping.behind(session, seat, at_hand, days_asked.period, flow=Flow(row.key)).amount == row.amount
    return len(found.rows) + len(rows)


@pytest.mark.nightly
def test_every_figure_of_a_hundred_books_opens_to_what_it_is(sqlite_url):
    database, opened = Database(sqlite_url), 0
    for seed in range(BOOKS):
        with database.transaction() as session:
            driver = begin(session, book(session, owner=f"Mei{seed}"), seed)
            for _ in range(DEEDS):
                driver.step(session)
            for span, day in ((Span.MONTH, date(2026, 1 + seed % 10, 5)), (Span.QUARTER, date(2026, 5, 5))):
                opened += agrees(session, driver.seat, asked(span, Beside.BEFORE, day))
    print(f"\n{opened} figures opened in {BOOKS} books")
    assert opened > BOOKS * 10
