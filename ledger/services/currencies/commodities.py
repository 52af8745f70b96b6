"""A book's own commodities: made, named anew, put away; and what a code that somebody wrote stands for."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.currencies.commodity import COMMODITIES_MAX, Commodity
from ledger.kernel.canonical import digest
from ledger.kernel.currency import DIGITS, UnknownCurrency, commodity_of
from ledger.kernel.errors import N_, Conflict, Invalid, Missing
from ledger.plumbing.db import Session
from ledger.store.books import log
from ledger.store.currencies import commodities as rows


class CodeTaken(Invalid):
    """A code another commodity of the book has."""

    message = N_("%(code)s is there already. What was put away can be taken out again.")


class TooManyCommodities(Invalid):
    """More commodities than one book may have."""

    message = N_("A ledger has at most %(limit)s commodities.")


class StaleCommodity(Conflict):
    """A commodity somebody changed since its form was opened."""

    message = N_("Somebody changed this after you opened it. Look at it again.")


def load(session: Session, seat: Seat) -> dict[str, Commodity]:
    """The commodities of the book by code, those put away too."""
    return rows.load(session, seat.book_id)


def open_units(session: Session, seat: Seat) -> tuple[str, ...]:
    """What amounts may be in besides currencies: the commodities that are not put away."""
    return tuple(one.unit for one in load(session, seat).values() if not one.closed)


def get(session: Session, seat: Seat, code: str) -> Commodity:
    """One commodity by its code. Raises: Missing."""
    found = load(session, seat).get(code)
    if found is None:
        raise Missing()
    return found


def make(session: Session, seat: Seat, said: Commodity, now: datetime) -> Commodity:
    """Keep a new commodity. Raises: BookClosed, CodeTaken, TooManyCommodities."""
    head = _locked(session, seat)
    have = load(session, seat)
    if said.code in have:
        raise CodeTaken(code=said.code, field="code")
    if len(have) >= COMMODITIES_MAX:
        raise TooManyCommodities(limit=COMMODITIES_MAX)
    salt = secrets.token_bytes(16)
    rows.add(session, seat.book_id, said, salt)
    _log(session, seat, head, "define", said, salt, now)
    return said


def amend(session: Session, seat: Seat, said: Commodity, version: int, now: datetime) -> Commodity:
    """Give a commodity another name, put it away or take it out; code and digits stay.

    Raises: Missing, StaleCommodity, BookClosed.
    """
    head = _locked(session, seat)
    was = get(session, seat, said.code)
    fresh = replace(was, name=said.name, closed=said.closed)
    if not rows.save(session, seat.book_id, fresh, was=version):
        raise StaleCommodity()
    _log(session, seat, head, "define", fresh, rows.salt_of(session, seat.book_id, fresh.code), now)
    return replace(fresh, version=version + 1)


def unit_of(said: str, own: Mapping[str, Commodity], field: str = "currency") -> str:
    """What a written code is kept as: a currency by its three letters, a commodity by its code, with or without its
    digits. Raises: UnknownCurrency."""
    code = said.strip().upper()
    if code in DIGITS:
        return code
    found = own.get(code.partition(".")[0])
    if found is None or code not in (found.code, commodity_of(found.code, found.digits)):
        raise UnknownCurrency(code=code[:16], field=field)
    return found.unit


def unit_in(session: Session, seat: Seat, said: str, field: str = "currency") -> str:
    """The same, looking into the book only where the code is no currency's. Raises: UnknownCurrency."""
    return said if said in DIGITS else unit_of(said, load(session, seat), field)


def _locked(session: Session, seat: Seat) -> log.Head:
    if seat.book.closed:
        raise BookClosed()
    return log.lock(session, seat.book_id)


def _log(session: Session, seat: Seat, head: log.Head, deed: str, one: Commodity, salt: bytes, now: datetime) -> None:
    said = digest(salt, {"code": one.code, "digits": one.digits, "name": one.name, "closed": one.closed})
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "commodity", (), said)
    log.append(session, seat.book_id, head, act)
