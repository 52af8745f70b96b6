"""Trying a version out over a cohort: asked for, done in the work list piece by piece, kept for good.

Every person's case is decided by the very function that serves people, with this version and with what is live on
the shelf, and with this version at other rates. Nothing is shown to anybody and no budget is spent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from credit.domain.lenders import snapshots
from credit.domain.lenders.lender import Lender, LenderSeat
from credit.domain.lenders.outcome import Outcome, in_need, outcomes
from credit.domain.lenders.person import GROUPS, drawn
from credit.domain.lenders.report import Variant, report
from credit.domain.lenders.role import Deed
from credit.domain.lenders.snapshots import Cohort
from credit.domain.lenders.version import Version
from credit.domain.norms.pack import Norms
from credit.domain.offers.shelf import OnShelf, Seller
from credit.services.deciding import norms_on
from credit.store.lenders import lenders, log, rules, shelf, simulations
from credit.store.lenders.simulations import KIND, Running, Simulation
from ledger.kernel.canonical import digest
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, new_id, read_id
from ledger.plumbing import clock, work
from ledger.plumbing.db import Database, Session

PIECE = 50
"""People decided between two notes of how far it is."""

OTHER_RATES = (-60, 60, 180)
"""The other prices a version is tried at: hundredths of a per cent added to the rate of every row."""

HOME = "CNY"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried out: a version and what is live of the same rule set, over which people, on which day."""

    version: Version
    live: Version | None
    lender: Lender
    cohort: Cohort
    norms: Norms
    on: date


def ask(session: Session, seat: LenderSeat, rule_id: int, version: int) -> int:
    """Ask for a version to be tried out. The simulation's number. Raises: NotAllowedHere, Missing."""
    seat.check(Deed.WRITE)
    found = rules.get(session, seat.lender_id, rule_id, version)
    payload = {"lender": id_text(seat.lender_id), "rule": id_text(found.rule_id), "version": found.version,
               "member": seat.actor, "people": snapshots.shipped().people, "done": 0}
    simulation_id = work.enqueue(session, KIND, payload)
    simulations.tell_progress(session, simulation_id, {**payload, "simulation": id_text(simulation_id)})
    return simulation_id


def simulate(session: Session, seat: LenderSeat, rule_id: int, version: int, now: datetime, cohort: Cohort,
             simulation_id: int = 0) -> Simulation:
    """Try a version out here and now, in one transaction. Raises: NotAllowedHere, Missing."""
    seat.check(Deed.WRITE)
    trial = _trial(session, seat.lender_id, rule_id, version, now.date(), cohort)
    return _keep(session, trial, simulation_id or new_id(), result_of(trial, _to_nobody), seat.actor, seat.actor_kind,
                 now)


def draw_cohort(people: int) -> Cohort:
    """The first so many people of the shipped cohort, drawn anew from its seed."""
    return snapshots.gathered(drawn(snapshots.NAME, number, snapshots.MEASURED_ON) for number in range(people))


def get(session: Session, seat: LenderSeat, simulation_id: int) -> Simulation | None:
    """A simulation that is done, or None."""
    return simulations.get(session, seat.lender_id, simulation_id)


def running(session: Session, seat: LenderSeat, simulation_id: int) -> Running | None:
    """A simulation that was asked for and is not done, or None."""
    return simulations.running(session, seat.lender_id, simulation_id)


@work.outside(KIND)
def _run(database: Database, payload: work.Payload) -> None:
    """The work: read, decide outside of any transaction, keep. Done twice it is kept once."""
    now, simulation_id = clock.now(), read_id(payload["simulation"])
    with database.transaction(write=False) as session:
        try:
            trial = _trial(session, read_id(payload["lender"]), read_id(payload["rule"]), payload["version"],
                           now.date(), snapshots.shipped())
        except Missing:
            return
    result = result_of(trial, lambda done: _tell(database, simulation_id, payload, done))
    with database.transaction() as session:
        session.allow_lender(trial.lender.lender_id)
        _keep(session, trial, simulation_id, result, payload["member"], "job", now)


