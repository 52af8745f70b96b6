"""Rows of books: the book, its accounts, entries, postings, log and kept sums."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.kernel.limits import MINOR_MAX
from ledger.plumbing.columns import (
    Big,
    Code,
    Day,
    Digest,
    Flag,
    Instant,
    Json,
    Line,
    Long,
    Name,
    Salt,
    Small,
    Token,
    Unit,
)
from ledger.plumbing.rows import BY_KEY, DeedColumns, col, key, owned_by, owned_key

_IS_LINKED = sa.text("replaces IS NOT NULL")
_IS_ANSWERED = sa.text("fields IS NOT NULL")
_IS_FOR_ONE = sa.text("beneficiary IS NOT NULL")
_HAS_PROJECT = sa.text("project_id IS NOT NULL")
_SETTLES = sa.text("receivable IS NOT NULL")


class BookRow(SQLModel, table=True):
    """An opened book. `revision` is the last sequence of its log and `head` that row's hash."""

    __tablename__ = "book"
    __table_args__ = owned_by("book")
    book_id: int = key()
    name: str = col(Line)
    scene: str = col(Name)
    pack_version: str = col(Name)
    pack_digest: str = col(sa.String(64))
    home_currency: str = col(Code)
    zone: str = col(sa.String(64))
    pigment: str = col(Name, "")
    locked_until: date | None = col(Day, optional=True)
    has_entries: bool = col(Flag, False)
    revision: int = col(Big, 0)
    head: bytes = col(Digest)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
    made_at: datetime = col(Instant)
    closed_at: datetime | None = col(Instant, optional=True)


class TombstoneRow(SQLModel, table=True):
    """What remains of a book that was erased whole: its head, and leave for the triggers to let its rows go."""

    __tablename__ = "tombstone"
    __table_args__ = owned_by("book")
    book_id: int = key()
    revision: int = col(Big)
    head: bytes = col(Digest)
    erased_at: datetime = col(Instant)


class AccountRow(SQLModel, table=True):
    """An account or category of a book."""

    __tablename__ = "account"
    __table_args__ = (sa.UniqueConstraint("book_id", "code"), owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    account_id: int = key()
    code: str = col(sa.String(140))
    kind: str = col(Name)
    purpose: str = col(Name)
    names: Any = col(Json)
    currency: str | None = col(Unit, optional=True)
    icon: str = col(Name)
    position: int = col(Small, 0)
    is_first: bool = col(Flag, False)
    owner: int | None = col(Big, optional=True)
    visibility: str = col(Name, "book")
    closed: bool = col(Flag, False)
    card: Any = col(Json, optional=True)
    loan: Any = col(Json, optional=True)
    words: Any = col(Json)
    pack_key: str | None = col(sa.String(80), optional=True)
    pack_value: Any = col(Json)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)


