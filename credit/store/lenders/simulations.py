"""Simulations as rows, and those still being run: they are work, whose number becomes the simulation's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from credit.store.tables.lenders import SimulationRow
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.db import Session
from ledger.plumbing.identity import WorkRow
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_simulation, _work = table(SimulationRow), table(WorkRow)
KIND = "lenders.simulate"
"""The kind of work a simulation is."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What exactly one text would have done over a cohort of so many people."""

    simulation_id: int
    rule_id: int
    version: int
    digest: bytes
    cohort: str
    seed: int
    people: int
    result: Mapping[str, Any]
    made_by: int
    made_at: datetime

    def content(self) -> dict[str, Any]:
        """What is digested for the log."""
        return {"simulation": self.simulation_id, "rule": self.rule_id, "version": self.version,
                "text": self.digest, "cohort": self.cohort, "people": self.people, "result": dict(self.result)}


@dataclass(frozen=True, slots=True)
class Running:
    """A simulation that is not done yet: how many of its people have been looked at, and whether it failed so far."""

    simulation_id: int
    rule_id: int
    version: int
    done: int
    people: int
    failed: bool


def add(session: Session, lender_id: int, simulation: Simulation) -> bool:
    """Keep a simulation; False where it was kept before."""
    kept = insert(session, _simulation).values(
        lender_id=lender_id, simulation_id=simulation.simulation_id, rule_id=simulation.rule_id,
        version=simulation.version, digest=simulation.digest, cohort=simulation.cohort, seed=simulation.seed,
        people=simulation.people, result=dict(simulation.result), made_by=simulation.made_by,
        made_at=simulation.made_at)
    return session.first(kept.on_conflict_do_nothing().returning(_simulation.c.simulation_id)) is not None


def get(session: Session, lender_id: int, simulation_id: int) -> Simulation | None:
    """A simulation that is done, or None."""
    row = session.first(sa.select(_simulation).where(
        _simulation.c.lender_id == lender_id, _simulation.c.simulation_id == simulation_id))
    return None if row is None else _read(row)


def of_version(session: Session, lender_id: int, rule_id: int, version: int) -> list[Simulation]:
    """The simulations of a version, newest first."""
    rows = session.rows(sa.select(_simulation).where(
        _simulation.c.lender_id == lender_id, _simulation.c.rule_id == rule_id, _simulation.c.version == version,
    ).order_by(_simulation.c.simulation_id.desc()))
    return [_read(row) for row in rows]


def everything(session: Session, lender_id: int) -> list[Simulation]:
    """Every simulation of a lender, oldest first."""
    rows = session.rows(sa.select(_simulation).where(_simulation.c.lender_id == lender_id)
                        .order_by(_simulation.c.simulation_id))
    return [_read(row) for row in rows]


def running(session: Session, lender_id: int, simulation_id: int) -> Running | None:
    """A simulation of this lender that was asked for and is not done, or None."""
    row = session.first(sa.select(_work).where(
        _work.c.work_id == simulation_id, _work.c.kind == KIND))
    if row is None or row.payload.get("lender") != id_text(lender_id):
        return None
    asked = row.payload
    return Running(simulation_id, read_id(asked["rule"]), asked["version"], asked.get("done", 0), asked["people"],
                   row.problem is not None)


def tell_progress(session: Session, simulation_id: int, payload: Mapping[str, Any]) -> None:
    """Note in the work itself how far it is."""
    session.run(sa.update(_work).where(_work.c.work_id == simulation_id, _work.c.done_at.is_(None))
                .values(payload=dict(payload)))


def _read(row: sa.Row[tuple[object, ...]]) -> Simulation:
    found = row._mapping
    return Simulation(found["simulation_id"], found["rule_id"], found["version"], found["digest"], found["cohort"],
                      found["seed"], found["people"], found["result"], found["made_by"], found["made_at"])
