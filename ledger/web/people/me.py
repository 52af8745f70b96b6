"""One's own settings: who one is, in which language, zone and currency, and the ways to the rest."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from ledger.domain.people.person import NAME_MAX, THEMES
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import LANGUAGES, current_language
from ledger.services.people import devices, preferences, second_factor
from ledger.web.people.area import area
from ledger.web.people.choices import LANGUAGE_NAMES, currency_choices, is_zone, theme_choices, zone_choices
from ledger.web.people.switches import remember

DONE = frozenset({"settings", "password", "second_step_off"})
"""What the page may be told was just done."""


@area.get("/me", SIGNED_IN)
def me(visit: Visit[int]) -> Any:
    """One's own settings."""
    language, done = current_language(), request.args.get("done", "")
    return render_template(
        "people/me.html",
        me=visit.principal,
        kept=request.form,
        faults=visit.faults,
        done=done if done in DONE else "",
        languages=LANGUAGE_NAMES,
        zones=zone_choices(language),
        currencies=currency_choices(language),
        themes=theme_choices(),
        second_factor=second_factor.is_on(visit.session, visit.seat),
        devices=len(devices.signed_in(visit.session, visit.principal)),
    )


@area.post("/me", SIGNED_IN, again=me)
def change_me(visit: Visit[int]) -> Any:
    """Write one's settings."""
    form = Fields(request.form)
    zone = form.line("zone", needed=True)
    if not is_zone(zone):
        raise NotAChoice(field="zone")
    chosen = preferences.Preferences(
        form.line("name", needed=True, limit=NAME_MAX),
        form.choice("language", LANGUAGES),
        zone,
        form.currency("currency"),
        form.choice("theme", THEMES),
    )
    preferences.prefer(visit.session, visit.seat, chosen)
    answer = see_other(url_for("people.me", done="settings"))
    remember(answer, "language", chosen.language)
    return remember(answer, "theme", chosen.theme)
