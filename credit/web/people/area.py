"""The area of help with money: what a person allows, says of themselves, and wishes to be spared."""

from __future__ import annotations

from flask import Response, url_for
from flask import session as cookie

from ledger.plumbing.access import Area
from ledger.plumbing.http import see_other

area = Area("help", "credit.web.people")

_SCREEN = "screen"


def back(done: str) -> Response:
    """Back to the page, with word of what was done."""
    return see_other(url_for("help.page", done=done))


def screen() -> str:
    """What this device says of its screen: "shared" while others look on, else "" (guard G9)."""
    return str(cookie.get(_SCREEN, ""))


def keep_screen(said: str) -> None:
    """Remember on this device what its screen is."""
    if said:
        cookie[_SCREEN] = said
    else:
        cookie.pop(_SCREEN, None)
