"""When two people changed one entry: both versions field by field, and two equal ways on."""

from __future__ import annotations

from flask import Response, request

from ledger.domain.books.journal import Facts, facts_of
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import page_or_part
from ledger.services.books import looking_back, recording
from ledger.services.books.looking_back import Thing
from ledger.web.currencies.shown import settled
from ledger.web.journal import forms, particulars
from ledger.web.journal.pages import frame, sayer
from ledger.web.journal.words import FIELDS, Sayer
from ledger.web.owing import shared
from ledger.web.seats import BookVisit
from ledger.web.stale import Difference, carried, differences

_VERSION_MAX = 10**9


def conflict_page(visit: BookVisit, thing_id: int, mine: dict[str, str]) -> Response:
    """The page of a deed that came too late (409): `mine` is the form as it was sent, its `version` included.

    Its second button sends the same form to the same address once more, over the version that stands now. A
    deed that sent no form (undoing) is not offered again: what it would have undone is no longer what stands.
    """
    found = looking_back.thing(visit.session, visit.seat, thing_id)
    is_amending = bool(mine) and request.endpoint not in ("journal.take_back", "journal.restore")
    if request.endpoint == "journal.restore":
        wanted = looking_back.facts_in(found, Fields(mine).id("entry"))
    else:
        wanted = _amended(visit, found, mine) if is_amending else _opened(visit, thing_id, mine)
    response = page_or_part(
        "journal/conflict.html",
        "journal/_conflict.html",
        **frame(visit),
        thing=found,
        thing_id=id_text(thing_id),
        differences=_differing(sayer(visit, found), wanted, found.facts) if wanted else [],
        carried=carried(),
        action=request.path if mine else "",
        is_amending=is_amending,
        is_restoring=request.endpoint == "journal.restore",
    )
    response.status_code = 409
    return response


def _opened(visit: BookVisit, thing_id: int, mine: dict[str, str]) -> Facts:
    """What the entry said when the reader opened it; nothing where the form does not say which version."""
    try:
        version = Fields(mine).whole("version", 1, _VERSION_MAX)
    except Invalid:
        return {}
    return looking_back.facts_at(visit.session, visit.seat, thing_id, version)


def _amended(visit: BookVisit, found: Thing, mine: dict[str, str]) -> Facts:
    """What the entry would say, had the reader's form been first; the rate is only known once it is recorded."""
    channels = recording.channels_of(found.known)
    home = visit.seat.book.home_currency
    said = forms.read_said(particulars.reckoned(settled(visit, mine), home), home, visit.today, channels)
    said = shared(visit, particulars.with_particulars(visit, said, mine), mine)
    entry = recording.amended_from(visit.session, visit.seat, found.shown.kept.entry, said)
    rate = {"rate": found.facts["rate"]} if "rate" in found.facts else {}
    return facts_of(entry, found.known) | rate


def _differing(speaks: Sayer, wanted: Facts, stands: Facts) -> list[Difference]:
    answered = dict.fromkeys(name for facts in (wanted, stands) for name in facts if name not in FIELDS)
    mine, theirs = (
        [(speaks.named(name), speaks.said(name, facts.get(name))) for name in (*FIELDS, *answered)]
        for facts in (wanted, stands)
    )
    return differences(mine, theirs)
