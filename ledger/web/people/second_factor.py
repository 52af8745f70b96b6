"""Setting the second step up, its recovery codes, and turning it off.

Pages that show codes answer forms without a client key: an answer that is kept would keep the codes.
"""

from __future__ import annotations

from typing import Any

import segno
from flask import render_template, request, url_for
from markupsafe import Markup

from ledger.domain.people.person import address_digest
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.fields import Fields
from ledger.plumbing.guarding.throttle import socket_key, throttle
from ledger.plumbing.http import see_other
from ledger.services.people import second_factor as factor
from ledger.web.people.area import agent, ahead_of, area, check_proof, prove_oneself


@area.get("/me/second-step", SIGNED_IN)
def second_factor(visit: Visit[int]) -> Any:
    """Off, waiting to be confirmed, or on."""
    setup = factor.setup_of(visit.session, visit.seat, visit.principal.email)
    return render_template(
        "people/second_factor.html",
        faults=visit.faults,
        is_on=factor.is_on(visit.session, visit.seat),
        left=factor.codes_left(visit.session, visit.seat),
        secret=_grouped(setup.secret) if setup else "",
        picture=_picture(setup.uri) if setup else "",
    )


@area.post("/me/second-step/begin", SIGNED_IN)
def begin_second_factor(visit: Visit[int]) -> Any:
    """Make the secret a telephone is to share."""
    factor.begin(visit.session, visit.seat)
    return see_other(url_for("people.second_factor"))


@area.post("/me/second-step/confirm", SIGNED_IN, again=second_factor, kept=False)
def confirm_second_factor(visit: Visit[int]) -> Any:
    """Turn the second step on with a first code, and show the recovery codes."""
    held, account = throttle(), f"code:{address_digest(visit.principal.email).hex()}"
    code = Fields(request.form).line("code", needed=True, limit=40)
    held.check(socket_key())
    held.take(account)
    codes = factor.confirm(visit.session, visit.seat, code, clock.now(), agent())
    held.forget(account)
    return render_template("people/codes.html", codes=codes, is_first=True)


ahead_of("renew_codes")(prove_oneself)


@area.post("/me/second-step/codes", SIGNED_IN, again=second_factor, kept=False)
def renew_codes(visit: Visit[int]) -> Any:
    """A new set of recovery codes."""
    check_proof()
    return render_template(
        "people/codes.html", codes=factor.fresh_codes(visit.session, visit.seat), is_first=False
    )


ahead_of("drop_second_factor")(prove_oneself)


@area.post("/me/second-step/off", SIGNED_IN, again=second_factor)
def drop_second_factor(visit: Visit[int]) -> Any:
    """Turn the second step off."""
    check_proof()
    factor.turn_off(visit.session, visit.seat, agent())
    return see_other(url_for("people.me", done="second_step_off"))


def _picture(uri: str) -> Markup:
    """The square a telephone's camera reads, as SVG without a style: dark on white in either theme."""
    drawn = segno.make(uri, error="m", micro=False)
    return Markup(
        drawn.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    )


def _grouped(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
