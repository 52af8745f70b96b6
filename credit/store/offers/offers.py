"""Offers as rows: what was shown to a person, with all it was decided from, and what happened to it since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from credit.store.tables.offers import ImpressionRow, OfferEventRow, OfferRow, SlotAnswerRow
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_offer, _impression, _event, _answer = (
    table(OfferRow), table(ImpressionRow), table(OfferEventRow), table(SlotAnswerRow)
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A quote shown to a person. `body` is the decision as it was made, empty once its consent was withdrawn."""

    offer_id: int
    book_id: int
    revision: int
    on: date
    slot: str
    moment: str
    kind: str
    lender_id: int
    product_id: int
    rule_id: int
    version: int
    body: Mapping[str, Any]
    state: str
    state_at: datetime
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an offer."""

    offer_id: int
    kind: str
    on: date
    at: datetime


def add(session: Session, person_id: int, offer: Offer) -> None:
    """A new offer."""
    session.run(
        sa.insert(_offer),
        {
            "person_id": person_id, "offer_id": offer.offer_id, "book_id": offer.book_id,
            "revision": offer.revision, "on_day": offer.on, "slot": offer.slot, "moment": offer.moment,
            "kind": offer.kind, "lender_id": offer.lender_id, "product_id": offer.product_id,
            "rule_id": offer.rule_id, "version": offer.version, "body": dict(offer.body),
            "state": offer.state, "state_at": offer.state_at, "made_at": offer.made_at,
        },
    )


def get(session: Session, person_id: int, offer_id: int) -> Offer | None:
    """One offer of a person."""
    row = session.first(sa.select(_offer).where(_offer.c.person_id == person_id, _offer.c.offer_id == offer_id))
    return None if row is None else _read(row._mapping)


def of_person(session: Session, person_id: int, limit: int | None = None) -> list[Offer]:
    """Every offer a person was shown, newest first."""
    wanted = sa.select(_offer).where(_offer.c.person_id == person_id)
    ordered = wanted.order_by(_offer.c.made_at.desc(), _offer.c.offer_id.desc()).limit(limit)
    return [_read(row._mapping) for row in session.rows(ordered)]


def shown_on(session: Session, person_id: int, book_id: int, on: date) -> list[Offer]:
    """The offers of a ledger still open that were shown on a day, newest first."""
    rows = session.rows(
        sa.select(_offer)
        .join(
            _impression,
            sa.and_(_impression.c.person_id == _offer.c.person_id, _impression.c.offer_id == _offer.c.offer_id),
        )
        .where(
            _offer.c.person_id == person_id, _offer.c.book_id == book_id, _offer.c.state == "open",
            _impression.c.on_day == on,
        )
        .order_by(_offer.c.made_at.desc(), _offer.c.offer_id.desc())
    )
    return [_read(row._mapping) for row in rows]


def move(session: Session, person_id: int, offer_id: int, was: Collection[str], state: str, now: datetime) -> bool:
    """Bring an offer from one of some states into another; False where it was in none of them."""
    done = session.run(
        sa.update(_offer)
        .where(_offer.c.person_id == person_id, _offer.c.offer_id == offer_id, _offer.c.state.in_(was))
        .values(state=state, state_at=now)
    )
    return done.rowcount == 1


def forget(session: Session, person_id: int, book_id: int, now: datetime) -> None:
    """Empty and cancel what is open of a ledger (0: of every one), and what slots answered.

    That something was shown, and when, stays: how often one may be shown something is counted from it.
    """
    is_meant = sa.true() if not book_id else _offer.c.book_id == book_id
    session.run(
        sa.update(_offer)
        .where(_offer.c.person_id == person_id, _offer.c.state == "open", is_meant)
        .values(state="cancelled", state_at=now, body={})
    )
    forget_answers(session, person_id, book_id)


def forget_answers(session: Session, person_id: int, book_id: int = 0) -> None:
    """Let slots decide anew about a ledger (0: about every one)."""
    mine = sa.delete(_answer).where(_answer.c.person_id == person_id)
    session.run(mine.where(_answer.c.book_id == book_id) if book_id else mine)


def impress(session: Session, person_id: int, offer_id: int, on: date, slot: str, now: datetime) -> bool:
    """Write down that an offer was shown on a day; False where it was shown that day before."""
    made = (
        insert(session, _impression)
        .values(person_id=person_id, offer_id=offer_id, on_day=on, slot=slot, at=now)
        .on_conflict_do_nothing()
        .returning(_impression.c.offer_id)
    )
    return session.first(made) is not None


def impressions(session: Session, person_id: int, since: date, without: int = 0) -> list[date]:
    """The days, from `since` on, of every impression of a credit offer but those of one offer.

    What no lender offers is no credit and is not counted.
    """
    rows = session.rows(
        sa.select(_impression.c.on_day)
        .join(
            _offer,
            sa.and_(_impression.c.person_id == _offer.c.person_id, _impression.c.offer_id == _offer.c.offer_id),
        )
        .where(
            _impression.c.person_id == person_id, _impression.c.on_day >= since, _offer.c.lender_id != 0,
            _impression.c.offer_id != without,
        )
    )
    return [row.on_day for row in rows]


def taken_up_at(session: Session, person_id: int, book_id: int, kind: str) -> datetime | None:
    """When an offer of a kind was last taken up, or recorded, in a ledger."""
    found: datetime | None = session.value(
        sa.select(_offer.c.state_at)
        .where(
            _offer.c.person_id == person_id, _offer.c.book_id == book_id, _offer.c.kind == kind,
            _offer.c.state.in_(("applied", "recorded")),
        )
        .order_by(_offer.c.state_at.desc())
        .limit(1)
    )
    return found


def refused_by(session: Session, person_id: int) -> dict[int, date]:
    """The lenders that refused a person, each with the last day it did."""
    rows = session.rows(
        sa.select(_offer.c.lender_id, sa.func.max(_event.c.on_day).label("on_day"))
        .join(_offer, sa.and_(_event.c.person_id == _offer.c.person_id, _event.c.offer_id == _offer.c.offer_id))
        .where(_event.c.person_id == person_id, _event.c.kind == "refused")
        .group_by(_offer.c.lender_id)
    )
    return {row.lender_id: row.on_day for row in rows}


def note(session: Session, person_id: int, offer_id: int, kind: str, on: date, now: datetime) -> None:
    """Write down that something happened to an offer."""
    session.run(
        sa.insert(_event),
        {
            "person_id": person_id, "event_id": new_id(), "offer_id": offer_id, "kind": kind, "on_day": on,
            "at": now,
        },
    )


def answered_on(session: Session, person_id: int, kinds: Collection[str], on: date) -> bool:
    """Whether something of these kinds happened to any offer of a person on a day."""
    wanted = sa.select(_event.c.event_id).where(
        _event.c.person_id == person_id, _event.c.on_day == on, _event.c.kind.in_(kinds)).limit(1)
    return session.first(wanted) is not None


def events(session: Session, person_id: int, offer_id: int | None = None) -> list[Event]:
    """What happened to one offer of a person, or to all of them, oldest first."""
    wanted = sa.select(_event).where(_event.c.person_id == person_id)
    if offer_id is not None:
        wanted = wanted.where(_event.c.offer_id == offer_id)
    rows = session.rows(wanted.order_by(_event.c.at, _event.c.event_id))
    return [Event(row.offer_id, row.kind, row.on_day, row.at) for row in rows]


def _read(row: Mapping[Any, Any]) -> Offer:
    return Offer(
        row["offer_id"], row["book_id"], row["revision"], row["on_day"], row["slot"], row["moment"], row["kind"],
        row["lender_id"], row["product_id"], row["rule_id"], row["version"], row["body"], row["state"],
        row["state_at"], row["made_at"],
    )
