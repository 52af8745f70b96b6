"""The card of a clash: what the device says beside what stands, field by field, and what standing it would lay over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ledger.domain.books.entry import Entry
from ledger.domain.books.journal import Facts, facts_of
from ledger.domain.offline.queued import Base, Kind, Queued
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.format import when
from ledger.plumbing.i18n import gettext as _
from ledger.services.books import looking_back
from ledger.services.books.looking_back import Thing
from ledger.web.journal.pages import sayer
from ledger.web.journal.words import FIELDS, member_name, title_of
from ledger.web.seats import BookVisit
from ledger.web.stale import NOTHING, differences

Mended = Callable[[BookVisit, Mapping[str, str], Entry], Entry]


def card(visit: BookVisit, seen: Base, queued: Queued, mended: Mended) -> dict[str, Any]:
    """Both versions of a thing in words, and the version that stands, which the person's answer must name.

    Where the device took the entry back, what it had seen stands beside what stands now.
    """
    found = looking_back.thing(visit.session, visit.seat, seen.thing_id)
    here = replace(visit, today=clock.today(visit.principal.zone))
    latest = found.steps[0]
    return {
        "heading": _heading(visit, found), "title": title_of(found.shown),
        "told": _("Changed by %(name)s, %(when)s.", name=member_name(latest.actor),
                  when=when(latest.at, visit.principal.zone, here.today)),
        "thing": id_text(seen.thing_id), "version": found.version, "stands": found.stands,
        "rows": _rows(here, found, _mine(visit, found, seen, queued, mended), queued.kind is not Kind.TAKE_BACK),
    }


def _mine(visit: BookVisit, found: Thing, seen: Base, queued: Queued, mended: Mended) -> Facts:
    """What the entry would say by the device, or said when it was taken back there."""
    if queued.kind is Kind.TAKE_BACK:
        return looking_back.facts_at(visit.session, visit.seat, seen.thing_id, seen.version) or found.facts
    was = found.shown.kept.entry
    rate = {"rate": found.facts["rate"]} if "rate" in found.facts else {}
    return facts_of(mended(visit, queued.form, was), found.known) | rate


def _rows(visit: BookVisit, found: Thing, mine: Facts, stands: bool) -> list[tuple[str, str, str]]:
    """Fields that differ, as name, mine, theirs; whether it stands comes first."""
    speaks, state = sayer(visit, found), []
    if stands != found.stands:
        taken, kept = _("taken back"), _("kept")
        state = [(_("State"), kept if stands else taken, kept if found.stands else taken)]
    said = [[(_(label), speaks.said(name, facts[name]) if name in facts else NOTHING) for name, label in FIELDS.items()]
            for facts in (mine, found.facts)]
    return [*state, *((one.field, one.mine, one.theirs) for one in differences(*said))]


def _heading(visit: BookVisit, found: Thing) -> str:
    latest = found.steps[0]
    if latest.actor == visit.seat.member:
        return _("You changed this in another place")
    return _("You and %(name)s both changed this", name=member_name(latest.actor))
