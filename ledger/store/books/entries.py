"""Entries as rows: appending them, reading them back whole, and which of them stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.entry import Entry, Posting, Status, Verb, Words
from ledger.domain.books.search import tokens
from ledger.kernel.canonical import digest as digest_of
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.books import (
    EntryRow,
    EntryWordsRow,
    PostingRow,
    ShareRow,
    StandingRow,
    TokenInEntryRow,
)
from ledger.store.tables.names import EntryTagRow

_entry, _words, _posting = table(EntryRow), table(EntryWordsRow), table(PostingRow)
_share, _standing, _token = table(ShareRow), table(StandingRow), table(TokenInEntryRow)
_tag = table(EntryTagRow)

# A word that is none of ours is read as it stands, so that `verify` can name the entry that holds it.
_VERBS, _STATUSES = frozenset(Verb), frozenset(Status)

# Statements of the save path are built once: building them costs more than running them.
_BOOK: sa.BindParameter[int] = sa.bindparam("book")
_IDS: sa.BindParameter[int] = sa.bindparam("ids", expanding=True)
WITH_WORDS = (*_entry.c, _words.c.salt.label("words_salt"), _words.c.payee, _words.c.note, _words.c.erased_at,
              _words.c.fields)
"""The columns `kept_of` reads."""

_WITH_WORDS = sa.select(*WITH_WORDS).select_from(_entry.outerjoin(
    _words, sa.and_(_words.c.book_id == _entry.c.book_id, _words.c.entry_id == _entry.c.entry_id),
)).where(_entry.c.book_id == _BOOK)
_BY_IDS = Prepared(_WITH_WORDS.where(_entry.c.entry_id.in_(_IDS)))
_BY_THING = Prepared(_WITH_WORDS.where(_entry.c.thing_id == sa.bindparam("thing")))
_BY_SEQ = Prepared(_WITH_WORDS.where(_entry.c.seq == sa.bindparam("seq")))
_POSTINGS = Prepared(sa.select(_posting).where(
    _posting.c.book_id == _BOOK, _posting.c.entry_id.in_(_IDS)).order_by(_posting.c.entry_id, _posting.c.n))
_SHARES = Prepared(sa.select(_share).where(_share.c.book_id == _BOOK, _share.c.entry_id.in_(_IDS)))
_TAGS = Prepared(sa.select(_tag.c.entry_id, _tag.c.tag_id).where(
    _tag.c.book_id == _BOOK, _tag.c.entry_id.in_(_IDS)).order_by(_tag.c.entry_id, _tag.c.tag_id))
_STANDS_AS = Prepared(sa.select(_standing.c.entry_id).where(
    _standing.c.book_id == _BOOK, _standing.c.thing_id == sa.bindparam("thing")))
_ADD_ENTRY, _ADD_POSTING, _ADD_WORDS, _ADD_SHARE, _ADD_STANDING, _ADD_TOKEN, _ADD_TAG = (
    Prepared(sa.insert(one)) for one in (_entry, _posting, _words, _share, _standing, _token, _tag))
_OUT_OF_BALANCE = Prepared(sa.select(_posting.c.currency).where(
    _posting.c.book_id == _BOOK, _posting.c.entry_id == sa.bindparam("entry"),
).group_by(_posting.c.currency).having(sa.func.sum(_posting.c.minor) != 0))


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry with what the books know of it: who recorded it, when, and where it stands in its thing's line.

    A thing is what a person amends: its entries are its versions, reversals between them. `salt` and
    `words_salt` belong to the digests; `words_salt` is None where nothing was written or it was erased.
    """

    entry_id: int
    entry: Entry
    seq: int
    recorder: int | None
    payee_id: int | None
    recorded_at: datetime
    thing_id: int
    version: int
    salt: bytes
    words_digest: bytes | None
    words_salt: bytes | None = None
    batch_id: int | None = None
    words_erased: bool = False
    digest: bytes | None = field(default=None, compare=False)

    @property
    def content_digest(self) -> bytes:
        """The digest the log covers it by, of its content as it is now; `digest` is the one kept beside it."""
        return digest_of(self.salt, self.entry.content(self.words_digest))


def append(session: Session, book_id: int, kept: Sequence[Kept]) -> None:
    """Append entries with their postings, words, shares and tags. Asserts that the rows balance in every currency."""
    session.run(_ADD_ENTRY, [_entry_values(book_id, one) for one in kept])
    session.run(_ADD_POSTING, [row for one in kept for row in _posting_values(book_id, one)])
    if words := [_words_values(book_id, one) for one in kept if one.entry.words]:
        session.run(_ADD_WORDS, words)
    if shares := [row for one in kept for row in _share_values(book_id, one)]:
        session.run(_ADD_SHARE, shares)
    if tags := [row for one in kept for row in _tag_values(book_id, one)]:
        session.run(_ADD_TAG, tags)
    if len(kept) == 1:
        _assert_balanced(session, book_id, kept[0].entry_id)


