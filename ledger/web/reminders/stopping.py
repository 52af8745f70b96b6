"""Stopping letters by the link in one: a page with one button, which mail programs press by themselves (RFC 8058).

Nobody signs in for it: the link is signed, and does nothing but stop one kind of letter of one person.
"""

from __future__ import annotations

from typing import Any

from flask import render_template

from ledger.plumbing.access import PUBLIC, Visit
from ledger.plumbing.i18n import use_language
from ledger.services.reminders import wishing
from ledger.services.reminders.letters import STOP
from ledger.web.reminders.area import stops


@stops.get(f"{STOP}<link>", PUBLIC)
def stop(visit: Visit[None], link: str) -> Any:
    """What would be stopped; reading stops nothing, since mail programs look at links by themselves."""
    return _page(visit, link, is_done=False)


@stops.post(f"{STOP}<link>", PUBLIC)
def stop_it(visit: Visit[None], link: str) -> Any:
    """Stop it."""
    wishing.stop(visit.session, link)
    return _page(visit, link, is_done=True)


def _page(visit: Visit[None], link: str, *, is_done: bool) -> str:
    person, kind = wishing.behind(visit.session, link)
    use_language(person.language)
    return render_template("reminders/stop.html", link=link, kind=kind.value, done=is_done)
