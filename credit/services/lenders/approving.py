"""Submitting a version, approving exactly it, sending it back.

What is submitted was tried out within the last week, exactly as it stands, and made nobody worse off. What is
approved is the text that was read: the form says its digest and the simulation it was read beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from credit.domain.lenders.approval import Approval, Verdict, given, is_complete, needed, verdict_of
from credit.domain.lenders.difference import is_material
from credit.domain.lenders.lender import LenderSeat
from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import NotNow, OwnVersion, State, Version
from credit.services.lenders import drafting, reading
from credit.store.lenders import lenders, log, rules, simulations
from credit.store.lenders.simulations import Simulation
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Invalid
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session

SIMULATION_HOLDS = timedelta(days=7)
"""How long a simulation may be relied on when a version is submitted (credit.md F15)."""

NOTE_MAX = 200


class NotTriedOut(Conflict):
    """Submitting what was never simulated as it stands."""

    message = N_("Try this version out first, exactly as it stands.")


class TriedOutTooLongAgo(Conflict):
    """A simulation older than it may be relied on."""

    message = N_("It was tried out more than %(days)s days ago. Try it out once more.")


class MakesWorse(Conflict):
    """A version that leaves somebody worse off than going on as they were."""

    message = N_("Tried out, this leaves %(share)s of those it is offered to worse off. That must be nobody.")


class MustBeMended(Invalid):
    """Rows that cannot be served as they stand."""

    message = N_("Mend the rows marked first: %(count)s.")


class NoteNeeded(Invalid):
    """Sending back without a word."""

    message = N_("Say what should change.")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a version is: the names it needs, those it has, and the simulation that speaks for its text."""

    needs: frozenset[Verdict]
    has: Mapping[Verdict, Approval]
    said: tuple[Approval, ...]
    simulation: Simulation | None

    @property
    def lacks(self) -> frozenset[Verdict]:
        """The names still to come."""
        return self.needs - set(self.has)


def standing(session: Session, seat: LenderSeat, version: Version) -> Standing:
    """Where a version stands between submitting and the shelf."""
    said = rules.said(session, seat.lender_id, version.rule_id, version.version)
    before = rules.live(session, seat.lender_id, version.rule_id)
    changes_terms = is_material(before.body if before else None, version.body)
    needs = needed(version, lenders.members(session, seat.lender_id), is_material=changes_terms)
    tried = simulations.of_version(session, seat.lender_id, version.rule_id, version.version)
    fitting = next((one for one in tried if one.digest == version.digest), None)
    return Standing(needs, given(version, said), tuple(said), fitting)


def submit(session: Session, seat: LenderSeat, rule_id: int, version: int, text: bytes, now: datetime) -> Version:
    """Hand a draft to other people.

    Raises: NotAllowedHere, Missing, NotNow, OtherText, MustBeMended, NotTriedOut, TriedOutTooLongAgo, MakesWorse.
    """
    seat.check(Deed.WRITE)
    head = log.lock(session, seat.lender_id)
    was = rules.get(session, seat.lender_id, rule_id, version)
    was.check_may_become(State.SUBMITTED)
    was.check_text(text)
    faults = reading.faults(was, seat.lender, now.date())
    if faults:
        raise MustBeMended(count=len(faults))
    _check_tried(standing(session, seat, was).simulation, now)
    return _move(session, seat, head, "submit", was, now, state=State.SUBMITTED, submitted_at=now)


def take_back(session: Session, seat: LenderSeat, rule_id: int, version: int, now: datetime) -> Version:
    """Make a version that waits a draft again. Raises: NotAllowedHere, Missing, NotNow."""
    seat.check(Deed.WRITE)
    head = log.lock(session, seat.lender_id)
    was = rules.get(session, seat.lender_id, rule_id, version)
    was.check_may_become(State.DRAFT)
    return _move(session, seat, head, "take_back", was, now, state=State.DRAFT, submitted_at=None)


