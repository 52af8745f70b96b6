"""Entries that move to another ledger of the same person, and come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ledger.domain.bulk.change import Change, Wanted
from ledger.domain.names.name import Sort
from ledger.kernel.errors import Forbidden, Missing
from ledger.plumbing.sessions import Principal
from ledger.services.books import bookkeeping, opening
from ledger.services.bulk import changing, moving
from ledger.services.names import knowing
from ledger.store.books import entries
from ledger.store.bulk import moved as links
from tests.cast import NOW, TODAY, book, join, named
from tests.ledger.services.bulk.several import dear, faults, lunches, seen, stands


@pytest.fixture
def both(session):
    """Mei's home, her trip in euros, and her."""
    here = book(session)
    there = opening.open_book(session, here.member.person_id, "Mei", "household", "Trip", NOW, currency="EUR",
                              zone="Europe/Paris")
    return here, there, Principal("person", here.member.person_id)


def arrived(session, here, there, seq):
    """What stands there by a move, oldest first."""
    return [stands(session, there, replace_thing(one)) for one in links.by_seq(session, here.book_id, seq)]


def replace_thing(end):
    """Something with the number of the other end."""
    return type("End", (), {"thing_id": end.other_thing})


def test_an_entry_leaves_here_and_stands_there_in_its_own_accounts_and_values(session, both):
    here, there, _ = both
    trip = knowing.project_named(session, here, "Kyoto", NOW)
    kept = lunches(session, here, 2)
    changing.carry_out(session, here, seen(*kept), Wanted(Change.PROJECT, project=trip), NOW)
    kept = [stands(session, here, one) for one in kept]

    seq, plan = moving.carry_out(session, here, there, seen(*kept), {}, NOW)

    assert plan.refused == () and [stands(session, here, one) for one in kept] == [None, None]
    first, _second = arrived(session, here, there, seq)
    assert first.entry.words == kept[0].entry.words and first.entry.on == kept[0].entry.on
    assert first.entry.postings[0].account_id == named(session, there, "dining").account_id
    assert first.entry.postings[0].currency == "CNY" and 0 < first.entry.postings[0].home_minor < 1000
    assert knowing.called(session, there, Sort.PROJECT)[first.entry.postings[0].project] == "Kyoto"
    (end,) = links.of_thing(session, there.book_id, first.thing_id)
    assert (end.came, end.other_book, end.other_thing) == (True, here.book_id, kept[0].thing_id)
    assert faults(session, here) == faults(session, there) == ()


def test_one_undo_brings_back_what_nobody_touched_there(session, both):
    here, there, mei = both
    kept = lunches(session, here)
    seq, _ = moving.carry_out(session, here, there, seen(*kept), {}, NOW)
    touched = arrived(session, here, there, seq)[1]
    bookkeeping.amend(session, there, touched.thing_id, 1, replace(touched.entry, on=TODAY), NOW)

    undone = moving.undo(session, here, mei, seq, NOW)

    assert undone.count == 2 and [one.why.code for one in undone.stays] == ["stale_entry"]
    assert [stands(session, here, one) is not None for one in kept] == [True, False, True]
    assert [one is not None for one in arrived(session, here, there, seq)] == [False, True, False]
    assert moving.undo(session, here, mei, seq, NOW).count == 0
    assert faults(session, here) == faults(session, there) == ()


def test_an_account_without_its_like_is_asked_for_once(session, both):
    here, there, _ = both
    pocket = opening.add_account(session, here, replace(
        named(session, here, "wechat"), code="asset:wallet:odd", names={"en": "Odd purse"}, pack_key=None), NOW)
    (kept,) = lunches(session, here, 1)
    changing.carry_out(session, here, seen(kept), Wanted(Change.ACCOUNT, pocket), NOW)
    chosen = seen(stands(session, here, kept))

    asked = moving.plan(session, here, there, chosen, {})
    seq, told = moving.carry_out(
        session, here, there, chosen, {pocket.account_id: named(session, there, "cash").account_id}, NOW)

    assert [one.account_id for one in asked.asks] == [pocket.account_id] and asked.goes == ()
    assert told.asks == () and len(arrived(session, here, there, seq)) == 1


def test_what_names_people_of_this_ledger_or_has_no_rate_there_stays(session, both):
    here, there, _ = both
    jun = join(session, here, "Jun", "partner")
    for_jun, plain = lunches(session, here, 2)
    changing.carry_out(session, here, seen(for_jun), Wanted(Change.PERSON, member=jun.member.member_id), NOW)
    strange = dear(session, here, TODAY - timedelta(days=1))

    plan = moving.plan(session, here, there, seen(stands(session, here, for_jun), plain, strange), {})

    assert [one.why.code for one in plan.refused] == ["of_people_here"]
    assert [kept.thing_id for kept, _ in plan.goes] == [plain.thing_id, strange.thing_id]


def test_one_moves_only_where_one_may_record(session, both):
    here, _there, mei = both
    others = book(session, owner="Ola")
    (kept,) = lunches(session, here, 1)

    assert others.book_id not in {one.book_id for one in moving.targets(session, here, mei)}
    with pytest.raises(moving.SameBook):
        moving.plan(session, here, here, seen(kept), {})
    with pytest.raises(Forbidden):
        moving.plan(session, here, replace(others, member=replace(others.member, role="viewer")), seen(kept), {})
    with pytest.raises(Missing):
        moving.undo(session, here, mei, kept.seq, NOW)


def test_a_private_entry_stays_private_there(session, both):
    here, there, _ = both
    (kept,) = lunches(session, here, 1, visibility="member")

    seq, _ = moving.carry_out(session, here, there, seen(kept), {}, NOW)

    (gone,) = arrived(session, here, there, seq)
    assert gone.entry.visibility == "member" and gone.recorder == there.member.member_id
    assert entries.history(session, here.book_id, kept.thing_id)[-1].entry.reverses == kept.entry_id
