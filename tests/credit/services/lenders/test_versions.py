"""A rule set's way to the shelf: written, tried out, approved by others, live, retired, put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from credit.domain.lenders.approval import Approval, Verdict
from credit.domain.lenders.lender import NotAllowedHere
from credit.domain.lenders.version import NotNow, OtherText, OwnVersion, StaleDraft, State
from credit.domain.offers.product import read_product
from credit.services.lenders import approving, checking, drafting, people, selling, shelving
from credit.services.lenders.approving import MakesWorse, MustBeMended, NotTriedOut, TriedOutTooLongAgo
from credit.store.lenders import log, rules, shelf, simulations
from credit.store.lenders.simulations import Simulation
from ledger.kernel.canonical import digest
from ledger.kernel.errors import Missing
from ledger.kernel.ids import new_id
from tests.cast import NOW, TODAY
from tests.credit.lending import Lending, lending, product, row, rule_set


@pytest.fixture
def harbour(session) -> Lending:
    found = lending(session)
    sell(session, found)
    return found


def sell(session, harbour: Lending, code: str = "refi-12", **changed):
    found = read_product(product(code, **changed))
    return selling.write(session, harbour.seat(session, "Ana"), "Card refinance", found, NOW, today=TODAY, sells=True)


def drafted(session, harbour: Lending, rule_id=None, *rows, name="Refinance"):
    return drafting.draft(session, harbour.seat(session, "Ana"), drafting.read_written(name, rule_set(*rows)), NOW,
                          rule_id)


def tried(session, harbour: Lending, version, worse=0, at=NOW) -> int:
    """A simulation of exactly this text, kept as the work would keep it."""
    found = Simulation(new_id(), version.rule_id, version.version, version.digest, "synthetic", 1, 10_000,
                       {"worse_bps": worse}, version.author, at)
    simulations.add(session, harbour.lender_id, found)
    head = log.lock(session, harbour.lender_id)
    log.append(session, harbour.lender_id, head, log.Act(
        at, version.author, "person", "simulate", "simulation", (found.simulation_id,),
        digest(head.salt, found.content())))
    return found.simulation_id


def submitted(session, harbour: Lending, rule_id=None, *rows):
    version = drafted(session, harbour, rule_id, *rows)
    simulation = tried(session, harbour, version)
    return approving.submit(session, harbour.seats["Ana"], version.rule_id, version.version, version.digest, NOW), \
        simulation


def approved(session, harbour: Lending, rule_id=None, *rows):
    version, simulation = submitted(session, harbour, rule_id, *rows)
    return approving.approve(session, harbour.seat(session, "Ben"), version.rule_id, version.version, version.digest,
                             simulation, NOW)


def live(session, harbour: Lending, rule_id=None, *rows):
    version = approved(session, harbour, rule_id, *rows)
    return shelving.go_live(session, harbour.seats["Ben"], version.rule_id, version.version, NOW)


def test_ana_writes_ben_approves_and_the_next_slot_serves_it(session, harbour):
    assert shelf.live(session) == ()

    version = live(session, harbour)

    (served,) = shelf.live(session)
    assert (served.lender.name, served.rule_id, served.version) == ("Harbour Bank", version.rule_id, 1)
    assert served.digest == version.digest and served.products["refi-12"].terms == (3, 6, 12)
    assert served.rules.rows[0].offer.product == "refi-12"
    assert checking.verify(session, harbour.lender_id).faults == ()


def test_nobody_approves_what_they_wrote_in_whatever_role_they_are_by_now(session, harbour):
    version, simulation = submitted(session, harbour)
    now_ben = people.change_role(session, harbour.seats["Ada"], harbour.seats["Ana"].actor, "approver", 1, NOW)
    seat = replace(harbour.seats["Ana"], member=now_ben)

    with pytest.raises(OwnVersion):
        approving.approve(session, seat, version.rule_id, 1, version.digest, simulation, NOW)


def test_nobody_approves_what_they_wrote_a_cell_of(session, harbour):
    version = drafted(session, harbour)
    ben_wrote = people.change_role(session, harbour.seats["Ada"], harbour.seats["Ben"].actor, "analyst", 1, NOW)
    seat = replace(harbour.seats["Ben"], member=ben_wrote)
    version = drafting.amend(session, seat, version.rule_id, 1, 1, drafting.read_written(
        "Refinance", rule_set(row(("dti", "at_most", 3_000)))), NOW)
    simulation = tried(session, harbour, version)
    approving.submit(session, harbour.seats["Ana"], version.rule_id, 1, version.digest, NOW)
    seat = replace(seat, member=replace(ben_wrote, role="approver"))

    with pytest.raises(OwnVersion):
        approving.approve(session, seat, version.rule_id, 1, version.digest, simulation, NOW)


def test_the_database_itself_refuses_an_author_as_approver(session, harbour):
    version = drafted(session, harbour)

    with pytest.raises(sa.exc.IntegrityError), session.connection.begin_nested():
        rules.say(session, harbour.lender_id, version, Approval(
            1, version.author, version.author, Verdict.APPROVED, version.digest, 1, "", NOW))


def test_only_what_was_tried_out_as_it_stands_within_a_week_can_be_submitted(session, harbour):
    version = drafted(session, harbour)
    ana, name = harbour.seats["Ana"], (version.rule_id, version.version)

    with pytest.raises(NotTriedOut):
        approving.submit(session, ana, *name, version.digest, NOW)
    tried(session, harbour, version)
    with pytest.raises(TriedOutTooLongAgo):
        approving.submit(session, ana, *name, version.digest, NOW + timedelta(days=7, seconds=1))
    changed = drafting.amend(session, ana, *name, 1, drafting.read_written("R", rule_set(row())), NOW)
    with pytest.raises(NotTriedOut):
        approving.submit(session, ana, *name, changed.digest, NOW)


def test_what_would_leave_somebody_worse_off_cannot_be_submitted(session, harbour):
    version = drafted(session, harbour)
    tried(session, harbour, version, worse=12)

    with pytest.raises(MakesWorse, match=r"0\.12%"):
        approving.submit(session, harbour.seats["Ana"], version.rule_id, 1, version.digest, NOW)


def test_rows_that_sell_what_is_not_sold_must_be_mended_first(session, harbour):
    version = drafted(session, harbour, None, row(product="nothing-of-ours"))
    tried(session, harbour, version)

    with pytest.raises(MustBeMended):
        approving.submit(session, harbour.seats["Ana"], version.rule_id, 1, version.digest, NOW)


def test_an_approval_is_of_one_text_and_one_simulation(session, harbour):
    version, simulation = submitted(session, harbour)
    ben = harbour.seats["Ben"]

    with pytest.raises(OtherText):
        approving.approve(session, ben, version.rule_id, 1, b"\0" * 32, simulation, NOW)
    with pytest.raises(NotTriedOut):
        approving.approve(session, ben, version.rule_id, 1, version.digest, simulation + 1, NOW)


def test_a_cell_changed_after_taking_back_voids_the_names(session, harbour):
    version = approved(session, harbour)
    ana = harbour.seats["Ana"]
    back = approving.take_back(session, ana, version.rule_id, 1, NOW)
    assert back.state is State.DRAFT

    changed = drafting.amend(session, ana, version.rule_id, 1, 1, drafting.read_written("R", rule_set(row())), NOW)

    assert approving.standing(session, ana, changed).has == {}
    with pytest.raises(NotNow):
        shelving.go_live(session, ana, version.rule_id, 1, NOW)


def test_a_change_of_terms_waits_for_compliance_where_there_is_somebody_for_it(session):
    harbour = lending(session, roles={"Ana": "analyst", "Ben": "approver", "Carla": "compliance"})
    sell(session, harbour)
    version, simulation = submitted(session, harbour)

    half = approving.approve(session, harbour.seats["Ben"], version.rule_id, 1, version.digest, simulation, NOW)
    assert half.state is State.SUBMITTED
    with pytest.raises(NotNow):
        approving.approve(session, harbour.seats["Ben"], version.rule_id, 1, version.digest, simulation, NOW)
    whole = approving.approve(session, harbour.seats["Carla"], version.rule_id, 1, version.digest, simulation, NOW)

    assert whole.state is State.APPROVED


def test_sent_back_says_why_and_is_written_anew(session, harbour):
    version, _simulation = submitted(session, harbour)
    back = approving.send_back(session, harbour.seats["Ben"], version.rule_id, 1, version.digest, "Too dear.", NOW)
    assert back.state is State.SENT_BACK

    fresh = drafting.write_anew(session, harbour.seats["Ana"], version.rule_id, 1, NOW)

    assert (fresh.version, fresh.state, fresh.digest) == (2, State.DRAFT, version.digest)
    assert approving.standing(session, harbour.seats["Ana"], back).said[0].note == "Too dear."


def test_a_new_version_takes_the_place_and_one_press_puts_the_old_one_back(session, harbour):
    first = live(session, harbour)
    second = live(session, harbour, first.rule_id, row(("dti", "at_most", 3_500)))
    assert [one.version for one in shelf.live(session)] == [2]
    ana = harbour.seats["Ana"]
    before = shelving.to_go_back_to(session, ana, first.rule_id)
    assert before is not None and before.version == 1

    shelving.go_live(session, ana, first.rule_id, before.version, NOW)

    assert [(one.version, one.digest) for one in shelf.live(session)] == [(1, first.digest)]
    assert first.digest != second.digest
    assert checking.verify(session, harbour.lender_id).faults == ()


def test_taken_off_it_is_served_nowhere(session, harbour):
    version = live(session, harbour)

    shelving.retire(session, harbour.seats["Ada"], version.rule_id, NOW)

    assert shelf.live(session) == ()
    with pytest.raises(NotNow):
        shelving.retire(session, harbour.seats["Ada"], version.rule_id, NOW)


def test_two_who_write_into_one_draft_do_not_overwrite_each_other(session, harbour):
    version = drafted(session, harbour)
    mine = drafting.read_written("Mine", rule_set(row()))
    drafting.amend(session, harbour.seats["Ana"], version.rule_id, 1, 1, mine, NOW)

    with pytest.raises(StaleDraft):
        drafting.amend(session, harbour.seats["Ana"], version.rule_id, 1, 1, mine, NOW)


def test_what_is_live_keeps_the_product_it_was_approved_with(session, harbour):
    live(session, harbour)

    sell(session, harbour, rate={"percent": "11", "convention": "nominal", "day_count": "months"})

    (served,) = shelf.live(session)
    assert served.products["refi-12"].percent == 12


BEYOND_THEM = [
    ("Ben", lambda s, h, v: drafting.write_anew(s, h, v.rule_id, 1, NOW)),
    ("Vic", lambda s, h, v: drafting.write_anew(s, h, v.rule_id, 1, NOW)),
    ("Ada", lambda s, h, v: approving.take_back(s, h, v.rule_id, 1, NOW)),
    ("Ada", lambda s, h, v: approving.approve(s, h, v.rule_id, 1, v.digest, 1, NOW)),
    ("Vic", lambda s, h, v: shelving.go_live(s, h, v.rule_id, 1, NOW)),
    ("Vic", lambda s, h, v: shelving.retire(s, h, v.rule_id, NOW)),
    ("Ana", lambda s, h, v: people.put_in_role(s, h, 1, "X", "viewer", NOW)),
    ("operator", lambda s, h, v: approving.approve(s, h, v.rule_id, 1, v.digest, 1, NOW)),
]


def test_a_role_does_what_its_deeds_say_and_no_more(session, harbour):
    version, _simulation = submitted(session, harbour)

    for who, deed in BEYOND_THEM:
        with pytest.raises(NotAllowedHere):
            deed(session, harbour.seats[who], version)


def test_a_rule_set_that_is_not_there_is_missing(session, harbour):
    with pytest.raises(Missing):
        shelving.retire(session, harbour.seats["Ana"], new_id(), NOW)