def _trial(session: Session, lender_id: int, rule_id: int, version: int, on: date, cohort: Cohort) -> Trial:
    lender = lenders.get(session, lender_id)
    if lender is None:
        raise Missing()
    lender = replace(lender, licence_until=lenders.licences(session, lender_id).get(lender.country))
    found, live = rules.get(session, lender_id, rule_id, version), rules.live(session, lender_id, rule_id)
    return Trial(found, live, lender, cohort, norms_on(lender.country, on), on)


def result_of(trial: Trial, tell: Progress) -> dict[str, Any]:
    """What a trial comes to, in whole numbers; `tell` hears how many of the people were looked at."""
    mine = _ready(trial, trial.version, trial.version.body)
    live = [_ready(trial, trial.live, trial.live.body)] if trial.live else []
    others = [_ready(trial, trial.version, at_other_rates(trial.version.body, added), added) for added in OTHER_RATES]
    currency = next((one.currency for one in mine.products.values()), HOME)
    people = in_need(trial.cohort, mine.rules.moment, currency)
    found: list[tuple[Outcome, ...]] = []
    for at in range(0, len(people), PIECE):
        tell(trial.cohort.people * at // len(people))
        piece = people[at : at + PIECE]
        found += outcomes(trial.cohort, piece, [mine, *live, *others], trial.on, currency, trial.norms)
    columns = list(zip(*found, strict=True)) or [()] * (1 + len(live) + len(others))
    told = report(
        trial.cohort.people, columns[0], columns[1] if live else None,
        [Variant(added, column) for added, column in zip(OTHER_RATES, columns[1 + len(live):], strict=True)],
        {name: trial.cohort.column(name) for name in GROUPS})
    return {**told, "currency": currency, "on": trial.on.isoformat(), "moment": trial.version.moment,
            "live": trial.live.version if trial.live else None}


def _ready(trial: Trial, version: Version, body: Mapping[str, Any], mark: int = 0) -> OnShelf:
    """A version as it would stand on the shelf; `mark` tells the same one at other rates apart."""
    lender = trial.lender
    seller = Seller(id_text(lender.lender_id), lender.name, lender.licence_until, lender.lender_id)
    return shelf.ready(seller, version.rule_id + mark, version.version, body)


def at_other_rates(body: Mapping[str, Any], added_bps: int) -> dict[str, Any]:
    """The body with every rate moved; none below nothing."""
    rows = []
    for row in body["set"]["rows"]:
        offer = dict(row["offer"])
        own = body["products"].get(offer["product"], {}).get("body", {}).get("rate", {}).get("percent")
        percent = offer.get("rate_percent", own)
        if percent is not None:
            offer["rate_percent"] = f"{max(Decimal(percent) + Decimal(added_bps) / 100, Decimal(0)):f}"
        rows.append({**row, "offer": offer})
    return {**body, "set": {**body["set"], "rows": rows}}


def _tell(database: Database, simulation_id: int, payload: work.Payload, done: int) -> None:
    with database.transaction() as session:
        simulations.tell_progress(session, simulation_id, {**payload, "done": done})


def _keep(session: Session, trial: Trial, simulation_id: int, result: Mapping[str, Any], made_by: int,
          actor_kind: str, now: datetime) -> Simulation:
    version, lender_id = trial.version, trial.lender.lender_id
    kept = Simulation(simulation_id, version.rule_id, version.version, version.digest, trial.cohort.name,
                      trial.cohort.seed, trial.cohort.people, result, made_by, now)
    head = log.lock(session, lender_id)
    if simulations.add(session, lender_id, kept):
        log.append(session, lender_id, head, log.Act(
            now, made_by, actor_kind, "simulate", "simulation", (simulation_id,), digest(head.salt, kept.content())))
    return kept


def _to_nobody(_done: int) -> None:
    """Nobody waits to hear how far it is."""
