"""The journal as rows: a page of what stands, found by one index and checked against the rest.

Every search reads one index in the journal's order, newest first, a bounded piece at a time, and looks each
entry of a piece up by key. So a page costs the same in ten entries as in ten million, and a search for what
is rare stops after `SCAN_MAX` entries and says where it got to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.journal import Cursor, JournalQuery, says
from ledger.domain.books.search import wanted
from ledger.domain.names.name import Sort
from ledger.kernel.currency import COMMODITY_DIGITS_MAX, DIGITS
from ledger.kernel.limits import MINOR_MAX
from ledger.kernel.period import Period
from ledger.plumbing.columns import Big, Day
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.books.entries import words_of
from ledger.store.tables.books import (
    EntryRow,
    EntryWordsRow,
    PostingRow,
    StandingRow,
    TokenInEntryRow,
)
from ledger.store.tables.names import EntryTagRow

SCAN_MAX = 20_000
"""Entries one search looks at before it says how far back it got."""

WIDE = 10_000
"""Rows a source of unordered keys may hold: more are not sorted, the journal itself is read instead."""

PIECE_MAX = 500
"""Keys judged in one query: so few that every plan looks them up and none reads a table through."""

_GROWTH = 4
_USUAL_DIGITS = 2
_LAST = "\U0010ffff"
_entry, _words, _posting = table(EntryRow), table(EntryWordsRow), table(PostingRow)
_standing, _token, _tag = table(StandingRow), table(TokenInEntryRow), table(EntryTagRow)

Families = Mapping[Sort, frozenset[int]]
"""For each sort of name that is sought, all names gathered with that one."""

_NO_NAMES: Families = {}
_NAMED: dict[Sort, sa.Column[Any]] = {
    Sort.TAG: _tag.c.tag_id, Sort.PROJECT: _posting.c.project_id, Sort.PAYEE: _entry.c.payee_id}

_ORDER = (_standing.c.on_day, _standing.c.entry_id)
_SEEN = sa.select(*_ORDER).where(
    _standing.c.book_id == sa.bindparam("book"),
    sa.or_(_standing.c.visibility == "book", _standing.c.recorder == sa.bindparam("viewer")),
).order_by(*(column.desc() for column in _ORDER)).limit(sa.bindparam("most", type_=sa.Integer()))
_STANDING = Prepared(_SEEN)
_STANDING_AFTER = Prepared(
    _SEEN.where(sa.tuple_(*_ORDER) < sa.tuple_(sa.bindparam("day", type_=Day), sa.bindparam("entry", type_=Big))))


@dataclass(frozen=True, slots=True)
class Found:
    """What stands, newest first; where to go on, None at the end; whether the search stopped early."""

    entry_ids: tuple[int, ...]
    next: Cursor | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """An index to read keys from: what fixes its leading columns, and whether its order is the journal's.

    `meets` is the account, token or sort of name that every key of it has.
    """

    rows: sa.Table
    fixed: tuple[sa.ColumnElement[bool], ...] = ()
    meets: int | str | None = None
    is_ordered: bool = True


@dataclass(frozen=True, slots=True)
class _Search:
    """What is sought in which book, for which member, and what is read for it."""

    book_id: int
    query: JournalQuery
    viewer: int
    source: _Source
    families: Families

    @property
    def seen(self) -> sa.ColumnElement[bool]:
        """Whether what stands is the viewer's to see."""
        return sa.or_(_standing.c.visibility == "book", _standing.c.recorder == self.viewer)


def page(
    session: Session, book_id: int, query: JournalQuery, after: Cursor | None, *, viewer: int, limit: int,
    families: Families = _NO_NAMES,
) -> Found:
    """The next entries that stand and fit. Private ones are shown to the member who recorded them."""
    if not query:
        return _all(session, book_id, after, viewer=viewer, limit=limit)
    search = _Search(book_id, query, viewer, _best(session, book_id, query, families), families)
    found: list[Cursor] = []
    size, left, at = limit + 1, SCAN_MAX, after
    while left > 0:
        keys = _keys(search, at, size)
        rows = session.rows(_fitting(search, keys))
        found += [key for key, _ in groupby(_key(row) for row in rows if _is_right(row, query.text))]
        if len(found) > limit:
            return Found(_ids(found[:limit]), found[limit - 1])
        last = session.first(keys.offset(size - 1).limit(1))
        if last is None:
            return Found(_ids(found))
        left, at = left - size, _key(last)
        size = min(size * _GROWTH, PIECE_MAX)
    return Found(_ids(found), at, is_cut=True)


