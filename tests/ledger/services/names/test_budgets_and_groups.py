"""Budgets of a project or a tag, and sums gathered by tag and by what is merged: on both engines, to the last coin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.domain.books.entry import Verb
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.names.name import Name, Sort
from ledger.domain.planning.allowance import Course
from ledger.domain.reports.facet import Facet, Of
from ledger.domain.reports.span import days
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.fields import NotAChoice
from ledger.services.books import bookkeeping
from ledger.services.names import changing, knowing
from ledger.services.planning import budgeting
from ledger.services.reports import grouping
from tests.cast import NOW, TODAY, book, join
from tests.ledger.services.names.test_names import eat, on_project, tag
from tests.ledger.services.planning.budgeted import made

NOVEMBER = days(date(2026, 11, 1), date(2026, 11, 30))


def kept_of(session, seat):
    return budgeting.budgets(session, seat, TODAY)


def test_a_renovations_budget_counts_its_project_alone_for_its_whole_life_net_of_refunds(session):
    seat = book(session)
    works = knowing.project_named(session, seat, "Renovation", NOW)
    made(session, seat, project=works, every=BudgetPeriod.WHOLE, on=date(2026, 1, 1), limit="5000")
    made(session, seat, "transport", project=works)
    on_project(session, seat, works, "1200", "dining", date(2026, 2, 3))
    on_project(session, seat, works, "300", "transport")
    on_project(session, seat, works, "200", "dining", verb=Verb.REFUND)
    on_project(session, seat, None, "999")

    whole, narrow = kept_of(session, seat)

    assert (whole.allowance.turn.spent, whole.project.name) == (130_000, "Renovation")
    assert narrow.allowance.turn.spent == 30_000, "both its project and its category must hold"
    explained = budgeting.explained(session, seat, whole.budget.budget_id, TODAY)
    assert sum(part.spent for part in explained.parts) == 130_000 and len(explained.entries) == 3


def test_a_tags_budget_counts_an_entry_once_and_for_one_member_only_theirs(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    work, job = tag(session, seat, "work")[0], tag(session, seat, "job")[0]
    made(session, seat, tag=work)
    made(session, seat, tag=work, member=jun.member.member_id)
    eat(session, seat, "10", "work", "job")
    entry = eat(session, seat, "20", "work").stands
    postings = tuple(replace(p, beneficiary=jun.member.member_id) if p.minor > 0 else p for p in entry.entry.postings)
    bookkeeping.amend(session, seat, entry.thing_id, 1, replace(entry.entry, postings=postings), NOW)
    eat(session, seat, "40", "job", visibility="member")

    before = [(one.allowance.turn.spent) for one in kept_of(session, seat)]
    changing.merge(session, seat, Sort.TAG, job, work, 1, NOW)
    after = [(one.allowance.turn.spent) for one in kept_of(session, seat)]

    assert (before, after) == ([3_000, 2_000], [7_000, 2_000])
    assert [one.allowance.turn.spent for one in kept_of(session, jun)] == [3_000, 2_000]


def test_a_budget_of_what_was_put_away_or_merged_says_so_and_still_counts(session):
    seat = book(session)
    old = changing.make(session, seat, Name(Sort.PROJECT, 0, "Kyoto"), NOW)
    made(session, seat, project=old.name_id)
    on_project(session, seat, old.name_id, "10")
    new = changing.make(session, seat, Name(Sort.PROJECT, 0, "Japan"), NOW)
    changing.merge(session, seat, Sort.PROJECT, old.name_id, new.name_id, 1, NOW)

    (merged,) = kept_of(session, seat)
    changing.write(session, seat, replace(new, closed=True), 1, NOW)
    (away,) = kept_of(session, seat)

    assert (merged.project.name, merged.allowance.course, merged.allowance.turn.spent) == (
        "Japan", Course.RUNNING, 1_000)
    assert (away.allowance.course, away.allowance.turn.spent) == (Course.PUT_AWAY, 1_000)
    for gone in (old.name_id, new.name_id, 12345):
        with pytest.raises(NotAChoice) as refusal:
            made(session, seat, project=gone)
        assert refusal.value.facts["field"] == "project"


def grouped(session, seat, facet):
    over = grouping.over(session, seat, Of.SPENDING)
    found = grouping.groups_of(session, seat, over, facet, NOVEMBER, None)
    return over, {one.name: (one.amount, one.times, one.key) for one in found}


def test_an_entry_of_two_tags_is_in_both_groups_and_once_in_the_total(session):
    seat = book(session)
    eat(session, seat, "10", "work", "berlin")
    eat(session, seat, "20", "work")
    eat(session, seat, "40")

    over, groups = grouped(session, seat, Facet.TAG)

    assert {name: amount for name, (amount, _, _) in groups.items()} == {"work": 3_000, "berlin": 1_000, "": 4_000}
    assert grouping.total_of(session, seat, over, NOVEMBER) == 7_000
    for amount, times, key in groups.values():
        behind = grouping.behind(session, seat, over, NOVEMBER, facet=Facet.TAG, key=key)
        assert (behind.amount, len(behind.lines)) == (amount, times)


def test_merged_names_are_one_group_and_what_stands_behind_it_adds_up(session):
    seat = book(session)
    for payee, words, amount in (("Nobu", "a b", "10"), ("NOBU Tokyo", "b", "20"), ("Hive", "", "40")):
        eat(session, seat, amount, *words.split(), payee=payee)
    kyoto, japan = (knowing.project_named(session, seat, name, NOW) for name in ("Kyoto", "Japan"))
    on_project(session, seat, kyoto, "100", on=TODAY - timedelta(days=1))
    on_project(session, seat, japan, "200")
    _, before = grouped(session, seat, Facet.PAYEE)
    payees = {name: key for name, (_, _, key) in before.items()}
    changing.merge(session, seat, Sort.PAYEE, read_id(payees["NOBU Tokyo"]), read_id(payees["Nobu"]), 0, NOW)
    changing.merge(session, seat, Sort.TAG, tag(session, seat, "b")[0], tag(session, seat, "a")[0], 1, NOW)
    changing.merge(session, seat, Sort.PROJECT, kyoto, japan, 1, NOW)

    for facet, name, amount, times in ((Facet.PAYEE, "Nobu", 3_000, 2), (Facet.TAG, "a", 3_000, 2),
                                       (Facet.PROJECT, "Japan", 30_000, 2)):
        over, groups = grouped(session, seat, facet)
        assert groups[name][:2] == (amount, times)
        behind = grouping.behind(session, seat, over, NOVEMBER, facet=facet, key=groups[name][2])
        assert (behind.amount, len(behind.lines)) == (amount, times)
    assert id_text(japan) == groups["Japan"][2]
