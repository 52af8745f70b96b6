"""Language, and light or dark: changed from any page, signed in or not."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request

from ledger.domain.people.person import THEMES
from ledger.plumbing.access import PUBLIC, Visit
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import LANGUAGES
from ledger.services.people import preferences
from ledger.web.people.area import area, safe_path

_YEAR = 31_536_000


@area.post("/language", PUBLIC)
def choose_language(visit: Visit[None]) -> Any:
    """Read on in another language."""
    language = Fields(request.form).choice("language", LANGUAGES)
    if visit.principal.person_id is not None:
        preferences.prefer_language(visit.session, visit.principal.person_id, language)
    return remember(_back(), "language", language)


@area.post("/theme", PUBLIC)
def choose_theme(visit: Visit[None]) -> Any:
    """Read on in light or dark, or as the device does."""
    theme = Fields(request.form).choice("theme", THEMES)
    if visit.principal.person_id is not None:
        preferences.prefer_theme(visit.session, visit.principal.person_id, theme)
    return remember(_back(), "theme", theme)


def remember(answer: Response, name: str, value: str) -> Response:
    """Have this browser remember a choice for a year, also when nobody is signed in."""
    answer.set_cookie(
        name,
        value,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return answer


def _back() -> Response:
    return see_other(safe_path(request.form.get("back", "/")))
