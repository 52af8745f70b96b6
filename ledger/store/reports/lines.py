"""Posted lines as they were known at a sequence of a book's log: what figures are reckoned from."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from ledger.domain.books.entry import Posting
from ledger.domain.reports.figures import Known
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, LogRow, PostingRow

_entry, _posting, _log = table(EntryRow), table(PostingRow), table(LogRow)
_reversal = _entry.alias("reversal")

_KNOWN = (
    sa.select(
        _entry.c.entry_id, _entry.c.on_day, _entry.c.recorded_at, _entry.c.batch_id, _entry.c.payee_id,
        _posting.c.account_id, _posting.c.minor, _posting.c.currency, _posting.c.home_minor,
    )
    .select_from(_entry.join(_posting, sa.and_(
        _posting.c.book_id == _entry.c.book_id, _posting.c.entry_id == _entry.c.entry_id)))
    .where(
        _entry.c.book_id == sa.bindparam("book"), _entry.c.seq <= sa.bindparam("revision"),
        _entry.c.on_day <= sa.bindparam("until"), _entry.c.status == "posted", _entry.c.reverses.is_(None),
        sa.or_(_entry.c.visibility == "book", _entry.c.recorder == sa.bindparam("member")),
        ~sa.exists().where(
            _reversal.c.book_id == _entry.c.book_id, _reversal.c.reverses == _entry.c.entry_id,
            _reversal.c.seq <= sa.bindparam("revision")),
    )
    .order_by(_entry.c.on_day, _entry.c.entry_id, _posting.c.n)
)


def known_at(session: Session, book_id: int, revision: int, until: date, member_id: int) -> list[Known]:
    """Every entry that stood at a revision, up to and including a day, that a member may see; by day."""
    with session.in_bulk():
        rows = session.rows(_KNOWN, {"book": book_id, "revision": revision, "until": until, "member": member_id})
    found: list[Known] = []
    lines: list[Posting] = []
    last = None
    for row in rows:
        if row.entry_id != last:
            last, lines = row.entry_id, []
            found.append(Known(row.entry_id, row.on_day, row.recorded_at, row.batch_id, row.payee_id, lines))
        lines.append(Posting(row.account_id, row.minor, row.currency, row.home_minor))
    return found


def revision_at(session: Session, book_id: int, instant: datetime) -> int:
    """The last sequence a book's log had before an instant; 0 where it had none."""
    found: int | None = session.value(
        sa.select(sa.func.max(_log.c.seq)).where(_log.c.book_id == book_id, _log.c.at < instant))
    return found or 0