def approve(session: Session, seat: LenderSeat, rule_id: int, version: int, text: bytes, simulation_id: int,
            now: datetime) -> Version:
    """Put one's name to exactly this text, as it was tried out in exactly this simulation.

    With the last name it needs the version is approved. Raises: NotAllowedHere, OwnVersion, Missing, NotNow,
    OtherText, NotTriedOut.
    """
    head, was = _to_decide(session, seat, rule_id, version, text)
    was.check_may_become(State.APPROVED)
    before = standing(session, seat, was)
    if before.simulation is None or before.simulation.simulation_id != simulation_id:
        raise NotTriedOut()
    verdict = verdict_of(seat.member.role if seat.member else "")
    if verdict in before.has:
        raise NotNow()
    approval = _say(session, seat, was, verdict, simulation_id, "", now)
    head = log.append(session, seat.lender_id, head, _act(seat, "approve", was, approval, head.salt, now))
    if not is_complete(before.needs, {*before.has, verdict}):
        return was
    return _move(session, seat, head, "approved", was, now, state=State.APPROVED)


def send_back(session: Session, seat: LenderSeat, rule_id: int, version: int, text: bytes, note: str,
              now: datetime) -> Version:
    """Return a version to its author with a word.

    Raises: NotAllowedHere, OwnVersion, Missing, NotNow, OtherText, NoteNeeded.
    """
    if not note:
        raise NoteNeeded(field="note")
    head, was = _to_decide(session, seat, rule_id, version, text)
    found = standing(session, seat, was).simulation
    approval = _say(session, seat, was, Verdict.SENT_BACK, found.simulation_id if found else 0, note, now)
    head = log.append(session, seat.lender_id, head, _act(seat, "refuse", was, approval, head.salt, now))
    return _move(session, seat, head, "send_back", was, now, state=State.SENT_BACK, ended_at=now)


def may_decide(session: Session, seat: LenderSeat, version: Version) -> bool:
    """Whether this seat may put its name to a version: never one who wrote into it."""
    return seat.may(Deed.APPROVE) and not _wrote(session, seat, version)


def _to_decide(session: Session, seat: LenderSeat, rule_id: int, version: int, text: bytes) -> tuple[log.Head, Version]:
    head = log.lock(session, seat.lender_id)
    was = rules.get(session, seat.lender_id, rule_id, version)
    if _wrote(session, seat, was):
        raise OwnVersion()
    seat.check(Deed.APPROVE)
    was.check_may_become(State.SENT_BACK)
    was.check_text(text)
    return head, was


def _wrote(session: Session, seat: LenderSeat, version: Version) -> bool:
    return seat.actor == version.author or seat.actor in log.writers(
        session, seat.lender_id, version.rule_id, version.version)


def _check_tried(simulation: Simulation | None, now: datetime) -> None:
    if simulation is None:
        raise NotTriedOut()
    if now - simulation.made_at > SIMULATION_HOLDS:
        raise TriedOutTooLongAgo(days=SIMULATION_HOLDS.days)
    worse = int(simulation.result["worse_bps"])
    if worse:
        raise MakesWorse(share=f"{worse / 100:.2f}%")


def _say(session: Session, seat: LenderSeat, version: Version, verdict: Verdict, simulation_id: int, note: str,
         now: datetime) -> Approval:
    approval = Approval(new_id(), seat.actor, version.author, verdict, version.digest, simulation_id, note, now)
    rules.say(session, seat.lender_id, version, approval)
    return approval


def _move(session: Session, seat: LenderSeat, head: log.Head, deed: str, was: Version, now: datetime,
          **values: object) -> Version:
    changed: Version = replace(was, **values)  # type: ignore[arg-type]
    drafting.save(session, seat, changed, was)
    log.append(session, seat.lender_id, head, drafting.act(seat, deed, changed, head.salt, now))
    return changed


def _act(seat: LenderSeat, deed: str, version: Version, approval: Approval, salt: bytes, now: datetime) -> log.Act:
    return log.Act(now, seat.actor, seat.actor_kind, deed, "approval",
                   (version.rule_id, version.version, approval.approval_id), digest(salt, approval.content()))
