"""Posted lines as they were known at a sequence of a book's log: what figures are reckoned from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from ledger.domain.books.entry import Verb
from ledger.domain.books.flow import Line
from ledger.domain.reports.figures import Before, Known
from ledger.plumbing.columns import instant_of
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.accounts import CheckRow
from ledger.store.tables.books import EntryRow, LogRow, PostingRow

_entry, _posting, _log, _check = table(EntryRow), table(PostingRow), table(LogRow), table(CheckRow)
_reversal, _other = _entry.alias("reversal"), _posting.alias("other")


def _lines_of(lines: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(lines.c.book_id == _entry.c.book_id, lines.c.entry_id == _entry.c.entry_id)


_LINES = _entry.join(_posting, _lines_of(_posting))
_STOOD = (
    _entry.c.book_id == sa.bindparam("book"), _entry.c.seq <= sa.bindparam("revision"),
    _entry.c.status == "posted", _entry.c.reverses.is_(None),
    sa.or_(_entry.c.visibility == "book", _entry.c.recorder == sa.bindparam("member")),
    ~sa.exists().where(
        _reversal.c.book_id == _entry.c.book_id, _reversal.c.reverses == _entry.c.entry_id,
        _reversal.c.seq <= sa.bindparam("revision")),
)
_IS_HIDDEN = _other.c.account_id.in_(sa.bindparam("hidden", expanding=True))
_WITHIN = (_entry.c.on_day >= sa.bindparam("since"), _entry.c.on_day <= sa.bindparam("until"))
_UNTOUCHED = ~sa.exists().where(_lines_of(_other), _IS_HIDDEN)

_KNOWN = (
    sa.select(
        _entry.c.entry_id, _entry.c.on_day, sa.type_coerce(_entry.c.recorded_at, sa.BigInteger), _entry.c.batch_id,
        _entry.c.payee_id,
        _posting.c.account_id, _posting.c.minor, _posting.c.currency, _posting.c.home_minor,
    )
    .select_from(_LINES).where(*_STOOD, *_WITHIN).order_by(_entry.c.on_day, _entry.c.entry_id, _posting.c.n)
)
_BEFORE = (
    sa.select(
        _posting.c.account_id, sa.cast(sa.func.sum(_posting.c.home_minor), sa.BigInteger),
        sa.func.min(_entry.c.on_day), sa.func.max(sa.case((_entry.c.verb == Verb.OPENING.value, _entry.c.on_day))),
    )
    .select_from(_LINES)
    .where(*_STOOD, _entry.c.on_day < sa.bindparam("since"),
           ~sa.exists().where(_lines_of(_other), _other.c.home_minor.is_(None)))
    .group_by(_posting.c.account_id)
)


_UNEVEN = (
    sa.select(_posting.c.account_id).select_from(_LINES)
    .where(*_STOOD, _entry.c.on_day <= sa.bindparam("until"),
           _posting.c.account_id.in_(sa.bindparam("accounts", expanding=True)))
    .group_by(_posting.c.account_id, _posting.c.currency).having(sa.func.sum(_posting.c.minor) != 0)
)
_back = _check.alias("back")
_SAID = sa.select(_check.c.account_id, _check.c.on_day, _check.c.currency, _check.c.minor).where(
    _check.c.book_id == sa.bindparam("book"), _check.c.seq <= sa.bindparam("revision"),
    _check.c.on_day <= sa.bindparam("until"), _check.c.takes_back.is_(None),
    ~sa.exists().where(_back.c.book_id == _check.c.book_id, _back.c.takes_back == _check.c.check_id,
                       _back.c.seq <= sa.bindparam("revision")),
).order_by(_check.c.on_day, _check.c.seq)
# A reversal lies on its entry's own day, so the two need not be told from each other to be summed.
_HELD = sa.select(sa.cast(sa.func.sum(_posting.c.minor), sa.BigInteger)).select_from(_LINES).where(
    _posting.c.book_id == sa.bindparam("book"), _posting.c.account_id == sa.bindparam("account"),
    _posting.c.on_day <= sa.bindparam("until"), _posting.c.currency == sa.bindparam("currency"),
    _entry.c.seq <= sa.bindparam("revision"), _entry.c.status == "posted",
    sa.or_(_entry.c.visibility == "book", _entry.c.recorder == sa.bindparam("member")))


class Said(NamedTuple):
    """The last check of an account in a currency, and what the books held at its day's end; minor units."""

    account_id: int
    on: date
    currency: str
    minor: int
    held: int


class Seen:
    """What a member may see of a book as it was known at a revision: nothing that touches hidden accounts."""

    def __init__(
        self, session: Session, book_id: int, revision: int, member_id: int, hidden: Collection[int]
    ) -> None:
        self._session = session
        self._asked = {"book": book_id, "revision": revision, "member": member_id}
        self._hidden = list(hidden)

    def known(self, since: date, until: date) -> list[Known]:
        """Every entry that stood, from one day up to and including another; by day."""
        found: list[Known] = []
        lines: list[Line] = []
        last = None
        rows = self._rows(_KNOWN, since=since, until=until)
        for entry_id, on, recorded_at, batch_id, payee_id, account_id, minor, currency, home_minor in rows:
            if entry_id != last:
                last, lines = entry_id, []
                found.append(Known(entry_id, on, instant_of(recorded_at), batch_id, payee_id, lines))
            lines.append(Line(account_id, minor, currency, home_minor))
        return found

    def before(self, day: date) -> dict[int, Before]:
        """What each account had come to before a day, of the entries that have their home value."""
        return {account: Before(*rest) for account, *rest in self._rows(_BEFORE, since=day)}

    def uneven(self, accounts: Collection[int], until: date) -> set[int]:
        """Which of some accounts hold anything in any currency at the end of a day, whatever it is worth."""
        return {row[0] for row in self._rows(_UNEVEN, accounts=list(accounts), until=until)} if accounts else set()

    def said(self, until: date) -> list[Said]:
        """The last check of every account and currency, up to and including a day, beside what the books held."""
        rows = self._session.rows(_SAID, {**self._asked, "until": until})
        last = {(row.account_id, row.currency): row for row in rows if row.account_id not in self._hidden}
        return [Said(row.account_id, row.on_day, row.currency, row.minor, self._held(row)) for row in last.values()]

    def _held(self, row: Any) -> int:
        found = self._rows(_HELD, account=row.account_id, currency=row.currency, until=row.on_day)
        return int(found[0][0] or 0)

    def _rows(self, statement: sa.Select[Any], **asked: Any) -> list[Any]:
        if self._hidden:
            statement, asked = statement.where(_UNTOUCHED), {**asked, "hidden": self._hidden}
        with self._session.in_bulk():
            return list(self._session.rows(statement, {**self._asked, **asked}))


def revision_at(session: Session, book_id: int, instant: datetime) -> int:
    """The last sequence a book's log had before an instant; 0 where it had none."""
    found: int | None = session.value(
        sa.select(sa.func.max(_log.c.seq)).where(_log.c.book_id == book_id, _log.c.at < instant))
    return found or 0
