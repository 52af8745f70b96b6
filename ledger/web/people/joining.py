"""Signing up: the form, the letter that is on its way, and the page its link leads to."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import g, render_template, request
from flask import session as cookie

from ledger.domain.people.person import NAME_MAX, currency_for, read_address, zone_for
from ledger.kernel.errors import Missing
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import PUBLIC, Visit, database
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import current_language
from ledger.plumbing.mail import office_of
from ledger.services.people import joining, signing_in
from ledger.store.people.persons import NOBODY
from ledger.web.people.area import (
    Proof,
    agent,
    ahead_of,
    area,
    check_proof,
    hash_new,
    hold_back_forms,
    hold_back_letters,
    new_hash,
    prove,
    typed_address,
)
from ledger.web.people.choices import is_zone


@area.get("/sign-up", PUBLIC)
def sign_up(visit: Visit[None]) -> Any:
    """Name, address, password."""
    if visit.principal.person_id is not None and not visit.faults:
        return see_other("/")
    return render_template("people/sign_up.html", kept=request.form, faults=visit.faults)


@ahead_of("ask_to_join")
def _ahead_of_asking() -> None:
    hold_back_forms()
    hash_new("password", typed_address())


@area.post("/sign-up", PUBLIC, again=sign_up)
def ask_to_join(visit: Visit[None]) -> Any:
    """Ask to join. Whether the address is known already shows nowhere but in the letter."""
    form, language = Fields(request.form), current_language()
    address = read_address(form.line("email", needed=True, limit=300))
    zone, name = form.line("zone"), form.line("name", needed=True, limit=NAME_MAX)
    password_hash = new_hash()
    hold_back_letters(address)
    link = joining.ask(
        visit.session,
        joining.Asked(
            address,
            name,
            password_hash,
            language,
            zone if is_zone(zone) else zone_for(language),
            currency_for(language),
        ),
        clock.now(),
    )
    cookie["joining"] = link.partition(".")[0]
    return render_template(
        "people/join_sent.html", address=address, folder=mail_folder(), link=link if mail_folder() else ""
    )


@area.get("/join/<link>", PUBLIC)
def join(visit: Visit[None], link: str) -> Any:
    """What the letter's link leads to: one press; on another device the password besides."""
    address = joining.address_behind(visit.session, link, clock.now())
    return render_template(
        "people/join.html", link=link, address=address, faults=visit.faults, asks=not _asked_here(link)
    )


@ahead_of("complete_join")
def _prove_joining() -> None:
    """On another device the password is said again, so that nobody completes what a stranger began."""
    link = (request.view_args or {})["link"]
    if _asked_here(link):
        g.proof = Proof(NOBODY)
        return
    person_id = 0
    with suppress(Missing):
        person_id = read_id(link.partition(".")[0])
    with database().transaction(write=False) as session:
        found = signing_in.credential_by_id(session, person_id)
    g.proof = prove(found, f"joining:{person_id}")


@area.post("/join/<link>", PUBLIC, again=join)
def complete_join(visit: Visit[None], link: str) -> Any:
    """Complete a sign-up and sign in."""
    check_proof()
    person, has_joined = joining.join(visit.session, link, clock.now())
    if not has_joined:
        return render_template("people/known.html", address=person.email)
    signing_in.sign_out(visit.session, visit.principal)
    signing_in.sign_in_again(visit.session, person.person_id, agent())
    return see_other("/")


def mail_folder() -> str:
    """The name of the folder letters are laid in, for a house that sends none; else empty."""
    folder = office_of(database()).folder
    return "/".join(folder.parts[-2:]) if folder else ""


def _asked_here(link: str) -> bool:
    return bool(cookie.get("joining")) and cookie["joining"] == link.partition(".")[0]
