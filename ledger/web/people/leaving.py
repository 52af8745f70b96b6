"""Leaving: take everything along, then be erased."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask import session as cookie

from ledger.kernel.errors import N_, Invalid
from ledger.plumbing import clock
from ledger.plumbing.access import PUBLIC, SIGNED_IN, Visit
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import attached, see_other
from ledger.services.people import leaving
from ledger.web.people.area import ahead_of, area, check_proof, prove_oneself


class NotTicked(Invalid):
    """An erasure that was not said twice."""

    message = N_("Tick this too: what is erased cannot be brought back.")


@area.get("/me/leave", SIGNED_IN)
def leave(visit: Visit[int]) -> Any:
    """What leaving would do, ledger by ledger, and the two ways: take along, erase."""
    return render_template(
        "people/leave.html",
        fates=leaving.fates(visit.session, visit.seat),
        faults=visit.faults,
        kept=request.form,
    )


@area.get("/me/take-out", SIGNED_IN)
def take_out(visit: Visit[int]) -> Any:
    """Everything, as a zip."""
    made = leaving.take_out(visit.session, visit.seat)
    name = f"countinghouse-{visit.today.isoformat()}.zip"
    return attached(made, "application/zip", name)


ahead_of("erase")(prove_oneself)


@area.post("/me/erase", SIGNED_IN, again=leave)
def erase(visit: Visit[int]) -> Any:
    """Erase whoever is signed in."""
    check_proof()
    if not Fields(request.form).flag("sure"):
        raise NotTicked(field="sure")
    leaving.erase(visit.session, visit.seat, clock.now())
    cookie.clear()
    return see_other(url_for("people.erased"))


@area.get("/erased", PUBLIC)
def erased(visit: Visit[None]) -> Any:
    """It is done."""
    return render_template("people/erased.html")
