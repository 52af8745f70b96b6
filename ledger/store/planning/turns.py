"""Turns of scheduled items as rows: claimed once, settled, and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger.domain.planning.turn import Turn, TurnState
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.books import StandingRow
from ledger.store.tables.planning import ScheduledRow, TurnRow

_turn, _item, _standing = table(TurnRow), table(ScheduledRow), table(StandingRow)

_OF_ITEM = _turn.join(_item, sa.and_(_item.c.book_id == _turn.c.book_id, _item.c.item_id == _turn.c.item_id))
_STANDS = sa.and_(_standing.c.book_id == _turn.c.book_id, _standing.c.thing_id == _turn.c.thing_id)


@dataclass(frozen=True, slots=True)
class Came:
    """What of an item is behind it: its turns, the minor units recorded or waiting, and the days from its next on
    that came already."""

    turns: int = 0
    minor: int = 0
    taken: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Behind:
    """The same of every item of a book that has any of it."""

    by_item: Mapping[int, Came]

    def of(self, item_id: int) -> Came:
        """What is behind one item."""
        return self.by_item.get(item_id, Came())


def claim(session: Session, book_id: int, turn: Turn) -> bool:
    """Write a turn down; False where that day of the item has one."""
    wanted = insert(session, _turn).values(book_id=book_id, item_id=turn.item_id, on_day=turn.on, **_values(turn))
    return session.first(wanted.on_conflict_do_nothing().returning(_turn.c.on_day)) is not None


def settle(session: Session, book_id: int, turn: Turn, *, was: TurnState) -> bool:
    """Write what became of a turn; False where it is no longer as it was."""
    done = session.run(sa.update(_turn).where(*_one(book_id, turn.item_id, turn.on), _turn.c.state == was.value)
                       .values(**_values(turn)))
    return done.rowcount == 1


def forget(session: Session, book_id: int, item_id: int, on: date) -> None:
    """Let a day of an item have no turn: it is to come again."""
    session.run(sa.delete(_turn).where(*_one(book_id, item_id, on)))


def get(session: Session, book_id: int, item_id: int, on: date) -> Turn | None:
    """The turn of a day, or None."""
    row = session.first(sa.select(_turn).where(*_one(book_id, item_id, on)))
    return None if row is None else _read(row)


def waiting(session: Session, book_id: int, limit: int, since: date = date.min) -> list[Turn]:
    """The turns from a day on that wait for a word, oldest first."""
    rows = session.rows(sa.select(_turn).where(
        _turn.c.book_id == book_id, _turn.c.state == TurnState.WAITING.value, _turn.c.on_day >= since,
    ).order_by(_turn.c.on_day, _turn.c.item_id).limit(limit))
    return [_read(row) for row in rows]


def by_itself(session: Session, book_id: int, limit: int) -> list[Turn]:
    """The turns recorded by themselves, the latest recorded first."""
    rows = session.rows(sa.select(_turn).where(
        _turn.c.book_id == book_id, _turn.c.by_itself.is_(True), _turn.c.state == TurnState.RECORDED.value,
    ).order_by(_turn.c.at.desc(), _turn.c.on_day.desc(), _turn.c.item_id).limit(limit))
    return [_read(row) for row in rows]


def of_item(session: Session, book_id: int, item_id: int, limit: int) -> list[Turn]:
    """The turns of an item, latest first."""
    rows = session.rows(sa.select(_turn).where(_turn.c.book_id == book_id, _turn.c.item_id == item_id)
                        .order_by(_turn.c.on_day.desc()).limit(limit))
    return [_read(row) for row in rows]


def standing(session: Session, book_id: int, things: Sequence[int]) -> set[int]:
    """Which of these things stand in the journal."""
    rows = session.rows(sa.select(_standing.c.thing_id).where(
        _standing.c.book_id == book_id, _standing.c.thing_id.in_(things)))
    return {row.thing_id for row in rows}


def behind(session: Session, book_id: int) -> Behind:
    """What is behind each item that ends by count or sum, or that came out of its order.

    An entry that was taken back is not paid; its turn came nevertheless.
    """
    found = {row.item_id: Came(row.turns, int(row.minor or 0)) for row in session.rows(_SUMS, {"book": book_id})}
    for row in session.rows(_EARLY, {"book": book_id}):
        came = found.get(row.item_id, Came())
        found[row.item_id] = Came(came.turns, came.minor, came.taken | {row.on_day})
    return Behind(found)


def behind_one(session: Session, book_id: int, item_id: int, since: date) -> Came:
    """What is behind one item whose next day is `since`, however it ends."""
    sums = session.first(_counted(_turn.outerjoin(_standing, _STANDS)).where(
        _turn.c.book_id == book_id, _turn.c.item_id == item_id))
    taken = session.rows(sa.select(_turn.c.on_day).where(
        _turn.c.book_id == book_id, _turn.c.item_id == item_id, _turn.c.on_day >= since))
    return Came(sums.turns, int(sums.minor or 0), frozenset(row.on_day for row in taken)) if sums else Came()


def _counted(source: sa.FromClause) -> sa.Select[Any]:
    return sa.select(_turn.c.item_id, sa.func.count().label("turns"), sa.func.sum(_PAID).label("minor")).select_from(
        source).group_by(_turn.c.item_id)


_PAID = sa.case(
    (_turn.c.state == TurnState.WAITING.value, _turn.c.minor),
    (sa.and_(_turn.c.state == TurnState.RECORDED.value, _standing.c.thing_id.is_not(None)), _turn.c.minor), else_=0)
_SUMS = _counted(_OF_ITEM.outerjoin(_standing, _STANDS)).where(
    _turn.c.book_id == sa.bindparam("book"), sa.or_(_item.c.times.is_not(None), _item.c.total_minor.is_not(None)))
_EARLY = sa.select(_turn.c.item_id, _turn.c.on_day).select_from(_OF_ITEM).where(
    _turn.c.book_id == sa.bindparam("book"), _item.c.closed.is_(False), _turn.c.on_day >= _item.c.next_day)


def _one(book_id: int, item_id: int, on: date) -> tuple[sa.ColumnElement[bool], ...]:
    return _turn.c.book_id == book_id, _turn.c.item_id == item_id, _turn.c.on_day == on


def _values(turn: Turn) -> dict[str, Any]:
    return {
        "state": turn.state.value, "minor": turn.amount.minor, "currency": turn.amount.currency,
        "thing_id": turn.thing_id, "problem": dict(turn.problem) if turn.problem else None,
        "by_itself": turn.by_itself, "at": turn.at,
    }


def _read(row: sa.Row[Any]) -> Turn:
    return Turn(row.item_id, row.on_day, TurnState(row.state), Money(row.minor, row.currency), row.at, row.thing_id,
                row.problem, row.by_itself)
