"""Whom a device is held by, and with what it locks: the first question whenever the network is back."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from flask import Response, jsonify
from flask_wtf.csrf import generate_csrf

from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import PUBLIC, SIGNED_IN, Visit
from ledger.plumbing.i18n import current_language
from ledger.services.books import opening
from ledger.services.offline import locking
from ledger.web.here import seal_letter
from ledger.web.offline.area import area
from ledger.web.offline.installing import is_on


@area.get("/offline/me", PUBLIC)
def me(visit: Visit[None]) -> Any:
    """Who is signed in, their form token and language, their ledgers and how far each log goes; 401 for nobody."""
    who = visit.principal
    if who.person_id is None or who.is_half or not is_on():
        return {}, 401
    seats = [seat for seat in opening.seats_of(visit.session, who) if not seat.book.closed]
    books = [{
        "book": id_text(seat.book_id), "name": seat.book.name, "seal": seal_letter(seat.book),
        "pigment": seat.book.pigment, "currency": seat.book.home_currency, "seq": seat.book.revision,
        "records": seat.may(Deed.RECORD),
    } for seat in seats]
    return jsonify(owner=id_text(who.person_id), csrf=generate_csrf(), language=current_language(), books=books)


@area.post("/offline/key", SIGNED_IN, kept=False)
def key(visit: Visit[int]) -> Response:
    """What this person's devices derive their key from. It is kept on none of them."""
    secret = locking.secret_of(visit.session, visit.seat, clock.now())
    return jsonify(owner=id_text(visit.seat), secret=b64encode(secret).decode())