def _all(session: Session, book_id: int, after: Cursor | None, *, viewer: int, limit: int) -> Found:
    """The next entries that stand, where nothing is sought."""
    asked = {"book": book_id, "viewer": viewer, "most": limit + 1}
    here = {"day": after.on, "entry": after.entry_id} if after else {}
    rows = session.rows(_STANDING_AFTER if after else _STANDING, asked | here)
    found = [_key(row) for row in rows]
    return Found(_ids(found[:limit]), found[limit - 1] if len(found) > limit else None)


def own_private(session: Session, book_id: int, period: Period, viewer: int) -> list[int]:
    """The viewer's own private entries that stand and count on the days of a period; one that waits counts nowhere."""
    rows = session.rows(
        sa.select(_standing.c.entry_id).where(
            _standing.c.book_id == book_id,
            _standing.c.on_day >= period.start,
            _standing.c.on_day < period.end,
            _standing.c.visibility != "book",
            _standing.c.status == "posted",
            _standing.c.recorder == viewer,
        )
    )
    return [row.entry_id for row in rows]


def _best(session: Session, book_id: int, query: JournalQuery, families: Families) -> _Source:
    """The source with the fewest keys; the journal itself where nothing narrows it."""
    sources = _sources(query, families)
    if not sources:
        return _Source(_standing)
    if len(sources) == 1 and sources[0].is_ordered:
        return sources[0]
    sized = [(_size(session, book_id, source, query), source) for source in sources]
    size, best = min(sized, key=lambda one: (not one[1].is_ordered and one[0] > WIDE, one[0]))
    return best if best.is_ordered or size <= WIDE else _Source(_standing)


def _sources(query: JournalQuery, families: Families) -> list[_Source]:
    return [
        *(_Source(_NAMED[sort].table, (_NAMED[sort].in_(sorted(names)),), sort, is_ordered=len(names) == 1)
          for sort, names in families.items()),
        *(_Source(_posting, (_posting.c.account_id == account,), account) for account in query.accounts),
        *(_token_source(token, is_start) for token, is_start in wanted(query.text)),
    ]


def _token_source(token: str, is_start: bool) -> _Source:
    """Keys under a token; those under every token that begins so are several runs, not one in order."""
    if not is_start:
        return _Source(_token, (_token.c.token == token,), token)
    return _Source(_token, (_token.c.token >= token, _token.c.token < token + _LAST), is_ordered=False)


def _size(session: Session, book_id: int, source: _Source, query: JournalQuery) -> int:
    """How many keys a source holds, counted no further than just past `WIDE`."""
    some = (
        sa.select(sa.literal(1))
        .select_from(source.rows)
        .where(source.rows.c.book_id == book_id, *source.fixed, *_days(source.rows, query))
        .limit(WIDE + 1)
        .subquery()
    )
    return int(session.value(sa.select(sa.func.count()).select_from(some)))


def _keys(search: _Search, after: Cursor | None, size: int) -> sa.Select[Any]:
    """The next keys of a source, in the journal's order."""
    source = search.source
    day, entry = source.rows.c.on_day, source.rows.c.entry_id
    fixed = (source.rows.c.book_id == search.book_id, *source.fixed, *_days(source.rows, search.query))
    keys = sa.select(day, entry).where(*fixed, *([search.seen] if source.rows is _standing else []))
    if after is not None:
        here = sa.tuple_(sa.literal(after.on, Day), sa.literal(after.entry_id, Big))
        keys = keys.where(sa.tuple_(day, entry) < here)
    return keys.order_by(day.desc(), entry.desc()).limit(size)