class PayeeRow(SQLModel, table=True):
    """Somebody money goes to or comes from, remembered by the name as it was written."""

    __tablename__ = "payee"
    __table_args__ = (sa.UniqueConstraint("book_id", "name_key"), owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    payee_id: int = key()
    name: str | None = col(Line, optional=True)
    name_key: str | None = col(Line, optional=True)


class ProjectRow(SQLModel, table=True):
    """Something entries are gathered under: a trip, a renovation. `merged_into` is the project it goes into."""

    __tablename__ = "project"
    __table_args__ = (owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    project_id: int = key()
    name: str = col(Line)
    closed: bool = col(Flag, False)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
    since: date | None = col(Day, optional=True)
    until_day: date | None = col(Day, optional=True)
    merged_into: int | None = col(Big, optional=True)


class EntryRow(SQLModel, table=True):
    """One entry. Once posted its row never changes: triggers of both engines say so.

    `thing_id` is the first entry of a line of amendments and `version` its place in that line. `digest` is that of
    its content, so that of the thousands one deed wrote the one that changed can be named.
    """

    __tablename__ = "entry"
    __table_args__ = (
        sa.UniqueConstraint("book_id", "reverses"),
        sa.Index(None, "book_id", "thing_id", "version"),
        sa.Index(None, "book_id", "batch_id"),
        sa.Index(None, "book_id", "payee_id", "on_day"),
        sa.Index(None, "book_id", "replaces", sqlite_where=_IS_LINKED, postgresql_where=_IS_LINKED),
        owned_key("book", "book_id"),
        owned_key("entry", "book_id", "reverses", parent_columns=("book_id", "entry_id")),
        owned_key("entry", "book_id", "replaces", parent_columns=("book_id", "entry_id")),
        owned_key("payee", "book_id", "payee_id"),
        owned_by("book"),
    )
    book_id: int = key()
    entry_id: int = key()
    seq: int = col(Big)
    on_day: date = col(Day)
    verb: str = col(Name)
    status: str = col(Name)
    visibility: str = col(Name)
    recorder: int | None = col(Big, optional=True)
    payee_id: int | None = col(Big, optional=True)
    recorded_at: datetime = col(Instant)
    reverses: int | None = col(Big, optional=True)
    replaces: int | None = col(Big, optional=True)
    thing_id: int = col(Big)
    version: int = col(Big)
    batch_id: int | None = col(Big, optional=True)
    rate: str | None = col(Name, optional=True)
    rate_day: date | None = col(Day, optional=True)
    salt: bytes = col(Salt)
    words_digest: bytes | None = col(Digest, optional=True)
    digest: bytes | None = col(Digest, optional=True)


class EntryWordsRow(SQLModel, table=True):
    """The personal words of an entry, with the salt of their digest. Erasing empties both.

    `fields` are the answers to the scene's own questions.
    """

    __tablename__ = "entry_words"
    __table_args__ = (
        sa.Index("ix_entry_words_answered", "book_id", "entry_id", sqlite_where=_IS_ANSWERED,
                 postgresql_where=_IS_ANSWERED),
        owned_key("entry", "book_id", "entry_id"),
        owned_by("book"),
    )
    book_id: int = key()
    entry_id: int = key()
    salt: bytes | None = col(Salt, optional=True)
    payee: str = col(Line, "")
    note: str = col(Long, "")
    erased_at: datetime | None = col(Instant, optional=True)
    fields: Any = col(Json, optional=True)


class PostingRow(SQLModel, table=True):
    """One signed amount on one account. `on_day` repeats the entry's, for the index an account is read by."""

    __tablename__ = "posting"
    __table_args__ = (
        sa.CheckConstraint(f"minor BETWEEN -{MINOR_MAX} AND {MINOR_MAX}", name="minor_in_bounds"),
        sa.Index(None, "book_id", "account_id", "on_day", "entry_id"),
        sa.Index(None, "book_id", "beneficiary", "on_day", sqlite_where=_IS_FOR_ONE, postgresql_where=_IS_FOR_ONE),
        sa.Index(None, "book_id", "project_id", "on_day", "entry_id", sqlite_where=_HAS_PROJECT,
                 postgresql_where=_HAS_PROJECT),
        sa.Index(None, "book_id", "receivable", sqlite_where=_SETTLES, postgresql_where=_SETTLES),
        owned_key("entry", "book_id", "entry_id"),
        owned_key("account", "book_id", "account_id"),
        owned_by("book"),
    )
    book_id: int = key()
    entry_id: int = key()
    n: int = key(Small)
    account_id: int = col(Big)
    on_day: date = col(Day)
    minor: int = col(Big)
    currency: str = col(Unit)
    home_minor: int | None = col(Big, optional=True)
    payer: int | None = col(Big, optional=True)
    beneficiary: int | None = col(Big, optional=True)
    quantity: str | None = col(Name, optional=True)
    unit: str | None = col(Name, optional=True)
    project_id: int | None = col(Big, optional=True)
    receivable: int | None = col(Big, optional=True)
    party: int | None = col(Big, optional=True)


class ShareRow(SQLModel, table=True):
    """A member's share of a posting."""

    __tablename__ = "posting_share"
    __table_args__ = (
        sa.Index(None, "book_id", "member_id"),
        owned_key("posting", "book_id", "entry_id", "n"),
        owned_by("book"),
    )
    book_id: int = key()
    entry_id: int = key()
    n: int = key(Small)
    member_id: int = key()
    minor: int = col(Big)


class StandingRow(SQLModel, table=True):
    """An entry as it now stands: what the journal shows. Derived from entries; `rebuild` makes it again."""

    __tablename__ = "standing"
    __table_args__ = (
        sa.UniqueConstraint("book_id", "thing_id"),
        owned_key("entry", "book_id", "entry_id"),
        owned_by("book") | BY_KEY,
    )
    book_id: int = key()
    on_day: date = key(Day)
    entry_id: int = key()
    thing_id: int = col(Big)
    status: str = col(Name)
    visibility: str = col(Name)
    recorder: int | None = col(Big, optional=True)


class TokenInEntryRow(SQLModel, table=True):
    """A word, or two neighbouring Han characters, of an entry that stands: what search reads. Derived."""

    __tablename__ = "entry_token"
    __table_args__ = owned_by("book") | BY_KEY
    book_id: int = key()
    token: str = key(Token)
    on_day: date = key(Day)
    entry_id: int = key()


class KeptSumRow(SQLModel, table=True):
    """Money in and out of an account by flow, for a day (`d`) or a month (`m`). Derived; `rebuild` is a no-op.

    `mark` tells posted from pending and private sums. `unvalued` counts movements without a home value.
    """

    __tablename__ = "kept_sum"
    __table_args__ = owned_by("book") | BY_KEY
    book_id: int = key()
    grain: str = key(sa.String(1))
    starts: date = key(Day)
    account_id: int = key()
    currency: str = key(Unit)
    flow: str = key(Name)
    mark: str = key(Name)
    in_minor: int = col(Big)
    out_minor: int = col(Big)
    in_home: int = col(Big)
    out_home: int = col(Big)
    moves: int = col(Big)
    unvalued: int = col(Big)


class LogRow(DeedColumns, table=True):
    """One deed in a book's log; never changed, never removed but with its whole book."""

    __tablename__ = "book_log"
    __table_args__ = (owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    seq: int = key()
    batch_id: int | None = col(Big, optional=True)
