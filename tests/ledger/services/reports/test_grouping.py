"""Who sees which figures, whom it was for, what waits for a rate, and why a month cost more: small stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.domain.books import compose
from ledger.domain.books.account import Kind
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.books.flow import movements
from ledger.domain.books.sums import tallies
from ledger.domain.reports.change import Why
from ledger.domain.reports.facet import SEVERAL, Facet, Of
from ledger.domain.reports.span import days
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, new_id
from ledger.services.books import bookkeeping
from ledger.services.reports import grouping, statements
from ledger.services.reports.month import month_page
from ledger.services.reports.trend import trend
from ledger.store.books import accounts, entries, sums
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named

OCTOBER, NOVEMBER = days(date(2026, 10, 1), date(2026, 10, 31)), days(date(2026, 11, 1), date(2026, 11, 30))


def ate(session, seat, amount, on=TODAY, payee="Old Street", **more):
    entry = replace(lunch(session, seat, amount, on), words=Words(payee, "lunch"), **more)
    return bookkeeping.record(session, seat, entry, NOW).stands


def paid(session, seat, amount, payers, *, shares=()):
    """A dinner: each payer's part, and what each bears of it."""
    dining, cash = named(session, seat, "dining"), named(session, seat, "cash")
    whole = cny(amount).minor
    spent = Posting(dining.account_id, whole, "CNY", shares=tuple((who, cny(part).minor) for who, part in shares))
    out = tuple(Posting(cash.account_id, -cny(part).minor, "CNY", payer=who) for who, part in payers)
    return bookkeeping.record(session, seat, Entry(TODAY, Verb.EXPENSE, (spent, *out)), NOW)


def groups(session, seat, facet):
    over = grouping.over(session, seat, Of.SPENDING)
    return {one.key: (one.amount, one.times) for one in
            grouping.groups_of(session, seat, over, facet, NOVEMBER, None)}


