"""Rows a lender owns: its people, products, rules and log; and the shelf, which the house keeps."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Code, Day, Digest, Instant, Json, Line, Name, Salt
from ledger.plumbing.rows import DeedColumns, col, key, owned_by, owned_key


class LenderRow(SQLModel, table=True):
    """An organisation that lends. `revision` and `head` are its log's; `parent_id` an organisation above it."""

    __tablename__ = "lender"
    __table_args__ = owned_by("lender")
    lender_id: int = key()
    name: str = col(Line)
    legal_name: str = col(Line)
    contact: str = col(Line)
    country: str = col(sa.String(2))
    parent_id: int | None = col(Big, optional=True)
    licence_until: date | None = col(Day, optional=True)
    revision: int = col(Big, 0)
    head: bytes = col(Digest)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
    made_at: datetime = col(Instant)
    closed_at: datetime | None = col(Instant, optional=True)


class LenderMemberRow(SQLModel, table=True):
    """Somebody of a lender: `role` is analyst, approver, compliance, admin or viewer."""

    __tablename__ = "lender_member"
    __table_args__ = (
        sa.UniqueConstraint("lender_id", "person_id"), sa.Index(None, "person_id"),
        owned_key("lender", "lender_id"), owned_by("lender"))
    lender_id: int = key()
    member_id: int = key()
    person_id: int = col(Big)
    name: str = col(Line)
    role: str = col(Name)
    version: int = col(Big, 1)
    joined_at: datetime = col(Instant)
    left_at: datetime | None = col(Instant, optional=True)


class ProductRow(SQLModel, table=True):
    """A version of what a lender sells; never changed once written but for `state` (draft, active, retired)."""

    __tablename__ = "product"
    __table_args__ = (owned_key("lender", "lender_id"), owned_by("lender"))
    lender_id: int = key()
    product_id: int = key()
    version: int = key()
    name: str = col(Line)
    kind: str = col(Name)
    currency: str = col(Code)
    body: Any = col(Json)
    digest: bytes = col(Digest)
    state: str = col(Name)
    made_by: int = col(Big)
    made_at: datetime = col(Instant)


class RuleVersionRow(SQLModel, table=True):
    """A version of a rule set. Its body may be amended while `state` is draft, and never after.

    `state` is draft, submitted, approved, live, retired or sent_back. `digest` is over the canonical body; a
    simulation and an approval name the digest they are about.
    """

    __tablename__ = "rule_version"
    __table_args__ = (
        sa.Index(None, "lender_id", "state"), owned_key("lender", "lender_id"), owned_by("lender"))
    lender_id: int = key()
    rule_id: int = key()
    version: int = key()
    name: str = col(Line)
    moment: str = col(Name)
    body: Any = col(Json)
    digest: bytes = col(Digest)
    state: str = col(Name)
    author: int = col(Big)
    made_at: datetime = col(Instant)
    amended_at: datetime = col(Instant)
    submitted_at: datetime | None = col(Instant, optional=True)
    live_at: datetime | None = col(Instant, optional=True)
    ended_at: datetime | None = col(Instant, optional=True)
    edition: int = col(Big, 1)


class SimulationRow(SQLModel, table=True):
    """What a rule set would have done over a cohort: bound to the digest of exactly what was simulated."""

    __tablename__ = "simulation"
    __table_args__ = (owned_key("lender", "lender_id"), owned_by("lender"))
    lender_id: int = key()
    simulation_id: int = key()
    rule_id: int = col(Big)
    version: int = col(Big)
    digest: bytes = col(Digest)
    cohort: str = col(Name)
    seed: int = col(Big)
    people: int = col(Big)
    result: Any = col(Json)
    made_by: int = col(Big)
    made_at: datetime = col(Instant)


class ApprovalRow(SQLModel, table=True):
    """That another person approved (or sent back) exactly the digest that was simulated."""

    __tablename__ = "approval"
    __table_args__ = (
        sa.CheckConstraint("member_id <> author", name="two_people"),
        owned_key("rule_version", "lender_id", "rule_id", "version"), owned_by("lender"))
    lender_id: int = key()
    rule_id: int = key()
    version: int = key()
    approval_id: int = key()
    member_id: int = col(Big)
    author: int = col(Big)
    verdict: str = col(Name)
    digest: bytes = col(Digest)
    simulation_id: int = col(Big)
    note: str = col(Line, "")
    at: datetime = col(Instant)


class LenderLogRow(DeedColumns, table=True):
    """One deed in a lender's log; never changed, never removed."""

    __tablename__ = "lender_log"
    __table_args__ = (owned_key("lender", "lender_id"), owned_by("lender"))
    lender_id: int = key()
    seq: int = key()


class LenderEventRow(SQLModel, table=True):
    """One thing that happened to an offer of this lender, without saying whose: what its counts are made of.

    `mark` tells one offer from another and names nobody; `amount_minor` and `cost_minor` are the quote's,
    `saving_minor` what the person saves against going on as they were.
    """

    __tablename__ = "lender_event"
    __table_args__ = (
        sa.Index(None, "lender_id", "rule_id", "version", "on_day"), owned_key("lender", "lender_id"),
        owned_by("lender"))
    lender_id: int = key()
    event_id: int = key()
    rule_id: int = col(Big)
    version: int = col(Big)
    product_id: int = col(Big)
    kind: str = col(Name)
    moment: str = col(Name)
    mark: bytes = col(Digest)
    currency: str = col(Code)
    amount_minor: int = col(Big, 0)
    cost_minor: int = col(Big, 0)
    saving_minor: int = col(Big, 0)
    on_day: date = col(Day)
    at: datetime = col(Instant)


class ShelfRow(SQLModel, table=True):
    """A live rule set as every worker serves it: the approved body with the products and the lender it needs."""

    __tablename__ = "shelf"
    __table_args__ = owned_by("house")
    lender_id: int = key()
    rule_id: int = key()
    version: int = col(Big)
    moment: str = col(Name)
    body: Any = col(Json)
    digest: bytes = col(Digest)
    live_at: datetime = col(Instant)


class ShelfHeadRow(SQLModel, table=True):
    """The one row whose `revision` rises whenever the shelf changes: workers read it before every slot."""

    __tablename__ = "shelf_head"
    __table_args__ = owned_by("house")
    name: str = key(Name)
    revision: int = col(Big)


class LicenceRow(SQLModel, table=True):
    """Who may lend in a country, until when: the list the house keeps (guard G11)."""

    __tablename__ = "licence"
    __table_args__ = owned_by("house")
    lender_id: int = key()
    country: str = key(sa.String(2))
    number: str = col(Line)
    until: date = col(Day)
