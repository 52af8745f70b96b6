"""Signing in and out, with the second step between."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask import session as cookie

from ledger.domain.people.person import address_digest, read_address
from ledger.plumbing import clock
from ledger.plumbing.access import HALF_IN, PUBLIC, Visit
from ledger.plumbing.fields import Fields
from ledger.plumbing.guarding.throttle import socket_key, throttle
from ledger.plumbing.http import see_other
from ledger.services.people import second_factor, signing_in
from ledger.web.people.area import agent, ahead_of, area, proof, prove_pair, safe_path


@area.get("/sign-in", PUBLIC)
def sign_in(visit: Visit[None]) -> Any:
    """Address and password."""
    if visit.principal.person_id is not None and not visit.principal.is_half and not visit.faults:
        return see_other(safe_path(request.values.get("then", "/")))
    return render_template(
        "people/sign_in.html",
        kept=request.form,
        faults=visit.faults,
        then=safe_path(request.values.get("then", "/")),
    )


ahead_of("enter")(prove_pair)


@area.post("/sign-in", PUBLIC, again=sign_in)
def enter(visit: Visit[None]) -> Any:
    """Sign in, or on to the second step."""
    then = safe_path(request.form.get("then", "/"))
    read_address(Fields(request.form).line("email", needed=True, limit=300))
    proved = proof()
    if proved.credential is None:
        raise signing_in.WrongPair(field="password")
    signing_in.sign_out(visit.session, visit.principal)
    if signing_in.sign_in(visit.session, proved.credential, agent(), proved.rehashed):
        cookie["then"] = then
        return see_other(url_for("people.second_step"))
    return see_other(then)


@area.get("/sign-in/second-step", HALF_IN)
def second_step(visit: Visit[int]) -> Any:
    """The code from the telephone, or a recovery code."""
    if not visit.principal.is_half and not visit.faults:
        return see_other("/")
    return render_template("people/second_step.html", kept={}, faults=visit.faults)


@area.post("/sign-in/second-step", HALF_IN, again=second_step)
def enter_second(visit: Visit[int]) -> Any:
    """Sign in with the second factor."""
    spend_code(visit)
    then = safe_path(cookie.get("then", "/"))
    signing_in.sign_out(visit.session, visit.principal)
    signing_in.sign_in_again(visit.session, visit.seat, agent())
    return see_other(then)


@area.post("/sign-out", HALF_IN)
def sign_out(visit: Visit[int]) -> Any:
    """Sign out on this device, which forgets everything it kept."""
    signing_in.sign_out(visit.session, visit.principal)
    cookie.clear()
    answer = see_other(url_for("people.sign_in"))
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


def spend_code(visit: Visit[int]) -> None:
    """Use up the form's code, at most five wrong ones a minute. Raises: TooMany, WrongCode, Needed."""
    held, account = throttle(), f"code:{address_digest(visit.principal.email).hex()}"
    code = Fields(request.form).line("code", needed=True, limit=40)
    held.check(socket_key())
    held.take(account)
    try:
        second_factor.spend(visit.session, visit.seat, code, clock.now())
    except second_factor.WrongCode:
        held.count(socket_key())
        raise
    held.forget(account)
