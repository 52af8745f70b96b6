"""Looking back at one thing of the journal: as it stands, every version it had, who made them and when.

A private thing is its recorder's; for everybody else it is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from ledger.domain.books.account import Account
from ledger.domain.books.book import Member, Seat
from ledger.domain.books.journal import Change, Facts, changes, facts_of, parts_of
from ledger.domain.sharing.role import may_amend
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books.journal import Shown, members_of, show
from ledger.services.books.keeping import last_said
from ledger.services.books.recording import said_of
from ledger.store.books import accounts, corrections, entries, log
from ledger.store.books.entries import Kept

UNDOABLE = frozenset({"record", "amend", "take_back", "restore"})
"""Deeds that are undone by their sequence."""


@dataclass(frozen=True, slots=True)
class Step:
    """One deed in the life of a thing.

    `left` is the entry it left standing, None where there is none or it is not the reader's to see; `changes`
    is what differs from the entry before.
    """

    seq: int
    at: datetime
    deed: str
    actor: Member | None
    actor_kind: str
    left: Kept | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the journal: as it stands or last stood, what it is made of, its steps, latest first.

    `corrects` is what it puts right from an open day; `corrections` are what puts it right in turn. `is_sayable`
    tells whether a form can say its amounts.
    """

    shown: Shown
    stands: bool
    facts: Facts
    parts: tuple[tuple[Account, Money], ...]
    steps: tuple[Step, ...]
    known: Mapping[int, Account]
    members: Mapping[int, Member]
    may_amend: bool
    is_locked: bool
    corrects: Shown | None = None
    corrections: tuple[Shown, ...] = ()
    is_sayable: bool = True

    @property
    def version(self) -> int:
        """The version that amending or taking back must carry."""
        return self.shown.kept.version

    @property
    def versions(self) -> tuple[Step, ...]:
        """The steps that left an entry standing which the reader may see, latest first."""
        return tuple(step for step in self.steps if step.left is not None)

    @property
    def is_shared(self) -> bool:
        """Whether the book is more than one person's."""
        return len(self.members) > 1

    @property
    def undoable(self) -> int | None:
        """The sequence of the latest deed where it can be undone."""
        latest = self.steps[0]
        return latest.seq if self.may_amend and not self.is_locked and latest.deed in UNDOABLE else None


def thing(session: Session, seat: Seat, thing_id: int) -> Thing:
    """A thing with its history. Raises: Missing."""
    line = _seen_line(session, seat, thing_id)
    known, members = accounts.load(session, seat.book_id), members_of(session, seat)
    last = last_said(line)
    locked_until = seat.book.locked_until
    return Thing(
        show(last, known, members),
        line[-1].entry.reverses is None,
        facts_of(last.entry, known),
        parts_of(last.entry, known),
        _steps(session, seat, line, known, members),
        known,
        members,
        may_amend(seat.member.role, is_own=last.recorder == seat.member.member_id),
        seat.book.closed or (locked_until is not None and last.entry.on <= locked_until),
        _corrects(session, seat, line[0], known, members),
        tuple(
            show(one, known, members)
            for one in corrections.of(session, seat.book_id, [one.entry_id for one in line])
            if _is_seen(one, seat)
        ),
        said_of(last.entry, known) is not None,
    )


def facts_at(session: Session, seat: Seat, thing_id: int, version: int) -> Facts:
    """What a thing said in one of its versions; nothing where it never had it. Raises: Missing."""
    line = _seen_line(session, seat, thing_id)
    kept = next((one for one in line if one.version == version and one.entry.reverses is None), None)
    if kept is None or not _is_seen(kept, seat):
        return {}
    return facts_of(kept.entry, accounts.load(session, seat.book_id))


def facts_in(found: Thing, entry_id: int) -> Facts:
    """What a thing says in the version an entry is; nothing where it is none of them."""
    kept = next((step.left for step in found.versions if step.left and step.left.entry_id == entry_id), None)
    return facts_of(kept.entry, found.known) if kept else {}


def check_seen(session: Session, seat: Seat, thing_id: int) -> None:
    """Raises: Missing, where there is no such thing or it is not this member's to see."""
    _seen_line(session, seat, thing_id)


def check_version(session: Session, seat: Seat, thing_id: int, entry_id: int) -> None:
    """Raises: Missing, where the entry is no version of the thing or not this member's to see."""
    line = _seen_line(session, seat, thing_id)
    if not any(one.entry_id == entry_id and _is_seen(one, seat) for one in line):
        raise Missing()


def thing_of_entry(session: Session, seat: Seat, entry_id: int) -> int:
    """The thing an entry is a version of. Raises: Missing, where this member may not see it."""
    thing_id = entries.get(session, seat.book_id, entry_id).thing_id
    check_seen(session, seat, thing_id)
    return thing_id


def thing_of_deed(session: Session, seat: Seat, seq: int) -> int:
    """The thing a deed was done to. Raises: Missing, where it was done to none this member may see."""
    deed = log.at(session, seat.book_id, [seq]).get(seq)
    if deed is None or deed.subject_kind != "entry" or not deed.subjects:
        raise Missing()
    thing_id = entries.get(session, seat.book_id, deed.subjects[0]).thing_id
    check_seen(session, seat, thing_id)
    return thing_id


def _seen_line(session: Session, seat: Seat, thing_id: int) -> list[Kept]:
    """Every entry of a thing in the order they were recorded. Raises: Missing."""
    line = entries.history(session, seat.book_id, thing_id)
    if not line or not _is_seen(last_said(line), seat):
        raise Missing()
    return line


def _is_seen(kept: Kept, seat: Seat) -> bool:
    return kept.entry.visibility == "book" or kept.recorder == seat.member.member_id


def _corrects(
    session: Session, seat: Seat, first: Kept, known: Mapping[int, Account], members: Mapping[int, Member]
) -> Shown | None:
    if first.entry.replaces is None:
        return None
    was = entries.get(session, seat.book_id, first.entry.replaces)
    return show(was, known, members) if _is_seen(was, seat) else None


def _steps(
    session: Session,
    seat: Seat,
    line: Sequence[Kept],
    known: Mapping[int, Account],
    members: Mapping[int, Member],
) -> tuple[Step, ...]:
    deeds = log.at(session, seat.book_id, [one.seq for one in line])
    found: list[Step] = []
    before: Kept | None = None
    for seq, written in groupby(line, key=lambda one: one.seq):
        left = next((one for one in written if one.entry.reverses is None), None)
        left = left if left and _is_seen(left, seat) else None
        deed, differs = deeds[seq], _differs(before, left, known)
        found.append(Step(seq, deed.at, deed.deed, members.get(deed.actor or 0), deed.actor_kind, left, differs))
        before = left or before
    return tuple(reversed(found))


def _differs(before: Kept | None, after: Kept | None, known: Mapping[int, Account]) -> tuple[Change, ...]:
    if before is None or after is None:
        return ()
    return changes(facts_of(before.entry, known), facts_of(after.entry, known))