def _fitting(search: _Search, keys: sa.Select[Any]) -> sa.Select[Any]:
    """Those of the keys that fit.

    The keys' own limit stands inside, and what must hold is asked of each by itself, so no plan reads on.
    """
    piece = keys.subquery("keys")
    conditions = _conditions(piece, search)
    fits = sa.and_(sa.true(), *conditions).label("fits")
    judged = sa.select(piece.c.on_day, piece.c.entry_id, fits).subquery("judged")
    right = sa.select(judged.c.on_day, judged.c.entry_id)
    if conditions:
        right = right.where(judged.c.fits)
    if search.query.text:
        spoken = sa.and_(_words.c.book_id == search.book_id, _words.c.entry_id == judged.c.entry_id)
        said = right.add_columns(_words.c.payee, _words.c.note, _words.c.fields)
        right = said.select_from(judged.outerjoin(_words, spoken))
    return right.order_by(judged.c.on_day.desc(), judged.c.entry_id.desc())


def _conditions(keys: sa.Subquery, search: _Search) -> list[sa.ColumnElement[bool]]:
    """What must still hold of a key: it stands for this viewer, and says, touches and is what was sought."""

    def has(rows: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        return sa.exists().where(rows.c.book_id == search.book_id, rows.c.entry_id == keys.c.entry_id, *conditions)

    query, source = search.query, search.source
    within = amount_within(query.low, query.high)
    own = [_posting.c.account_id == one for one in query.accounts[:1]]
    return [
        *(
            has(_token, _token.c.token == token, _token.c.on_day == keys.c.on_day)
            for token, is_start in wanted(query.text)
            if not is_start and token != source.meets
        ),
        *(has(_posting, _posting.c.account_id == one) for one in query.accounts if one != source.meets),
        *([has(_posting, *within, *own)] if within else []),
        *(has(_NAMED[sort].table, _NAMED[sort].in_(sorted(names)))
          for sort, names in search.families.items() if sort is not source.meets),
        *([has(_entry, _entry.c.verb == query.verb.value)] if query.verb else []),
        *([has(_standing, _standing.c.on_day == keys.c.on_day, search.seen)] if source.rows is not _standing else []),
    ]


def _days(rows: sa.Table, query: JournalQuery) -> list[sa.ColumnElement[bool]]:
    since = [rows.c.on_day >= query.since] if query.since else []
    return [*since, *([rows.c.on_day <= query.until] if query.until else [])]


def amount_within(low: Decimal | None, high: Decimal | None) -> list[sa.ColumnElement[bool]]:
    """Bounds of a posting's magnitude; whole units become minor units by each currency's own digits."""
    magnitude = sa.func.abs(_posting.c.minor)
    found = [magnitude >= _minor_by_currency(low, ROUND_CEILING)] if low is not None else []
    return [*found, *([magnitude <= _minor_by_currency(high, ROUND_FLOOR)] if high is not None else [])]


def _minor_by_currency(bound: Decimal, rounding: str) -> sa.ColumnElement[int]:
    def minor(digits: int) -> sa.BindParameter[int]:
        scaled = int(bound.scaleb(digits).to_integral_value(rounding))
        return sa.literal(min(scaled, MINOR_MAX + 1), Big)

    others = sorted(set(DIGITS.values()) - {_USUAL_DIGITS})
    held = [([code for code in DIGITS if DIGITS[code] == digits], digits) for digits in others]
    return sa.case(
        *((_posting.c.currency.in_(codes), minor(digits)) for codes, digits in held),
        *((_posting.c.currency.like(f"%.{digits}"), minor(digits)) for digits in range(COMMODITY_DIGITS_MAX + 1)),
        else_=minor(_USUAL_DIGITS),
    )


def _is_right(row: sa.Row[Any], text: str) -> bool:
    return not text or says(words_of(row), text)


def _key(row: Any) -> Cursor:
    return Cursor(row.on_day, row.entry_id)


def _ids(keys: Sequence[Cursor]) -> tuple[int, ...]:
    return tuple(key.entry_id for key in keys)
