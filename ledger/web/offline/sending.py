"""Queued deeds arriving from a device: each done apart from the others, once, and answered in the person's words.

The answers: `done` with what it left; `asks` where a line is not clear, with what was read; `clash` where the thing
changed meanwhile, with both versions; `waits` for a deed it builds on; `refused` with the reason. Whatever was not
done left nothing behind, and its key is free to be sent again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request

from ledger.domain.books.entry import Entry, Verb
from ledger.domain.books.said import Said
from ledger.domain.offline.queued import AT_ONCE, Base, Kind, NotQueued, Queued, TooManyQueued, read_key, read_queued
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, HouseError, Invalid
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import answers, clock
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.format import amount_text
from ledger.plumbing.i18n import say
from ledger.services.books import journal, quick, recording
from ledger.services.offline import doing
from ledger.services.offline.doing import Clash, Left, StillWaits
from ledger.web.journal import gathering
from ledger.web.journal.forms import read_rate, read_said, values_read
from ledger.web.journal.repaying import check_interest
from ledger.web.journal.words import title_of
from ledger.web.offline.area import area
from ledger.web.offline.cards import card
from ledger.web.seats import BookVisit, resolve_book

Answer = dict[str, Any]

_MUST_BE_SURE = frozenset({"on", "verb", "amount", "category", "to", "rate", "parts", "for"})
"""Of a line, what is not taken as guessed: only the usual account is."""


class NotSure(Invalid):
    """A line that could be read otherwise; the person looks at it once."""

    message = N_("This line could mean more than one thing. Look at it once, then it goes.")


@area.post("/offline/send", SIGNED_IN)
def send(visit: Visit[int]) -> Response:
    """Do what a device queued, in the order it stands; of several ledgers one after the other."""
    sent = request.get_json(silent=True)
    deeds = sent.get("deeds") if isinstance(sent, dict) else None
    if not isinstance(deeds, list):
        raise NotQueued()
    if len(deeds) > AT_ONCE:
        raise TooManyQueued(limit=AT_ONCE)
    by_book = sorted(range(len(deeds)), key=lambda at: _book_of(deeds[at]))
    found = {at: _answer(visit, deeds[at]) for at in by_book}
    return jsonify(answers=[found[at] for at in range(len(deeds))])


def _book_of(said: object) -> str:
    """The book a deed names: two devices that send at once then take the locks of books in one order."""
    return str(said.get("book", "")) if isinstance(said, dict) else ""


def _answer(visit: Visit[int], said: object) -> Answer:
    key = read_key(said)
    try:
        queued = read_queued(said)
        with visit.session.apart():
            return {"key": key, **_once(visit, queued)}
    except Clash:
        return {"key": key, **_clash(visit, queued)}
    except NotSure as error:
        return {"key": key, "state": "asks", "why": say(error), "form": _read(visit, queued)}
    except StillWaits as error:
        return {"key": key, "state": "waits", "why": say(error)}
    except HouseError as error:
        return {"key": key, "state": "refused", "why": say(error), "code": error.code,
                "field": str(error.facts.get("field", ""))}


def _once(visit: Visit[int], queued: Queued) -> Answer:
    """What doing a deed left, kept under its key; the same again where it was done before."""
    kept = answers.find_or_claim_part(visit.session, visit.seat, queued.key, queued.digest)
    if kept is not None:
        return {**(json.loads(kept) if kept else {"state": "done"}), "again": True}
    seated = _seated(visit, queued)
    left = _do(seated, queued)
    outcome = {"state": "done", "thing": id_text(left.base.thing_id), "version": left.base.version,
               "stands": left.base.stands, "said": _said(seated, left)}
    answers.keep_part(visit.session, visit.seat, queued.key, json.dumps(outcome))
    return outcome


def _seated(visit: Visit[int], queued: Queued) -> BookVisit:
    """The visit in the deed's book, on the deed's day; rights are those of now. Raises: Missing, Forbidden."""
    deed = Deed.AMEND if queued.changes else Deed.RECORD
    seat = resolve_book(visit.session, visit.principal, deed, {"book": queued.book})
    return Visit(visit.session, visit.principal, queued.on, seat)


def _do(visit: BookVisit, queued: Queued) -> Left:
    session, seat, now = visit.session, visit.seat, clock.now()
    if queued.kind is Kind.TAKE_BACK:
        return doing.take_back(session, seat, _base(visit, queued), now)
    if queued.kind is Kind.AMEND:
        return doing.amend(session, seat, _base(visit, queued), lambda was: mended(visit, queued.form, was), now,
                           rate=read_rate(queued.form), yields=queued.yields)
    form = _sure(visit, queued) if queued.kind is Kind.LINE else queued.form
    what = _from(visit, form)
    check_interest(visit, what, form)
    return doing.record(session, seat, recording.entry_from(session, seat, what), now, read_rate(form))


def mended(visit: BookVisit, form: Mapping[str, str], was: Entry) -> Entry:
    """The entry a form puts in place of another."""
    return recording.amended_from(visit.session, visit.seat, was, _from(visit, form))


def _from(visit: BookVisit, form: Mapping[str, str]) -> Said:
    is_till = form.get("verb") == Verb.TAKINGS
    places = quick.accounts_in(visit.session, visit.seat).values() if is_till else ()
    return gathering.gathered(visit, read_said(form, visit.seat.book.home_currency, visit.today, places), form)


def _sure(visit: BookVisit, queued: Queued) -> dict[str, str]:
    """The form a line fills. Raises: NotSure where more than the account would be guessed."""
    reading = quick.understand(visit.session, visit.seat, queued.line, queued.on)
    if reading.unsure & _MUST_BE_SURE:
        raise NotSure(field="line")
    return {**values_read(reading), **gathering.values_read(visit, reading)}


def _read(visit: Visit[int], queued: Queued) -> dict[str, str]:
    """What was read of a line that is not sure, for the form to show."""
    seated = _seated(visit, queued)
    reading = quick.understand(seated.session, seated.seat, queued.line, queued.on)
    return {**values_read(reading), **gathering.values_read(seated, reading)}


def _base(visit: BookVisit, queued: Queued) -> Base:
    """What a deed changes: as it says, or what its forerunner left. Raises: StillWaits."""
    if queued.base is not None:
        return queued.base
    kept = answers.outcome_of(visit.session, visit.principal.person_id or 0, queued.of)
    if not kept:
        raise StillWaits()
    left = json.loads(kept)
    return Base(read_id(left["thing"]), left["version"], left["stands"])


def _clash(visit: Visit[int], queued: Queued) -> Answer:
    seated = _seated(visit, queued)
    return {"state": "clash", **card(seated, _base(seated, queued), queued, mended)}


def _said(visit: BookVisit, left: Left) -> str:
    shown = journal.shown(visit.session, visit.seat, left.kept)
    return f"{title_of(shown)} {amount_text(shown.line.amount)}"
