"""What happened to a lender's offers, without saying to whom: rows that are only ever added, and counts of them.

Whoever shows an offer calls `add` in the transaction in which it happens, so that every count can be made again from
these rows and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from credit.store.tables.lenders import LenderEventRow
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table

_event = table(LenderEventRow)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one offer of a version.

    `kind` is shown, opened, declined, never, applied, cancelled, proposed or recorded. `mark` (32 bytes) tells one
    offer from another and names nobody. Amount and cost are the quote's, `saving_minor` what the person saves
    against going on as they were, in minor units of `currency`.
    """

    rule_id: int
    version: int
    product_id: int
    kind: str
    moment: str
    mark: bytes
    currency: str
    amount_minor: int
    cost_minor: int
    saving_minor: int
    on_day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many offers a kind of event happened to, of one version on one day."""

    rule_id: int
    version: int
    on_day: date
    kind: str
    offers: int


def add(session: Session, lender_id: int, event: Event) -> int:
    """Keep an event, in the transaction of what happened. Its id."""
    session.allow_lender(lender_id)
    event_id = new_id()
    session.run(sa.insert(_event), {
        "lender_id": lender_id, "event_id": event_id, "rule_id": event.rule_id, "version": event.version,
        "product_id": event.product_id, "kind": event.kind, "moment": event.moment, "mark": event.mark,
        "currency": event.currency, "amount_minor": event.amount_minor, "cost_minor": event.cost_minor,
        "saving_minor": event.saving_minor, "on_day": event.on_day, "at": event.at,
    })
    return event_id


def counts(session: Session, lender_id: int, rule_id: int | None = None) -> list[Count]:
    """Distinct offers by version, day and kind of event."""
    wanted = [_event.c.lender_id == lender_id, *([] if rule_id is None else [_event.c.rule_id == rule_id])]
    keys = (_event.c.rule_id, _event.c.version, _event.c.on_day, _event.c.kind)
    rows = session.rows(sa.select(*keys, sa.func.count(sa.distinct(_event.c.mark)).label("offers"))
                        .where(*wanted).group_by(*keys).order_by(*keys))
    return [Count(row.rule_id, row.version, row.on_day, row.kind, row.offers) for row in rows]


def reached(session: Session, lender_id: int, rule_id: int, version: int) -> dict[str, int]:
    """How many different offers of a version each kind of event ever happened to."""
    rows = session.rows(sa.select(_event.c.kind, sa.func.count(sa.distinct(_event.c.mark)).label("offers")).where(
        _event.c.lender_id == lender_id, _event.c.rule_id == rule_id, _event.c.version == version,
    ).group_by(_event.c.kind))
    return {row.kind: row.offers for row in rows}


def savings(session: Session, lender_id: int, rule_id: int, version: int, kind: str) -> list[tuple[str, int]]:
    """(currency, saving) once for each offer of a version that a kind of event happened to, ascending."""
    rows = session.rows(sa.select(_event.c.currency, sa.func.max(_event.c.saving_minor).label("saving")).where(
        _event.c.lender_id == lender_id, _event.c.rule_id == rule_id, _event.c.version == version,
        _event.c.kind == kind).group_by(_event.c.mark, _event.c.currency))
    return sorted((row.currency, row.saving) for row in rows)


def days(session: Session, lender_id: int, rule_id: int, version: int) -> tuple[date, date] | None:
    """The first and the last day something happened to an offer of a version, or None."""
    row = session.first(sa.select(sa.func.min(_event.c.on_day).label("first"), sa.func.max(_event.c.on_day).label(
        "last")).where(_event.c.lender_id == lender_id, _event.c.rule_id == rule_id, _event.c.version == version))
    return None if row is None or row.first is None else (row.first, row.last)

