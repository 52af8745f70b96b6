"""Forgotten, reset and changed passwords."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from ledger.domain.people.person import read_address
from ledger.plumbing import clock
from ledger.plumbing.access import PUBLIC, SIGNED_IN, Visit, database
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.sessions import who
from ledger.services.people import changing_password, signing_in
from ledger.web.people.area import (
    agent,
    ahead_of,
    area,
    check_proof,
    hash_new,
    hold_back_forms,
    hold_back_letters,
    new_hash,
    prove_oneself,
)
from ledger.web.people.joining import mail_folder


@area.get("/forgot", PUBLIC)
def forgot(visit: Visit[None]) -> Any:
    """Where to send the link that sets a new password."""
    return render_template("people/forgot.html", kept=request.form, faults=visit.faults)


ahead_of("ask_to_reset")(hold_back_forms)


@area.post("/forgot", PUBLIC, again=forgot)
def ask_to_reset(visit: Visit[None]) -> Any:
    """Have the link sent. The answer says nothing of whether the address is known."""
    address = read_address(Fields(request.form).line("email", needed=True, limit=300))
    hold_back_letters(address)
    changing_password.forgot(visit.session, address)
    return render_template("people/reset_sent.html", address=address, folder=mail_folder())


@area.get("/reset/<link>", PUBLIC)
def reset(visit: Visit[None], link: str) -> Any:
    """What the letter's link leads to: a new password."""
    person = changing_password.whose(visit.session, link, clock.now())
    return render_template("people/reset.html", link=link, address=person.email, faults=visit.faults)


@ahead_of("complete_reset")
def _hash_reset() -> None:
    link = (request.view_args or {})["link"]
    with database().transaction(write=False) as session:
        person = changing_password.whose(session, link, clock.now())
    hash_new("password", person.email)


@area.post("/reset/<link>", PUBLIC, again=reset)
def complete_reset(visit: Visit[None], link: str) -> Any:
    """Set the new password, end every other sign-in, and sign in."""
    signing_in.sign_out(visit.session, visit.principal)
    is_half = changing_password.reset(visit.session, link, new_hash(), clock.now(), agent())
    return see_other(url_for("people.second_step") if is_half else "/")


@area.get("/me/password", SIGNED_IN)
def password(visit: Visit[int]) -> Any:
    """The password now, and the new one."""
    return render_template("people/password.html", faults=visit.faults)


@ahead_of("change_password")
def _prove_and_hash() -> None:
    prove_oneself()
    with database().transaction(write=False) as session:
        principal = who(session)
    hash_new("fresh", principal.email)


@area.post("/me/password", SIGNED_IN, again=password)
def change_password(visit: Visit[int]) -> Any:
    """Change the password; every other sign-in ends."""
    check_proof()
    changing_password.change(visit.session, visit.seat, new_hash(), agent())
    return see_other(url_for("people.me", done="password"))
