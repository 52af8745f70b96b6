"""What a person does with an offer at once: open it, put it aside, never again, ask a person to look."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for

from credit.domain.people.kinds import KINDS
from credit.domain.people.quiet import Wish
from credit.services.offers import looking
from credit.web.offers.area import area
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.http import see_other, wants_part


@area.post("/me/offers/<offer>/open", SIGNED_IN)
def open_it(visit: Visit[int], offer: str) -> Response:
    """Open an offer: that it was looked at is written down here, so that the page itself writes nothing."""
    looking.open_it(visit.session, visit.seat, read_id(offer), visit.today, clock.now())
    return see_other(url_for("offers.show", offer=offer))


@area.post("/me/offers/<offer>/not-now", SIGNED_IN)
def not_now(visit: Visit[int], offer: str) -> Response:
    """Put it aside."""
    return _answered(visit, looking.not_now(visit.session, visit.seat, read_id(offer), visit.today, clock.now()))


@area.post("/me/offers/<offer>/never", SIGNED_IN)
def never(visit: Visit[int], offer: str) -> Response:
    """Hear nothing of this kind again."""
    return _answered(visit, looking.never(visit.session, visit.seat, read_id(offer), visit.today, clock.now()))


@area.post("/me/offers/<offer>/review", SIGNED_IN)
def ask_human(visit: Visit[int], offer: str) -> Response:
    """Ask a person to look."""
    looking.ask_human(visit.session, visit.seat, read_id(offer), visit.today, clock.now())
    return see_other(url_for("offers.why", offer=offer, _anchor="review"))


def _answered(visit: Visit[int], wish: Wish) -> Response:
    """One line where the slip was, with its undoing; the page of all answers for a plain form."""
    if not wants_part():
        return see_other(url_for("help.page", done="quiet", _anchor="quiet"))
    return make_response(render_template(
        "credit/_refused.html", wish=wish, wish_id=id_text(wish.quiet_id), kinds=KINDS, today=visit.today))