def stand(session: Session, book_id: int, kept: Sequence[Kept]) -> None:
    """Let entries stand: the journal shows them and search finds them."""
    session.run(_ADD_STANDING, [
        {"book_id": book_id, "on_day": one.entry.on, "entry_id": one.entry_id, "thing_id": one.thing_id,
         "status": one.entry.status.value, "visibility": one.entry.visibility, "recorder": one.recorder}
        for one in kept
    ])
    found = [
        {"book_id": book_id, "token": token, "on_day": one.entry.on, "entry_id": one.entry_id}
        for one in kept for token in tokens(*one.entry.words.sought)
    ]
    if found:
        session.run(_ADD_TOKEN, found)


def fall(session: Session, book_id: int, kept: Kept) -> bool:
    """Let an entry stand no more. Whether it stood until now."""
    for token in tokens(*kept.entry.words.sought):
        session.run(sa.delete(_token).where(_token.c.book_id == book_id, _token.c.token == token,
                                            _token.c.on_day == kept.entry.on, _token.c.entry_id == kept.entry_id))
    done = session.run(sa.delete(_standing).where(
        _standing.c.book_id == book_id, _standing.c.on_day == kept.entry.on,
        _standing.c.entry_id == kept.entry_id))
    return done.rowcount == 1


def load(session: Session, book_id: int, entry_ids: Iterable[int]) -> dict[int, Kept]:
    """Entries by id, whole; ids of another book are simply not found."""
    wanted = list(entry_ids)
    return _whole(session, book_id, _BY_IDS, ids=wanted) if wanted else {}


def get(session: Session, book_id: int, entry_id: int) -> Kept:
    """One entry. Raises: Missing."""
    found = load(session, book_id, [entry_id])
    if entry_id not in found:
        raise Missing()
    return found[entry_id]


def history(session: Session, book_id: int, thing_id: int) -> list[Kept]:
    """Every entry of a thing, reversals too, in the order they were recorded."""
    found = _whole(session, book_id, _BY_THING, thing=thing_id)
    return sorted(found.values(), key=lambda one: (one.seq, one.entry_id))


def by_seq(session: Session, book_id: int, seq: int) -> list[Kept]:
    """The entries one deed wrote."""
    return list(_whole(session, book_id, _BY_SEQ, seq=seq).values())


def standing_of(session: Session, book_id: int, thing_id: int) -> Kept | None:
    """The entry a thing now stands as, or None where it was taken back."""
    entry_id = session.value(_STANDS_AS, {"book": book_id, "thing": thing_id})
    return None if entry_id is None else get(session, book_id, entry_id)


def stand_as(session: Session, book_id: int, thing_ids: Iterable[int]) -> dict[int, int]:
    """The entries things now stand as, by thing; those that stand not at all are left out."""
    rows = session.rows(sa.select(_standing.c.thing_id, _standing.c.entry_id).where(
        _standing.c.book_id == book_id, _standing.c.thing_id.in_(sorted(thing_ids))))
    return {row.thing_id: row.entry_id for row in rows}


def after(session: Session, book_id: int, entry_id: int, limit: int) -> list[Kept]:
    """Entries of any standing after an id, in the order of their ids: for verifying and rebuilding in pieces."""
    ids = ids_after(session, book_id, entry_id, limit)
    found = load(session, book_id, ids)
    return [found[one] for one in ids]


def ids_after(session: Session, book_id: int, entry_id: int, limit: int) -> list[int]:
    """The ids alone."""
    rows = session.rows(sa.select(_entry.c.entry_id).where(
        _entry.c.book_id == book_id, _entry.c.entry_id > entry_id).order_by(_entry.c.entry_id).limit(limit))
    return [row.entry_id for row in rows]


def _whole(session: Session, book_id: int, query: Prepared, **asked: Any) -> dict[int, Kept]:
    rows = session.rows(query, {"book": book_id, **asked})
    ids = [row.entry_id for row in rows]
    postings, tags = _postings(session, book_id, ids), _tags(session, book_id, ids)
    return {row.entry_id: kept_of(row, postings.get(row.entry_id, ()), tuple(tags.get(row.entry_id, ())))
            for row in rows}


