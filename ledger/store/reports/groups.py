"""What stands on some accounts over a period, gathered by payee, project or person, and the entries of one group.

Read by the index of each account and day, for one viewer: what waits is left out, and what others keep private.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.entry import Status
from ledger.domain.names.name import family, root_of
from ledger.domain.reports.change import Gathered
from ledger.domain.reports.facet import SEVERAL, Facet, SharedLine
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.past.known import PIECE, Then, stood
from ledger.store.tables.books import (
    EntryRow,
    EntryWordsRow,
    PayeeRow,
    PostingRow,
    ShareRow,
    StandingRow,
)
from ledger.store.tables.names import EntryTagRow

_entry, _words, _posting = table(EntryRow), table(EntryWordsRow), table(PostingRow)
_standing, _payee, _share = table(StandingRow), table(PayeeRow), table(ShareRow)
_tag = table(EntryTagRow)
_of_entry = _posting.alias("of_entry")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which lines: those on these accounts in this period, as far as this member sees them.

    `ends` are merged projects, or tags, with what they go into. With `then` those that stood then; what has its home
    value since is taken as having none but in `home`.
    """

    book_id: int
    viewer: int
    accounts: Collection[int]
    period: Period
    ends: Mapping[int, int] = field(default_factory=dict)
    then: Then | None = None
    home: str = ""


