"""Where a person of a lender begins: what is live and what waits for them; and the limits above all lenders."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from credit.domain.lenders.role import Deed
from credit.domain.rules.guards import MUSTS, TITLES, GuardId
from credit.domain.rules.plain import range_said
from credit.domain.signals.registry import SIGNALS, Unit
from credit.services.lenders import looking, opening
from credit.services.speaking import say_aloud
from credit.web.lenders.area import area
from credit.web.lenders.seats import LenderVisit, in_lender
from credit.web.lenders.words import DONE, MOMENTS, ROLES, STATES
from ledger.kernel.ids import id_text
from ledger.plumbing.access import Visit
from ledger.plumbing.i18n import gettext as _

_HOME = "CNY"


@area.get("/lenders/<lender>", in_lender(Deed.READ))
def home(visit: LenderVisit) -> Response:
    """What is live, what waits for the reader, what came of it."""
    sets = looking.rule_sets(visit.session, visit.seat)
    live = [one.live for one in sets if one.live is not None]
    return make_response(render_template(
        "lenders/home.html", **common(visit), role=_(ROLES.get(_role(visit), "")), sets=sets, live=live,
        waiting=looking.waiting_for(visit.session, visit.seat),
        funnels={one.rule_id: looking.funnel(visit.session, visit.seat, one.rule_id, one.version) for one in live}))


@area.get("/lenders/<lender>/limits", in_lender(Deed.READ))
def limits(visit: LenderVisit) -> Response:
    """The guards above every rule, and the conditions each consists of."""
    conditions: dict[GuardId, list[tuple[str, str]]] = {}
    for must in MUSTS:
        signal, low, high = must.condition.signal, must.condition.low, must.condition.high
        held = conditions.setdefault(must.guard, [])
        is_yes = SIGNALS[signal].unit is Unit.YES
        bound = (_("yes") if low else _("no")) if is_yes else say_aloud(range_said(signal, low, high), _HOME)
        said = (_(SIGNALS[signal].plain), bound)
        if said not in held:
            held.append(said)
    return make_response(render_template(
        "lenders/limits.html", **common(visit), guards=[(guard, _(TITLES[guard]), conditions.get(guard, []))
                                                        for guard in GuardId]))


def common(visit: LenderVisit) -> dict[str, object]:
    """What every page of a lender is given: who sits where, what was just done, how states are called."""
    done = request.args.get("done", "")
    return {
        "seat": visit.seat, "lender": id_text(visit.seat.lender_id), "today": visit.today, "states": STATES,
        "zone": visit.principal.zone, "moments": MOMENTS, "may": lambda deed: visit.seat.may(Deed(deed)),
        "done": _(DONE[done]) if done in DONE else "", "faults": visit.faults, "kept": request.form,
    }


def mine(visit: Visit[object]) -> list[tuple[str, str, str]]:
    """The lenders a signed-in person is of: id, name, and what they do there."""
    principal = visit.principal
    if principal.person_id is None or principal.is_half:
        return []
    return [(id_text(lender.lender_id), lender.name, _(ROLES.get(member.role, "")))
            for lender, member in opening.mine(visit.session, principal.person_id)]


def lenders_of_reader() -> list[tuple[str, str, str]]:
    """The same for a template of another side's page: nothing where nobody is signed in."""
    visit = g.get("visit")
    return mine(visit) if visit is not None else []


def _role(visit: LenderVisit) -> str:
    return visit.seat.member.role if visit.seat.member else ""
