"""What was spent in some categories for one member, under a project or a tag: from what stands there alone.

No sum is kept by these. Each is found by an index of its own, so that it costs what is gathered there and not what the
book holds.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ledger.kernel.money import allot
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.planning.spent import Borne
from ledger.store.tables.books import PostingRow, ShareRow, StandingRow
from ledger.store.tables.names import EntryTagRow

_posting, _share, _standing, _tag = table(PostingRow), table(ShareRow), table(StandingRow), table(EntryTagRow)
_whole = _share.alias("whole")
_KEY = (_posting.c.on_day, _posting.c.entry_id, _posting.c.n, _posting.c.account_id, _posting.c.home_minor)


class Within(NamedTuple):
    """Whose spending, in which categories, when; `projects` and `tags` are all names that count as the one watched,
    empty where none is."""

    book_id: int
    viewer: int
    period: Period
    accounts: Collection[int]
    member: int | None
    projects: Collection[int]
    tags: Collection[int]


def borne(session: Session, within: Within) -> list[Borne]:
    """What entries the viewer sees hold of these categories there, oldest first.

    For a member that is a share where the amount was shared, else all of what was for them alone; a share's home value
    is its part by largest remainder.
    """
    if within.member is None:
        found = [_borne(row) for row in session.rows(_lines(within))]
        return sorted(found, key=lambda one: (one.on, one.entry_id))
    alone = _lines(within).where(_posting.c.beneficiary == within.member, ~_has_shares())
    found = [_borne(row) for row in session.rows(alone)]
    parts: dict[tuple[date, int, int, int, int | None], list[tuple[int, int]]] = {}
    for row in session.rows(_shared(within, within.member)):
        place = (row.on_day, row.entry_id, row.n, row.account_id, row.home_minor)
        parts.setdefault(place, []).append((row.member_id, row.part))
    for (on, entry_id, _n, account_id, home), shares in parts.items():
        homes = allot(home, [abs(minor) for _, minor in shares]) if home is not None else [None] * len(shares)
        mine = next(value for (one, _), value in zip(shares, homes, strict=True) if one == within.member)
        found.append(Borne(on, entry_id, account_id, mine))
    return sorted(found, key=lambda one: (one.on, one.entry_id))


def _lines(within: Within, *more: sa.ColumnElement[Any], rows: sa.FromClause = _posting) -> sa.Select[Any]:
    stands = sa.and_(
        _standing.c.book_id == _posting.c.book_id, _standing.c.on_day == _posting.c.on_day,
        _standing.c.entry_id == _posting.c.entry_id, _standing.c.status == "posted")
    lines = sa.select(*_KEY, *more).select_from(rows.join(_standing, stands)).where(
        _posting.c.book_id == within.book_id, _posting.c.on_day >= within.period.start,
        _posting.c.on_day < within.period.end, _posting.c.account_id.in_(list(within.accounts)),
        sa.or_(_standing.c.visibility == "book", _standing.c.recorder == within.viewer))
    if within.projects:
        lines = lines.where(_posting.c.project_id.in_(list(within.projects)))
    if within.tags:
        lines = lines.where(_posting.c.entry_id.in_(sa.select(_tag.c.entry_id).where(
            _tag.c.book_id == within.book_id, _tag.c.tag_id.in_(list(within.tags)),
            _tag.c.on_day >= within.period.start, _tag.c.on_day < within.period.end)))
    return lines


def _shared(within: Within, member: int) -> sa.Select[Any]:
    rows = _share.join(_posting, _same_line(_share, _posting)).join(_whole, _same_line(_whole, _share))
    return _lines(within, _whole.c.member_id, _whole.c.minor.label("part"), rows=rows).where(
        _share.c.book_id == within.book_id, _share.c.member_id == member,
    ).order_by(_posting.c.on_day, _posting.c.entry_id, _posting.c.n, _whole.c.member_id)


def _has_shares() -> sa.ColumnElement[bool]:
    return sa.exists().where(_same_line(_share, _posting))


def _same_line(rows: sa.FromClause, others: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(*(rows.c[name] == others.c[name] for name in ("book_id", "entry_id", "n")))


def _borne(row: Any) -> Borne:
    return Borne(row.on_day, row.entry_id, row.account_id, row.home_minor)
