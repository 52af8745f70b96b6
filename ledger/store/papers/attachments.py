"""Attached files as rows: kept by their digest, attached by appending, taken away by a mark, erased with their salt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ledger.domain.papers.paper import Attachment, Paper
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.files.pieces import Pieces
from ledger.store.tables.books import StandingRow
from ledger.store.tables.papers import AttachmentMarkRow, AttachmentRow, PaperPieceRow, PaperRow

_paper, _piece = table(PaperRow), table(PaperPieceRow)
_attachment, _mark, _standing = table(AttachmentRow), table(AttachmentMarkRow), table(StandingRow)
_papers = Pieces(_paper, _piece)

_LATEST = (
    sa.select(_mark.c.stands)
    .where(_mark.c.book_id == _attachment.c.book_id, _mark.c.attachment_id == _attachment.c.attachment_id)
    .order_by(_mark.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_WHOLE = sa.select(
    *(column for column in _attachment.c if column.name != "salt"), _LATEST.label("stands"), _paper.c.width,
    _paper.c.height,
).select_from(
    _attachment.outerjoin(
        _paper, sa.and_(_paper.c.book_id == _attachment.c.book_id, _paper.c.digest == _attachment.c.digest)
    )
)


def keep(session: Session, book_id: int, digest: bytes, paper: Paper, now: datetime) -> None:
    """Keep a file's bytes under their digest, with its thumbnail; kept once, however often it is brought."""
    _papers.keep(
        session, book_id, digest, paper.content, kept_at=now, width=paper.width, height=paper.height,
        thumb=paper.thumb or None,
    )  # fmt: skip


def content_of(session: Session, book_id: int, digest: bytes) -> bytes:
    """A file's bytes; empty where they were erased."""
    return _papers.content_of(session, book_id, digest)


def thumb_of(session: Session, book_id: int, digest: bytes) -> bytes:
    """The small picture of a file; empty where it has none."""
    found = session.value(sa.select(_paper.c.thumb).where(_paper.c.book_id == book_id, _paper.c.digest == digest))
    return bytes(found or b"")


def bytes_kept(session: Session, book_id: int) -> int:
    """How many bytes all attached files of a book take."""
    return int(session.value(sa.select(sa.func.sum(_paper.c.size)).where(_paper.c.book_id == book_id)) or 0)


def is_kept(session: Session, book_id: int, digest: bytes) -> bool:
    """Whether a file of this digest is kept."""
    asked = sa.select(_paper.c.size).where(_paper.c.book_id == book_id, _paper.c.digest == digest)
    return session.first(asked) is not None


def add(session: Session, book_id: int, attachment: Attachment, salt: bytes) -> None:
    """Attach a kept file; the deed that did it is marked by `mark`."""
    session.run(sa.insert(_attachment), {
        "book_id": book_id, "attachment_id": attachment.attachment_id, "thing_id": attachment.thing_id,
        "digest": attachment.digest, "name": attachment.name, "kind": attachment.kind, "size": attachment.size,
        "member": attachment.member, "at": attachment.at, "salt": salt, "erased_at": None,
    })  # fmt: skip


def mark(
    session: Session, book_id: int, attachment_id: int, seq: int, stands: bool, member: int, now: datetime
) -> None:
    """Say that a deed attached a file, put it back, or took it away."""
    session.run(sa.insert(_mark), {
        "book_id": book_id, "attachment_id": attachment_id, "seq": seq, "stands": stands, "member": member, "at": now,
    })  # fmt: skip


def of_thing(session: Session, book_id: int, thing_id: int) -> list[Attachment]:
    """Everything ever attached to a thing and not erased, in the order it came."""
    rows = session.rows(
        _WHOLE.where(
            _attachment.c.book_id == book_id, _attachment.c.thing_id == thing_id, _attachment.c.erased_at.is_(None)
        ).order_by(_attachment.c.attachment_id)
    )
    return [_read(row) for row in rows]


