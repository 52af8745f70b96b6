"""Where one is signed in, and ending it there."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.services.people import devices as service
from ledger.web.people.area import area


@area.get("/me/devices", SIGNED_IN)
def devices(visit: Visit[int]) -> Any:
    """The devices, the latest used first."""
    return render_template(
        "people/devices.html",
        devices=service.signed_in(visit.session, visit.principal),
        zone=visit.principal.zone,
        today=visit.today,
    )


@area.post("/me/devices/end", SIGNED_IN)
def end_device(visit: Visit[int]) -> Any:
    """End one sign-in."""
    service.end(visit.session, visit.seat, Fields(request.form).line("device", needed=True))
    return see_other(url_for("people.devices"))


@area.post("/me/devices/end-others", SIGNED_IN)
def end_other_devices(visit: Visit[int]) -> Any:
    """End every sign-in but this one."""
    service.end_others(visit.session, visit.principal)
    return see_other(url_for("people.devices"))
