"""Rows a person owns on the credit side: consent, quiet, what was measured, offered, shown and done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Day, Instant, Json, Name, Small
from ledger.plumbing.rows import col, key, owned_by, owned_key


class BorrowerRow(SQLModel, table=True):
    """What a person said once on the consent screen of credit offers: birth date and country (two letters)."""

    __tablename__ = "borrower"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    born_on: date | None = col(Day, optional=True)
    country: str = col(sa.String(2), "")
    said_at: datetime = col(Instant)


class ConsentRow(SQLModel, table=True):
    """One consent: a scope, for one book (0: every one) and one lender (0: none), with the receipt the person got.

    It stands while `withdrawn_at` is empty and `ends_at` has not passed.
    """

    __tablename__ = "consent"
    __table_args__ = (
        sa.Index(None, "person_id", "scope", "book_id"), owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    consent_id: int = key()
    scope: str = col(Name)
    book_id: int = col(Big, 0)
    lender_id: int = col(Big, 0)
    receipt: Any = col(Json)
    given_at: datetime = col(Instant)
    ends_at: datetime | None = col(Instant, optional=True)
    withdrawn_at: datetime | None = col(Instant, optional=True)


class GrantRow(SQLModel, table=True):
    """That a member let a book be read for credit: what the others of a shared book may know of a consent."""

    __tablename__ = "book_grant"
    __table_args__ = (owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    person_id: int = key()
    scope: str = key(Name)
    given_at: datetime = col(Instant)


class QuietRow(SQLModel, table=True):
    """A wish to be left alone: `why` is not_now, never, free_of_offers or life_event.

    `kind` is the kind of offer meant ("" every kind), `book_id` the book (0 every one). It holds from `since` up to,
    but not including, `until` (empty: until it is ended).
    """

    __tablename__ = "quiet"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    quiet_id: int = key()
    why: str = col(Name)
    kind: str = col(Name, "")
    book_id: int = col(Big, 0)
    since: date = col(Day)
    until: date | None = col(Day, optional=True)
    ended_at: datetime | None = col(Instant, optional=True)


class SnapshotRow(SQLModel, table=True):
    """What was measured for a person in a book at a revision on a day: signals as integers, no evidence kept."""

    __tablename__ = "snapshot"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    book_id: int = key()
    revision: int = key()
    on_day: date = key(Day)
    signals: Any = col(Json)
    made_at: datetime = col(Instant)


class OfferRow(SQLModel, table=True):
    """A quote shown to a person, with everything the decision was made from.

    `body` holds need, quote, signals, guard results and wording, and the decision's own digest. `state` is open,
    declined, applied, cancelled or recorded.
    """

    __tablename__ = "offer"
    __table_args__ = (
        sa.Index(None, "person_id", "made_at"), owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    offer_id: int = key()
    book_id: int = col(Big)
    revision: int = col(Big)
    on_day: date = col(Day)
    slot: str = col(Name)
    moment: str = col(Name)
    kind: str = col(Name)
    lender_id: int = col(Big)
    product_id: int = col(Big)
    rule_id: int = col(Big)
    version: int = col(Big)
    body: Any = col(Json)
    state: str = col(Name, "open")
    state_at: datetime = col(Instant)
    made_at: datetime = col(Instant)


class ImpressionRow(SQLModel, table=True):
    """That an offer was shown to a person on a local day; the same day again is the same impression."""

    __tablename__ = "impression"
    __table_args__ = (
        sa.Index(None, "person_id", "on_day"), owned_key("offer", "person_id", "offer_id"), owned_by("person"))
    person_id: int = key()
    offer_id: int = key()
    on_day: date = key(Day)
    slot: str = col(Name)
    at: datetime = col(Instant)


class OfferEventRow(SQLModel, table=True):
    """One thing that happened to an offer; counts are reckoned from these alone.

    `kind` is shown, opened, declined, never, applied, cancelled, proposed or recorded.
    """

    __tablename__ = "offer_event"
    __table_args__ = (owned_key("offer", "person_id", "offer_id"), owned_by("person"))
    person_id: int = key()
    event_id: int = key()
    offer_id: int = col(Big)
    kind: str = col(Name)
    on_day: date = col(Day)
    at: datetime = col(Instant)


class SlotAnswerRow(SQLModel, table=True):
    """What a slot answered for a person, book and revision: asked again, it answers the same and spends nothing."""

    __tablename__ = "slot_answer"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    book_id: int = key()
    slot: str = key(Name)
    revision: int = key()
    on_day: date = key(Day)
    body: Any = col(Json)
    shown: int = col(Small, 0)
    made_at: datetime = col(Instant)
