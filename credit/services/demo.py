"""The demo's lenders: made-up organisations with live rules, and the cast's own consent to be helped.

Everything goes the way a person would go: an analyst writes, the version is tried out over part of the cohort, another
person approves exactly that, and it goes live. Again, it changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from credit.domain.lenders import snapshots
from credit.domain.lenders.lender import LenderSeat
from credit.domain.people.borrower import Borrower
from credit.domain.people.scope import Scope
from credit.services.lenders import approving, arriving, opening, people, shelving, simulating
from credit.services.people import consenting
from credit.store.people import borrowers
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.db import Database, Session
from ledger.plumbing.sessions import Principal

COUNTRY = "CN"

LICENSED_UNTIL = date(2099, 12, 31)
"""Nobody's licence: the lenders of the demo do not exist."""

BORN: Mapping[str, date] = {
    "mei": date(1991, 3, 8), "jun": date(1989, 7, 21), "ola": date(1993, 11, 2), "lin": date(1996, 5, 17),
}
"""Who of the cast allowed offers that fit their books, and when each was born."""

TRIED_ON = 600
"""People of the cohort the demo's rules are tried on."""

ALLOWED = (Scope.INSIGHT, Scope.PERSONALISED)


def give(where: Database, until: date, cast: Mapping[str, int]) -> dict[str, Any]:
    """Give the demo its lenders and the cast its consents; `cast` is person ids by key. The answer lists lenders."""
    now = clock.now()
    with where.transaction() as session:
        for key, born_on in BORN.items():
            _allow(session, cast[key], born_on, now)
    return {"lenders": [_told(where, plain, cast, now, until) for plain in _plain()]}


def _allow(session: Session, person_id: int, born_on: date, now: datetime) -> None:
    session.allow_person(person_id)
    if borrowers.get(session, person_id).born_on is not None:
        return
    borrowers.put(session, person_id, Borrower(born_on, COUNTRY), now)
    for scope in ALLOWED:
        consenting.grant(session, person_id, scope, now)


def _told(where: Database, plain: Mapping[str, Any], cast: Mapping[str, int], now: datetime,
          until: date) -> dict[str, Any]:
    author, approver = (cast[key] for key, _role in plain["people"])
    with where.transaction() as session:
        lender_id = _known(session, plain["name"], author)
        if lender_id is None:
            lender_id = _opened(session, plain, cast, now)
            for document in plain["rules"]:
                _put_up(session, lender_id, author, approver, document, now, until)
    return {"lender": id_text(lender_id), "name": plain["name"], "rules": [one["name"] for one in plain["rules"]]}


def _known(session: Session, name: str, person_id: int) -> int | None:
    return next((one.lender_id for one, _member in opening.mine(session, person_id) if one.name == name), None)


def _opened(session: Session, plain: Mapping[str, Any], cast: Mapping[str, int], now: datetime) -> int:
    seat = opening.add_lender(
        session, plain["name"], plain["country"], now, legal_name=plain["legal_name"], contact=plain["contact"],
        licence=opening.Licence(plain["licence"]["number"], LICENSED_UNTIL))
    for key, role in plain["people"]:
        people.put_in_role(session, seat, cast[key], key.title(), role, now)
    return seat.lender_id


def _put_up(session: Session, lender_id: int, author: int, approver: int, document: Mapping[str, Any], now: datetime,
            until: date) -> None:
    """Written by one, tried out, handed in; approved by another as it was tried out; live."""
    rest = {name: value for name, value in document.items() if name != "name"}
    writes = _seat(session, author, lender_id)
    draft = arriving.bring(session, writes, rest, document["name"], now, until)
    tried = simulating.simulate(session, writes, draft.rule_id, draft.version, now, _few())
    approving.submit(session, writes, draft.rule_id, draft.version, draft.digest, now)
    approves = _seat(session, approver, lender_id)
    approving.approve(session, approves, draft.rule_id, draft.version, draft.digest, tried.simulation_id, now)
    shelving.go_live(session, approves, draft.rule_id, draft.version, now)


def _few() -> snapshots.Cohort:
    """The first of the cohort: the demo is opened while somebody waits."""
    return snapshots.part(snapshots.shipped(), TRIED_ON)


def _seat(session: Session, person_id: int, lender_id: int) -> LenderSeat:
    seat = opening.seat_of(session, Principal("person", person_id), lender_id)
    session.allow_lender(lender_id)
    return seat


def _plain() -> list[dict[str, Any]]:
    text = files("credit").joinpath("data", "demo", "lenders.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found
