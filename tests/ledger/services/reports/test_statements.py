"""Statements of random books agree with themselves, with each other and with a plain reckoning, on both engines."""

from __future__ import annotations

import random
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from ledger.domain.books.account import Kind, Purpose
from ledger.domain.books.flow import Flow
from ledger.domain.reports.facet import Facet, Of
from ledger.domain.reports.span import Beside, Span, asked, days
from ledger.kernel.period import Period
from ledger.plumbing.db import Database
from ledger.services.reports import grouping, statements
from tests.cast import book, join
from tests.ledger.services.reports.plain import PlainBooks
from tests.ledger.state.driver import START, begin

DEEDS, PERIODS = 220, 6
BEGINNING = date(1900, 1, 1)


@pytest.fixture(scope="module")
def lived(shared_url):
    """A book many random things happened in, and the plain reckoning of it."""
    database = Database(shared_url)
    with database.transaction() as session:
        driver = begin(session, book(session), 21)
        for _ in range(DEEDS):
            driver.step(session)
    yield database, driver.seat, PlainBooks(driver.plain, driver.accounts)
    database.dispose()


@contextmanager
def reading(lived):
    database, seat, plain = lived
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        yield session, seat, plain


def periods():
    """Months, quarters and any days of the year the driver records in."""
    chance = random.Random(4)
    for n in range(PERIODS):
        day = START + timedelta(days=chance.randrange(300))
        span = [Span.MONTH, Span.QUARTER, Span.DAYS][n % 3]
        until = day + timedelta(days=chance.randrange(100))
        yield asked(span, Beside.BEFORE, day, day, since=day, until=until)


def up_to(day: date) -> Period:
    return days(BEGINNING, day)


def amounts(*blocks):
    return {row.account.code: row.amount for block in blocks for row in block.rows if row.account and row.amount}


def test_what_is_owned_and_owed_equals_where_it_came_from_and_the_plain_reckoning(lived):
    with reading(lived) as (session, seat, plain):
        for days_asked in periods():
            sheet = statements.balance_sheet(session, seat, days_asked.last, days_asked.beside_on()).balance

            assert sheet.yours == sheet.origins.amount and sheet.yours_beside == sheet.origins.beside
            assert sheet.yours == plain.home(up_to(days_asked.last), lambda a: a.is_place)
            assert amounts(*sheet.blocks) == plain.by_account(up_to(days_asked.last), lambda a: a.is_place)
            assert sheet.yours_beside == plain.home(up_to(days_asked.beside_on()), lambda a: a.is_place)


def test_every_account_is_in_balance_in_every_currency(lived):
    with reading(lived) as (session, seat, plain):
        for days_asked in periods():
            found = statements.trial_balance(session, seat, days_asked.last)

            assert found.into == found.out_of > 0
            assert all(sides.into == sides.out_of for sides in found.currencies)
            assert {"CNY", "EUR"} <= {sides.currency for sides in found.currencies}
            assert amounts(*found.blocks) == plain.by_account(up_to(days_asked.last), lambda a: True)


def test_what_was_left_is_the_change_of_what_is_owned_less_opening_and_exchange(lived):
    with reading(lived) as (session, seat, plain):
        for days_asked in periods():
            found = statements.income_statement(session, seat, days_asked.period, days_asked.beside)
            first = days_asked.period.start - timedelta(days=1)
            sheet = statements.balance_sheet(session, seat, days_asked.last, first).balance
            equity = sum(row.change for row in sheet.origins.rows if row.account)

            assert found.left == sheet.change - equity
            assert found.left_beside == -plain.home(days_asked.beside, lambda a: a.is_category)
            assert amounts(*found.spending) == plain.by_account(days_asked.period, lambda a: a.kind is Kind.EXPENSE)
            assert {row.account.purpose for row in sheet.origins.rows if row.account} == {
                Purpose.OPENING, Purpose.EXCHANGE}


def test_the_flows_of_money_at_hand_are_its_change(lived):
    with reading(lived) as (session, seat, plain):
        for days_asked in periods():
            flow, _ = statements.cash_flow_statement(session, seat, days_asked.period, days_asked.beside)
            sheet = statements.balance_sheet(session, seat, days_asked.last, None).balance
            at_hand = next(block.amount for block in sheet.have if block.key == "at_hand")

            assert flow.ended == at_hand and flow.begun_beside is not None
            assert flow.change == plain.home(days_asked.period, lambda a: a.is_liquid)
            assert flow.change_beside == plain.home(days_asked.beside, lambda a: a.is_liquid)
            assert {row.key: row.amount for block in flow.blocks for row in block.rows if row.amount} == plain.by_flow(
                days_asked.period, lambda a: a.is_liquid)


def test_a_change_of_one_place_is_told_by_the_same_statement(lived):
    with reading(lived) as (session, seat, plain):
        card = next(a for a in plain.accounts.values() if a.purpose is Purpose.CARD)
        for days_asked in periods():
            flow, _ = statements.cash_flow_statement(session, seat, days_asked.period, None, card.account_id)

            assert flow.change == plain.home(days_asked.period, lambda a: a is card)
            assert flow.ended == plain.home(up_to(days_asked.last), lambda a: a is card)


def test_every_category_says_why_it_changed_to_the_last_coin(lived):
    with reading(lived) as (session, seat, plain):
        for days_asked in list(periods())[:3]:
            found = statements.income_statement(session, seat, days_asked.period, days_asked.beside)
            assert found.rows
            for row in found.rows:
                why = grouping.explain(session, seat, row.account.account_id, days_asked.period, days_asked.beside)

                assert (why.amount, why.beside) == (row.amount, row.beside)
                assert sum(reason.minor for reason in why.reasons) == row.change


def test_groups_sum_to_the_whole_and_their_entries_to_the_group(lived):
    with reading(lived) as (session, seat, plain):
        period = days(date(2026, 2, 11), date(2026, 8, 3))
        spent = grouping.over(session, seat, Of.SPENDING)
        whole = plain.home(period, lambda a: a.kind is Kind.EXPENSE)
        for facet in (Facet.PAYEE, Facet.PROJECT, Facet.FOR, Facet.PAID):
            groups = grouping.groups_of(session, seat, spent, facet, period, None)
            assert sum(group.amount for group in groups) == whole
            for group in groups:
                behind = grouping.behind(session, seat, spent, period, facet=facet, key=group.key)
                assert (behind.amount, behind.is_cut) == (group.amount, False), facet
        week = grouping.weekdays(session, seat, spent, period, None, period.end)
        assert sum(day.amount for day in week) == whole and sum(day.days for day in week) == period.days


def test_every_flow_opens_the_entries_that_sum_to_it(lived):
    with reading(lived) as (session, seat, plain):
        period = days(START, date(2026, 12, 31))
        at_hand = grouping.over(session, seat, Of.AT_HAND)
        for flow, minor in plain.by_flow(period, lambda a: a.is_liquid).items():
            assert grouping.behind(session, seat, at_hand, period, flow=Flow(flow)).amount == minor


def test_a_second_member_sees_the_same_of_what_is_everybodys(lived):
    with reading(lived) as (session, seat, plain):
        jun = join(session, seat, "Jun", "partner")
        period = days(START, date(2026, 12, 31))

        assert statements.income_statement(session, jun, period, None).left == -plain.home(
            period, lambda a: a.is_category)
