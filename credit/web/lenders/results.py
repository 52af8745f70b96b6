"""What came of the offers, version by version: counted from what happened, never from whom."""

from __future__ import annotations

from math import isqrt

from flask import Response, make_response, render_template, request

from credit.domain.lenders.role import Deed
from credit.services.lenders import looking
from credit.web.lenders.area import area
from credit.web.lenders.home import common
from credit.web.lenders.seats import LenderVisit, in_lender
from credit.web.lenders.words import EVENTS, REFUSALS
from ledger.kernel.ids import id_text
from ledger.plumbing.face.chart import Bar, share_bar

_SHARE = 10_000


@area.get("/lenders/<lender>/results", in_lender(Deed.READ))
def results(visit: LenderVisit) -> Response:
    """The steps of one version's offers, from shown to recorded; which version is chosen in the address."""
    were_live = looking.were_live(visit.session, visit.seat)
    wanted = request.args.get("of", "")
    chosen = next((one for one in were_live if f"{id_text(one.rule_id)}.{one.version}" == wanted), None)
    chosen = chosen or (were_live[0] if were_live else None)
    funnel = looking.funnel(visit.session, visit.seat, chosen.rule_id, chosen.version) if chosen else None
    weeks = looking.by_week(visit.session, visit.seat, chosen.rule_id, chosen.version) if chosen else []
    return make_response(render_template(
        "lenders/results.html", **common(visit), were_live=were_live, chosen=chosen, funnel=funnel, weeks=weeks,
        steps=_steps(funnel) if funnel else [], answers=REFUSALS, events=EVENTS,
        key=lambda one: f"{id_text(one.rule_id)}.{one.version}"))


def _steps(funnel: looking.Funnel) -> list[tuple[str, str, int | None, int | None, Bar]]:
    """(kind, words, how many, share of the step before in bps, bar drawn by square root) for each step."""
    steps: list[tuple[str, str, int | None, int | None, Bar]] = []
    before: int | None = None
    most = max((count or 0 for count in funnel.reached.values()), default=0)
    for kind, words in EVENTS.items():
        count = funnel.reached[kind]
        share = count * _SHARE // before if count is not None and before else None
        steps.append((kind, words, count, share, share_bar(_root(count or 0), _root(most))))
        before = count
    return steps


def _root(count: int) -> int:
    """The square root in hundredths, so that small steps can be seen."""
    return isqrt(count * _SHARE)