def _postings(session: Session, book_id: int, ids: Sequence[int]) -> dict[int, tuple[Posting, ...]]:
    if not ids:
        return {}
    shares: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in session.rows(_SHARES, {"book": book_id, "ids": ids}):
        shares.setdefault((row.entry_id, row.n), []).append((row.member_id, row.minor))
    rows = session.rows(_POSTINGS, {"book": book_id, "ids": ids})
    grouped: dict[int, list[Posting]] = {}
    for row in rows:
        grouped.setdefault(row.entry_id, []).append(posting_of(row, shares.get((row.entry_id, row.n), ())))
    return {entry_id: tuple(postings) for entry_id, postings in grouped.items()}


def _tags(session: Session, book_id: int, ids: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in session.rows(_TAGS, {"book": book_id, "ids": ids}) if ids else ():
        found.setdefault(row.entry_id, []).append(row.tag_id)
    return found


def _assert_balanced(session: Session, book_id: int, entry_id: int) -> None:
    left = session.first(_OUT_OF_BALANCE, {"book": book_id, "entry": entry_id})
    assert left is None, "an entry was written out of balance"


def _entry_values(book_id: int, kept: Kept) -> dict[str, Any]:
    entry = kept.entry
    return {
        "book_id": book_id, "entry_id": kept.entry_id, "seq": kept.seq, "on_day": entry.on,
        "verb": entry.verb.value, "status": entry.status.value, "visibility": entry.visibility,
        "recorder": kept.recorder, "payee_id": kept.payee_id, "recorded_at": kept.recorded_at,
        "reverses": entry.reverses, "replaces": entry.replaces, "thing_id": kept.thing_id,
        "version": kept.version, "batch_id": kept.batch_id, "rate": entry.rate, "rate_day": entry.rate_day,
        "salt": kept.salt, "words_digest": kept.words_digest, "digest": kept.content_digest,
    }


def _posting_values(book_id: int, kept: Kept) -> list[dict[str, Any]]:
    return [
        {"book_id": book_id, "entry_id": kept.entry_id, "n": n, "account_id": p.account_id,
         "on_day": kept.entry.on, "minor": p.minor, "currency": p.currency, "home_minor": p.home_minor,
         "payer": p.payer, "beneficiary": p.beneficiary, "quantity": p.quantity, "unit": p.unit,
         "project_id": p.project, "receivable": p.receivable, "party": p.party}
        for n, p in enumerate(kept.entry.postings)
    ]


def _words_values(book_id: int, kept: Kept) -> dict[str, Any]:
    return {"book_id": book_id, "entry_id": kept.entry_id, "salt": kept.words_salt,
            "payee": kept.entry.words.payee, "note": kept.entry.words.note, "erased_at": None,
            "fields": dict(kept.entry.words.fields) or None}


def _share_values(book_id: int, kept: Kept) -> list[dict[str, Any]]:
    return [
        {"book_id": book_id, "entry_id": kept.entry_id, "n": n, "member_id": member, "minor": minor}
        for n, p in enumerate(kept.entry.postings) for member, minor in p.shares
    ]


def _tag_values(book_id: int, kept: Kept) -> list[dict[str, Any]]:
    return [{"book_id": book_id, "entry_id": kept.entry_id, "tag_id": one, "on_day": kept.entry.on}
            for one in sorted(set(kept.entry.tags))]


def posting_of(row: Any, shares: Iterable[tuple[int, int]]) -> Posting:
    """The posting of a row, with members and what each bears of it."""
    return Posting(
        row.account_id, row.minor, row.currency, row.home_minor, row.payer, row.beneficiary, row.quantity, row.unit,
        row.project_id, row.receivable, tuple(sorted(shares)), row.party)


def words_of(row: Any) -> Words:
    """The words of a row that may have none."""
    return Words(row.payee or "", row.note or "", tuple(sorted((row.fields or {}).items())))


def kept_of(row: Any, postings: tuple[Posting, ...], tags: tuple[int, ...]) -> Kept:
    """The entry of a row that holds its words too."""
    verb = Verb(row.verb) if row.verb in _VERBS else row.verb
    status = Status(row.status) if row.status in _STATUSES else row.status
    entry = Entry.as_stored(
        on=row.on_day, verb=verb, postings=postings, words=words_of(row), status=status, visibility=row.visibility,
        rate=row.rate, rate_day=row.rate_day, reverses=row.reverses, replaces=row.replaces, tags=tags)
    return Kept(row.entry_id, entry, row.seq, row.recorder, row.payee_id, row.recorded_at, row.thing_id, row.version,
                row.salt, row.words_digest, row.words_salt, row.batch_id, row.erased_at is not None, row.digest)
