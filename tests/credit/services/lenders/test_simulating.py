"""Trying a version out: asked for, done in the work list, kept once, bound to exactly what was tried."""

from __future__ import annotations

import pytest

from credit.domain.lenders import snapshots
from credit.domain.lenders.lender import NotAllowedHere
from credit.domain.lenders.version import text_digest
from credit.domain.offers.product import read_product
from credit.services.lenders import approving, checking, drafting, selling, simulating
from credit.store.lenders import simulations
from ledger.kernel.errors import Missing
from ledger.plumbing import work
from tests.cast import NOW, TODAY
from tests.credit.lending import Lending, lending, product, row, rule_set

TERMS = [3, 6, 9, 12, 18, 24]
PEOPLE = 250


@pytest.fixture
def few(monkeypatch, today):
    """The first of the shipped cohort, so that a test takes a second."""
    cohort = snapshots.part(snapshots.shipped(), PEOPLE)
    monkeypatch.setattr(snapshots, "shipped", lambda: cohort)
    return cohort


def harbour_with_draft(session):
    harbour = lending(session)
    ana = harbour.seat(session, "Ana")
    selling.write(session, ana, "", read_product(product(terms=TERMS)), NOW, today=TODAY, sells=True)
    rules = rule_set(row(("revolving_streak", "at_least", 2), rate="10", months=TERMS))
    return harbour, drafting.draft(session, ana, drafting.read_written("R", rules), NOW)


def seen(database, harbour: Lending, number: int):
    with database.transaction(write=False) as session:
        seat = harbour.seat(session, "Ana")
        return simulating.get(session, seat, number), simulating.running(session, seat, number)


def test_the_work_is_done_once_and_told_while_it_runs(database, few, monkeypatch):
    with database.transaction() as session:
        harbour, version = harbour_with_draft(session)
        number = simulating.ask(session, harbour.seats["Ana"], version.rule_id, 1)
    found, running = seen(database, harbour, number)
    assert found is None and (running.done, running.people, running.failed) == (0, PEOPLE, False)
    notes = []
    tell = simulations.tell_progress
    monkeypatch.setattr(simulations, "tell_progress", lambda s, i, p: (notes.append(p["done"]), tell(s, i, p))[1])

    assert work.work_off(database) == 1

    found, running = seen(database, harbour, number)
    assert running is None and found.digest == version.digest and found.people == PEOPLE
    assert found.result["fit"] >= 20 and found.result["worse_bps"] == 0
    assert notes == sorted(notes) and notes[0] == 0
    with database.transaction(write=False) as session:
        assert checking.verify(session, harbour.lender_id).faults == ()


def test_done_twice_it_is_kept_once_and_logged_once(database, few):
    with database.transaction() as session:
        harbour, version = harbour_with_draft(session)
        ana = harbour.seats["Ana"]
        first = simulating.simulate(session, ana, version.rule_id, 1, NOW, few, 77)
        again = simulating.simulate(session, ana, version.rule_id, 1, NOW, few, 77)

    assert first.result == again.result, "the same people, the same seed, the same answer"
    with database.transaction(write=False) as session:
        assert checking.verify(session, harbour.lender_id).faults == ()
        assert checking.verify(session, harbour.lender_id).deeds == 1 + 4 + 1 + 1 + 1


def test_tried_out_it_can_be_handed_in(session, few):
    harbour, version = harbour_with_draft(session)
    ana = harbour.seats["Ana"]
    simulating.simulate(session, ana, version.rule_id, 1, NOW, few)

    assert approving.submit(session, ana, version.rule_id, 1, version.digest, NOW).state == "submitted"


def test_other_rates_change_only_the_rates(session):
    _harbour, version = harbour_with_draft(session)
    dearer = simulating.at_other_rates(version.body, 60)

    assert dearer["set"]["rows"][0]["offer"]["rate_percent"] == "10.6"
    assert text_digest({**dearer, "set": version.body["set"]}) == version.digest
    assert simulating.at_other_rates(version.body, -9_999)["set"]["rows"][0]["offer"]["rate_percent"] == "0"


def test_only_who_writes_tries_out_and_only_what_is_theirs(session, few):
    harbour, version = harbour_with_draft(session)

    with pytest.raises(NotAllowedHere):
        simulating.ask(session, harbour.seats["Ben"], version.rule_id, 1)
    with pytest.raises(Missing):
        simulating.ask(session, harbour.seats["Ana"], version.rule_id, 2)


def test_a_simulation_of_another_lender_is_not_there(database, few):
    with database.transaction() as session:
        harbour, version = harbour_with_draft(session)
        number = simulating.ask(session, harbour.seats["Ana"], version.rule_id, 1)
        quay = lending(session, "Quay Credit")

    assert seen(database, quay, number) == (None, None)


def test_a_lender_that_is_gone_leaves_work_that_ends(database, few):
    with database.transaction() as session:
        work.enqueue(session, simulations.KIND, {
            "lender": "0000000000001", "rule": "0000000000001", "version": 1, "member": 0, "people": 1, "done": 0,
            "simulation": "0000000000001"})

    assert work.work_off(database) == 1