def get(session: Session, book_id: int, attachment_id: int) -> Attachment | None:
    """One attachment that was not erased, or None."""
    row = session.first(
        _WHOLE.where(
            _attachment.c.book_id == book_id, _attachment.c.attachment_id == attachment_id,
            _attachment.c.erased_at.is_(None),
        )
    )  # fmt: skip
    return None if row is None else _read(row)


def salt_of(session: Session, book_id: int, attachment_id: int) -> bytes:
    """The salt of an attachment's digests."""
    asked = sa.select(_attachment.c.salt).where(
        _attachment.c.book_id == book_id, _attachment.c.attachment_id == attachment_id
    )
    return bytes(session.value(asked))


def seen(session: Session, book_id: int, viewer: int) -> list[Attachment]:
    """What is attached to the things that stand, as one member sees them."""
    is_seen = sa.exists().where(
        _standing.c.book_id == _attachment.c.book_id, _standing.c.thing_id == _attachment.c.thing_id,
        sa.or_(_standing.c.visibility == "book", _standing.c.recorder == viewer),
    )  # fmt: skip
    asked = _WHOLE.where(_attachment.c.book_id == book_id, _attachment.c.erased_at.is_(None), is_seen)
    found = [_read(row) for row in session.rows(asked.order_by(_attachment.c.attachment_id))]
    return [one for one in found if one.stands]


def digests(session: Session, book_id: int, viewer: int) -> dict[int, tuple[str, ...]]:
    """The digests (hex) of what is attached to each thing that stands, as one member sees them."""
    found: dict[int, list[str]] = {}
    for one in seen(session, book_id, viewer):
        found.setdefault(one.thing_id, []).append((one.digest or b"").hex())
    return {thing_id: tuple(every) for thing_id, every in found.items()}


def every(session: Session, book_id: int) -> Iterator[tuple[Attachment, bytes, dict[int, bool]]]:
    """Every attachment that was not erased, with its salt and what each deed did to it: for verifying."""
    marks: dict[int, dict[int, bool]] = {}
    for row in session.rows(sa.select(_mark).where(_mark.c.book_id == book_id)):
        marks.setdefault(row.attachment_id, {})[row.seq] = row.stands
    rows = session.rows(
        _WHOLE.add_columns(_attachment.c.salt)
        .where(_attachment.c.book_id == book_id, _attachment.c.erased_at.is_(None))
        .order_by(_attachment.c.attachment_id)
    )
    for row in rows:
        yield _read(row), bytes(row.salt), marks.get(row.attachment_id, {})


def forget_words(session: Session, book_id: int, member_id: int, at: datetime) -> int:
    """Erase every file a member attached: its name, its salt, and its bytes where nobody else attached the same.

    How many there were.
    """
    theirs = sa.and_(
        _attachment.c.book_id == book_id, _attachment.c.member == member_id, _attachment.c.erased_at.is_(None)
    )
    named = {bytes(row.digest) for row in session.rows(sa.select(_attachment.c.digest).where(theirs))}
    done = session.run(
        sa.update(_attachment).where(theirs).values(name="", digest=None, salt=None, erased_at=at)
    )
    _drop(session, book_id, sorted(named))
    return int(done.rowcount)


def _drop(session: Session, book_id: int, digests: Sequence[bytes]) -> None:
    """Let the files go that nothing is attached by any more."""
    for digest in digests:
        still = sa.select(_attachment.c.attachment_id).where(
            _attachment.c.book_id == book_id, _attachment.c.digest == digest
        )
        if session.first(still.limit(1)) is None:
            _papers.drop(session, book_id, digest)
            session.run(sa.delete(_paper).where(_paper.c.book_id == book_id, _paper.c.digest == digest))


def _read(row: Any) -> Attachment:
    return Attachment(
        row.attachment_id, row.thing_id, None if row.digest is None else bytes(row.digest), row.name, row.kind,
        row.size, row.member, row.at, bool(row.stands), row.width or 0, row.height or 0,
    )  # fmt: skip
