"""Simulations: asking for a version to be tried out, how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from credit.api.offer_words import percent
from credit.api.seats import RULES, LenderVisit, in_lender
from credit.api.shapes.simulation import SimulatedOut, SimulationIn, SimulationOut
from credit.domain.lenders.role import Deed
from credit.services.lenders import looking, simulating
from credit.store.lenders.simulations import Running, Simulation
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.words import amount_text, instant

area = ApiArea("simulations", __name__)
Plain = Mapping[str, Any]


@area.post("/lenders/<lender>/simulations", in_lender(Deed.WRITE), RULES, SimulationOut, body=SimulationIn, status=202)
def ask(visit: LenderVisit, body: SimulationIn) -> SimulationOut:
    """Ask for a version to be tried out over the cohort. It is done in the background; nothing is shown to anybody."""
    return _now(visit, simulating.ask(visit.session, visit.seat, body.rule, body.version))


@area.get("/lenders/<lender>/simulations/<simulation>", in_lender(Deed.READ), RULES, SimulationOut)
def one(visit: LenderVisit, simulation: str) -> SimulationOut:
    """How far a simulation is, or what came of it."""
    return _now(visit, read_id(simulation))


def _now(visit: LenderVisit, simulation_id: int) -> SimulationOut:
    found = simulating.get(visit.session, visit.seat, simulation_id)
    if found is not None:
        return _done(visit, found)
    running = simulating.running(visit.session, visit.seat, simulation_id)
    if running is None:
        raise Missing()
    return _running(running)


def _running(running: Running) -> SimulationOut:
    return SimulationOut(
        id=id_text(running.simulation_id), rule=id_text(running.rule_id), version=running.version,
        state="failed" if running.failed else "running", done=running.done, people=running.people, digest=None,
        is_current=None, cohort=None, seed=None, made_at=None, result=None)


def _done(visit: LenderVisit, found: Simulation) -> SimulationOut:
    version = looking.version(visit.session, visit.seat, found.rule_id, found.version)
    return SimulationOut(
        id=id_text(found.simulation_id), rule=id_text(found.rule_id), version=found.version, state="done",
        done=found.people, people=found.people, digest=found.digest.hex(), is_current=found.digest == version.digest,
        cohort=found.cohort, seed=found.seed, made_at=instant(found.made_at), result=_result(found.result))


def _result(told: Plain) -> SimulatedOut:
    """A report with its sums as decimal text and its shares in per cent."""
    currency = told["currency"]
    same = ("on", "currency", "moment", "live", "people", "need", "fit", "offered", "worse", "no_row", "unknown",
            "free_first", "spared", "held", "groups")  # fmt: skip
    against = told["against"]
    return SimulatedOut.model_validate({
        **{name: told[name] for name in same},
        "worse_percent": percent(told["worse_bps"]),
        **{name: {part: _sum(minor, currency) for part, minor in told[name].items()}
           for name in ("saving", "cost", "amount")},
        "bins": [{"start": amount_text(start, currency), "end": amount_text(end, currency), "people": people}
                 for start, end, people in told["bins"]],
        "against": {**against, "saving": _sum(against["saving"], currency)} if against else None,
        "variants": [_variant(one, currency) for one in told["variants"]],
    })  # fmt: skip


def _variant(variant: Plain, currency: str) -> Plain:
    rest = {name: value for name, value in variant.items() if name != "added_bps"}
    return {**rest, "added_percent": percent(variant["added_bps"]), "saving": _sum(variant["saving"], currency)}


def _sum(minor: int | None, currency: str) -> str | None:
    return None if minor is None else amount_text(minor, currency)
