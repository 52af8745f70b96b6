"""Attaching files to entries, taking them away and putting them back: each a deed of the book's log.

Whoever may amend an entry may do this, also where its month is closed: a paper moves no money. Nothing is removed: what
was taken away is marked so, and waits to be put back.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.papers.paper import Attachment, Paper
from ledger.domain.sharing.role import may_amend
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Invalid, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import PAPERS_BYTES, PAPERS_PER_ENTRY
from ledger.plumbing.db import Session
from ledger.services.books import looking_back
from ledger.services.books.bookkeeping import NotYours
from ledger.services.books.keeping import last_said
from ledger.store.books import entries, log
from ledger.store.papers import attachments

SUBJECT = "attachment"
"""What the log calls an attachment; its ids are the attachment's and the thing's."""


class TooManyPapers(Invalid):
    """More files on one entry than it may have."""

    message = N_("An entry has at most %(limit)s files. Take one away first.")


class PapersFull(Invalid):
    """A book whose files take all the room they may."""

    message = N_("The files of this ledger take all the room they may: %(limit)s megabytes.")


@dataclass(frozen=True, slots=True)
class Shown:
    """The files of an entry as its page shows them, and whether the reader may change which there are."""

    here: tuple[Attachment, ...]
    gone: tuple[Attachment, ...]
    may_change: bool


def check_may(session: Session, seat: Seat, thing_id: int) -> None:
    """Raises: Missing, BookClosed, NotYours, where this member may not change which files an entry has."""
    looking_back.check_seen(session, seat, thing_id)
    if seat.book.closed:
        raise BookClosed()
    if not _may(session, seat, thing_id):
        raise NotYours()


def attach(session: Session, seat: Seat, thing_id: int, papers: Sequence[Paper], now: datetime) -> list[Attachment]:
    """Attach files to an entry; one that is attached already is not attached twice, one taken away is put back.

    Raises: Missing, NotYours, BookClosed, TooManyPapers, PapersFull.
    """
    if not papers:
        return []
    check_may(session, seat, thing_id)
    head = log.lock(session, seat.book_id)
    known = {one.digest: one for one in attachments.of_thing(session, seat.book_id, thing_id)}
    found = []
    for paper in papers:
        file = hashlib.sha256(paper.content).digest()
        one = known.get(file)
        if one is None:
            one = _added(session, seat, thing_id, file, paper, now)
        elif one.stands:
            found.append(one)
            continue
        head = _marked(session, seat, head, one, True, now)
        known[file] = replace(one, stands=True)
        found.append(known[file])
        if sum(each.stands for each in known.values()) > PAPERS_PER_ENTRY:
            raise TooManyPapers(limit=PAPERS_PER_ENTRY, field="papers")
    return found


def take_away(session: Session, seat: Seat, thing_id: int, attachment_id: int, now: datetime) -> Attachment:
    """Take a file away from an entry; it waits to be put back. A second time changes nothing.

    Raises: Missing, NotYours, BookClosed.
    """
    return _change(session, seat, thing_id, attachment_id, False, now)


def put_back(session: Session, seat: Seat, thing_id: int, attachment_id: int, now: datetime) -> Attachment:
    """Attach a file again that was taken away. Raises: Missing, NotYours, BookClosed."""
    return _change(session, seat, thing_id, attachment_id, True, now)


def shown(session: Session, seat: Seat, thing_id: int) -> Shown:
    """The files of an entry. Raises: Missing where it is not this member's to see."""
    looking_back.check_seen(session, seat, thing_id)
    found = attachments.of_thing(session, seat.book_id, thing_id)
    return Shown(
        tuple(one for one in found if one.stands),
        tuple(one for one in found if not one.stands),
        not seat.book.closed and _may(session, seat, thing_id),
    )


def one(session: Session, seat: Seat, thing_id: int, attachment_id: int) -> Attachment:
    """One file of an entry, taken away or not. Raises: Missing."""
    looking_back.check_seen(session, seat, thing_id)
    found = attachments.get(session, seat.book_id, attachment_id)
    if found is None or found.thing_id != thing_id:
        raise Missing()
    return found


def content(session: Session, seat: Seat, attachment: Attachment) -> bytes:
    """The bytes of a file. Raises: Missing where they are gone."""
    whole = attachments.content_of(session, seat.book_id, attachment.digest) if attachment.digest else b""
    if not whole:
        raise Missing()
    return whole


def thumb(session: Session, seat: Seat, attachment: Attachment) -> bytes:
    """The small picture of a file. Raises: Missing where it has none."""
    small = attachments.thumb_of(session, seat.book_id, attachment.digest) if attachment.digest else b""
    if not small:
        raise Missing()
    return small


def _added(
    session: Session, seat: Seat, thing_id: int, file: bytes, paper: Paper, now: datetime
) -> Attachment:
    """A file kept and attached, not yet marked. Raises: PapersFull."""
    if not attachments.is_kept(session, seat.book_id, file):
        if attachments.bytes_kept(session, seat.book_id) + len(paper.content) > PAPERS_BYTES:
            raise PapersFull(limit=PAPERS_BYTES >> 20, field="papers")
        attachments.keep(session, seat.book_id, file, paper, now)
    fresh = Attachment(
        new_id(), thing_id, file, paper.name, paper.kind, len(paper.content), seat.member.member_id, now,
        width=paper.width, height=paper.height,
    )  # fmt: skip
    attachments.add(session, seat.book_id, fresh, secrets.token_bytes(16))
    return fresh


def _change(
    session: Session, seat: Seat, thing_id: int, attachment_id: int, stands: bool, now: datetime
) -> Attachment:
    found = one(session, seat, thing_id, attachment_id)
    check_may(session, seat, thing_id)
    head = log.lock(session, seat.book_id)
    if found.stands == stands:
        return found
    _marked(session, seat, head, found, stands, now)
    return replace(found, stands=stands)


def _marked(
    session: Session, seat: Seat, head: log.Head, attachment: Attachment, stands: bool, now: datetime
) -> log.Head:
    """Mark the deed and log it; the head after it."""
    salt = attachments.salt_of(session, seat.book_id, attachment.attachment_id)
    act = log.Act(
        now, seat.actor, seat.actor_kind, "attach" if stands else "detach", SUBJECT,
        (attachment.attachment_id, attachment.thing_id), digest(salt, attachment.content(stands)),
    )  # fmt: skip
    fresh = log.append(session, seat.book_id, head, act)
    attachments.mark(
        session, seat.book_id, attachment.attachment_id, fresh.seq, stands, seat.member.member_id, now
    )
    return fresh


def _may(session: Session, seat: Seat, thing_id: int) -> bool:
    line = entries.history(session, seat.book_id, thing_id)
    last = last_said(line)
    return may_amend(seat.member.role, is_own=last.recorder == seat.member.member_id)