def test_a_private_entry_is_in_its_recorders_statements_and_in_nobody_elses(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    ate(session, seat, "200", visibility="member")
    ate(session, jun, "50")

    def left(one):
        return statements.income_statement(session, one, NOVEMBER, None).left

    def owned(one):
        return statements.balance_sheet(session, one, TODAY, None).balance.yours

    assert (left(seat), left(jun)) == (owned(seat), owned(jun)) == (-250_00, -50_00)
    assert [month_page(session, one, TODAY.replace(day=1), TODAY).went_out for one in (seat, jun)] == [250_00, 50_00]
    assert [trend(session, one, [NOVEMBER]) for one in (seat, jun)] == [(250_00,), (50_00,)]
    assert [sum(minor for minor, _ in groups(session, one, Facet.PAYEE).values()) for one in (seat, jun)] == [
        250_00, 50_00]


def test_an_account_only_its_owner_sees_is_one_line_in_the_sheet_of_others(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    own = replace(named(session, seat, "cash"), owner=seat.member.member_id, visibility="member")
    accounts.save(session, seat.book_id, own, was=own.version)
    moved = compose.moved(named(session, seat, "bank"), own, cny("300"))
    bookkeeping.record(session, seat, Entry(TODAY, Verb.TRANSFER, moved), NOW)

    mine, theirs = (statements.balance_sheet(session, one, TODAY, None).balance for one in (seat, jun))

    assert (mine.yours, theirs.yours) == (0, -300_00)
    assert [(row.key, row.amount) for row in theirs.origins.rows] == [("hidden", -300_00)]
    trial = statements.trial_balance(session, jun, TODAY)
    assert (trial.into, trial.out_of, trial.hidden) == (300_00, 300_00, 300_00)
    with pytest.raises(Missing):
        statements.cash_flow_statement(session, jun, NOVEMBER, None, own.account_id)


def test_what_waits_for_a_rate_is_counted_beside_the_sums_and_shown_in_its_currency(session):
    seat = book(session)
    travel, cash = named(session, seat, "travel"), named(session, seat, "cash")
    entry = Entry(TODAY, Verb.EXPENSE, compose.spent(cash, [(travel, jpy("86400"))]))
    done = bookkeeping.record(session, seat, entry, NOW).stands
    bookkeeping.take_back(session, seat, done.thing_id, done.version, NOW)
    waiting = replace(done, entry_id=new_id(), entry=entry)
    waiting = replace(waiting, thing_id=waiting.entry_id)
    entries.append(session, seat.book_id, [waiting])
    entries.stand(session, seat.book_id, [waiting])
    known = accounts.load(session, seat.book_id)
    sums.change(session, seat.book_id, tallies([(TODAY, "posted", False, movements(entry.postings, known))]))

    sheet = statements.balance_sheet(session, seat, TODAY, None).balance
    spent = statements.income_statement(session, seat, NOVEMBER, None)
    behind = grouping.behind(session, seat, grouping.over(session, seat, Of.SPENDING), NOVEMBER)

    assert (sheet.yours, sheet.unvalued, spent.left, spent.unvalued) == (0, 1, 0, 1)
    assert [row.foreign for block in sheet.have for row in block.rows] == [(-jpy("86400"),)]
    assert [(part, behind.amount) for _, part in behind.lines] == [(None, 0)]
    assert statements.trial_balance(session, seat, TODAY).currencies[0].currency == "JPY"


def test_whom_it_was_for_follows_the_shares_and_who_paid_the_purses(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    me, him = seat.member.member_id, jun.member.member_id
    paid(session, seat, "100", [(me, "100")], shares=[(me, "33.34"), (him, "66.66")])
    paid(session, seat, "80", [(me, "30"), (him, "50")])
    ate(session, seat, "10")

    assert groups(session, seat, Facet.FOR) == {id_text(me): (33_34, 1), id_text(him): (66_66, 1), "": (90_00, 2)}
    assert groups(session, seat, Facet.PAID) == {id_text(me): (100_00, 1), SEVERAL: (80_00, 1), "": (10_00, 1)}


def test_a_dearer_month_names_who_was_new_and_who_was_oftener(session):
    seat = book(session)
    ate(session, seat, "30", date(2026, 10, 3))
    for _ in range(3):
        ate(session, seat, "30")
    ate(session, seat, "380", payee="Grandma’s table")
    dining = named(session, seat, "dining").account_id

    why = grouping.explain(session, seat, dining, NOVEMBER, OCTOBER)

    assert (why.amount, why.beside, why.change) == (470_00, 30_00, 440_00)
    assert [(one.why, one.name, one.minor, one.times, one.before) for one in why.reasons] == [
        (Why.NEW, "Grandma’s table", 380_00, 1, 0), (Why.OFTENER, "Old Street", 60_00, 3, 1)]


def test_where_nobody_is_named_the_note_gathers(session):
    seat = book(session)
    for _ in range(2):
        ate(session, seat, "12", payee="")
    over = grouping.over(session, seat, Of.SPENDING)

    group, = grouping.groups_of(session, seat, over, Facet.PAYEE, NOVEMBER, OCTOBER)
    behind = grouping.behind(session, seat, over, NOVEMBER, facet=Facet.PAYEE, key=group.key)

    assert (group.name, group.amount, group.beside, group.times) == ("lunch", 24_00, 0, 2)
    assert behind.amount == 24_00 and len(behind.lines) == 2


def test_a_place_has_no_reasons_and_a_foreign_key_names_nothing(session):
    seat = book(session)
    over = grouping.over(session, seat, Of.SPENDING)

    with pytest.raises(Missing):
        grouping.explain(session, seat, named(session, seat, "cash").account_id, NOVEMBER, OCTOBER)
    for facet, key in ((Facet.PAYEE, "?"), (Facet.PAYEE, ""), (Facet.WEEKDAY, "8"), (Facet.FOR, "several")):
        with pytest.raises(Missing):
            grouping.behind(session, seat, over, NOVEMBER, facet=facet, key=key)
    assert all(one.kind is Kind.EXPENSE for one in over.accounts.values())