def _same(rows: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(rows.c.book_id == _posting.c.book_id, rows.c.entry_id == _posting.c.entry_id)


_NOTE = sa.case((_entry.c.payee_id.is_(None), sa.func.coalesce(_words.c.note, "")), else_="")
_PAYER = sa.select(
    sa.case((sa.func.min(_of_entry.c.payer) == sa.func.max(_of_entry.c.payer), sa.func.min(_of_entry.c.payer)),
            (sa.func.min(_of_entry.c.payer).is_(None), None), else_=-1),
).where(_same(_of_entry)).correlate(_posting).scalar_subquery()
_HAS_SHARES = sa.exists().where(_same(_share), _share.c.n == _posting.c.n)


def _with_names(lines: sa.Join) -> sa.Join:
    return lines.outerjoin(_words, _same(_words)).outerjoin(
        _payee, sa.and_(_payee.c.book_id == _posting.c.book_id, _payee.c.payee_id == _entry.c.payee_id))


_LINES = _with_names(
    _posting.join(_standing, sa.and_(_same(_standing), _standing.c.on_day == _posting.c.on_day))
    .join(_entry, _same(_entry)))
_LINES_THEN = _with_names(_posting.join(_entry, _same(_entry)))
_BY: dict[Facet, sa.ColumnElement[Any]] = {
    Facet.PAYEE: _entry.c.payee_id, Facet.PROJECT: _posting.c.project_id, Facet.FOR: _posting.c.beneficiary,
    Facet.PAID: _PAYER, Facet.TAG: _tag.c.tag_id,
}
_GATHERED = frozenset({Facet.PROJECT, Facet.TAG})


def gathered(session: Session, sought: Sought, facet: Facet) -> list[Gathered]:
    """The groups of a facet: home minor units into the accounts, and entries; what has no home value is left out.

    The key of a payee or project is its id, of a person the member's; of what names no payee, the first entry with
    the same note; empty where nothing is named. Shared lines are left to `shared`.
    """
    one, note = _by(facet, sought.ends).label("one"), _note(facet).label("note")
    name = (_payee.c.name if facet is Facet.PAYEE else sa.literal("")).label("name")
    inner = _lines(sought, one, note, name, _posting.c.entry_id, _posting.c.n, _posting.c.home_minor, facet=facet)
    if facet is Facet.FOR:
        inner = inner.where(~_HAS_SHARES)
    inner = inner.distinct() if facet is Facet.TAG and sought.ends else inner
    found = {(row.one, row.note): row for row in _grouped(session, inner)}
    less = _late(session, sought, inner)
    return [_read(row, facet, less.get(key, 0)) for key, row in found.items()]


def _late(session: Session, sought: Sought, inner: sa.Select[Any]) -> dict[tuple[Any, str], int]:
    """By group, the home values that lines of it did not have then."""
    late = sorted(sought.then.late) if sought.then else []
    found: dict[tuple[Any, str], int] = {}
    for start in range(0, len(late), PIECE):
        some = inner.where(_posting.c.entry_id.in_(late[start:start + PIECE]), _posting.c.currency != sought.home)
        for row in _grouped(session, some):
            found[row.one, row.note] = found.get((row.one, row.note), 0) + row.minor
    return found


def _grouped(session: Session, inner: sa.Select[Any]) -> list[sa.Row[Any]]:
    held = inner.subquery("held")
    groups = sa.select(
        held.c.one, held.c.note, sa.func.max(held.c.name).label("name"), sa.func.min(held.c.entry_id).label("first"),
        sa.func.count(held.c.entry_id.distinct()).label("times"),
        sa.cast(sa.func.coalesce(sa.func.sum(held.c.home_minor), 0), sa.BigInteger).label("minor"),
    ).group_by(held.c.one, held.c.note)
    with session.in_bulk():
        return list(session.rows(groups))


def shared(session: Session, sought: Sought) -> list[SharedLine]:
    """The lines that several members bear, with their shares."""
    late = sought.then.late if sought.then else frozenset()
    wanted = _lines(sought, _posting.c.entry_id, _posting.c.n, _posting.c.home_minor, _posting.c.currency).subquery(
        "wanted")
    borne = wanted.join(_share, sa.and_(
        _share.c.book_id == sought.book_id, _share.c.entry_id == wanted.c.entry_id, _share.c.n == wanted.c.n))
    asked = sa.select(*wanted.c, _share.c.member_id, _share.c.minor).select_from(borne).order_by(
        wanted.c.entry_id, wanted.c.n, _share.c.member_id)
    with session.in_bulk():
        rows = session.rows(asked)
    return [
        SharedLine(entry_id, home, [(row.member_id, row.minor) for row in lines])
        for (entry_id, _n, home, currency), lines in groupby(
            rows, key=lambda row: (row.entry_id, row.n, row.home_minor, row.currency))
        if home is not None and (currency == sought.home or entry_id not in late)
    ]


def total(session: Session, sought: Sought) -> int:
    """What the lines come to, each once: home minor units into the accounts."""
    held = _lines(sought, _posting.c.home_minor).subquery("held")
    asked = sa.select(sa.cast(sa.func.coalesce(sa.func.sum(held.c.home_minor), 0), sa.BigInteger))
    with session.in_bulk():
        return int(session.value(asked))


def entry_ids(session: Session, sought: Sought, facet: Facet | None, key: str, limit: int) -> list[tuple[int, date]]:
    """The newest entries with a line on the accounts and their days, in one group of a facet. Raises: Missing."""
    wanted = _lines(sought, _posting.c.entry_id, _posting.c.on_day, facet=facet)
    if facet is not None and facet is not Facet.WEEKDAY:
        wanted = wanted.where(*_in_group(sought, facet, key))
    ordered = wanted.distinct().order_by(_posting.c.on_day.desc(), _posting.c.entry_id.desc()).limit(limit)
    return [(row.entry_id, row.on_day) for row in session.rows(ordered)]


def _by(facet: Facet, ends: Mapping[int, int]) -> sa.ColumnElement[Any]:
    """The number a line is gathered by: of a merged project or tag, that of what it goes into."""
    by = _BY[facet]
    return sa.case(dict(ends), value=by, else_=by) if ends and facet in _GATHERED else by


def _lines(sought: Sought, *columns: sa.ColumnElement[Any], facet: Facet | None = None) -> sa.Select[Any]:
    lines = _LINES if sought.then is None else _LINES_THEN
    asked = sa.select(*columns).select_from(lines.outerjoin(_tag, _same(_tag)) if facet is Facet.TAG else lines).where(
        _posting.c.book_id == sought.book_id, _posting.c.account_id.in_(sorted(sought.accounts)),
        _posting.c.on_day >= sought.period.start, _posting.c.on_day < sought.period.end)
    if sought.then is not None:
        return asked.where(*stood(sought.then), _entry.c.status == Status.POSTED.value)
    return asked.where(
        _standing.c.status == Status.POSTED.value,
        sa.or_(_standing.c.visibility == "book", _standing.c.recorder == sought.viewer),
    )


def _note(facet: Facet) -> sa.ColumnElement[str]:
    return _NOTE if facet is Facet.PAYEE else sa.literal("")


def _read(row: sa.Row[Any], facet: Facet, less: int) -> Gathered:
    minor = row.minor - less
    if row.one is not None:
        key = SEVERAL if row.one == -1 else id_text(row.one)
        return Gathered(key, row.name or "", row.times, minor)
    return Gathered(f"e{id_text(row.first)}" if facet is Facet.PAYEE else "", row.note or "", row.times, minor)


def _in_group(sought: Sought, facet: Facet, key: str) -> list[sa.ColumnElement[bool]]:
    """What holds of the lines of one group; of payees, those gathered with the one named."""
    by = _by(facet, sought.ends)
    if facet is Facet.PAYEE and key.startswith("e") and len(key) == len(id_text(0)) + 1:
        like = sa.select(_words.c.note).where(_words.c.book_id == sought.book_id, _words.c.entry_id == read_id(key[1:]))
        return [by.is_(None), sa.func.coalesce(_words.c.note, "") == sa.func.coalesce(like.scalar_subquery(), "")]
    if key == SEVERAL and facet is Facet.PAID:
        return [by == -1]
    if not key and facet is Facet.PAYEE:
        raise Missing()
    if facet is Facet.FOR and key:
        bears = sa.exists().where(_same(_share), _share.c.n == _posting.c.n, _share.c.member_id == read_id(key))
        return [sa.or_(sa.and_(by == read_id(key), ~_HAS_SHARES), bears)]
    if not key:
        return [by.is_(None), *([~_HAS_SHARES] if facet is Facet.FOR else [])]
    if facet is Facet.PAYEE:
        return [by.in_(sorted(family(read_id(key), sought.ends)))]
    return [by == root_of(read_id(key), sought.ends)]
