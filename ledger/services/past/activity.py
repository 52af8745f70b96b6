"""What was done to a book, as its log tells it: who, when, to what; as far as the reader may see what it was done to.

A deed done to an entry somebody else keeps private, or to an account or plan the reader does not see, is not told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ledger.domain.books.account import Account
from ledger.domain.books.book import Member, Seat
from ledger.domain.sharing.role import Deed as May
from ledger.domain.sharing.role import may_amend
from ledger.kernel.chain import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.limits import PAGE_SIZE
from ledger.plumbing.db import Session
from ledger.services.books.journal import Shown, members_of, show
from ledger.services.books.quick import accounts_in
from ledger.services.past.undoing import FILES
from ledger.store.books import accounts, entries, log
from ledger.store.files import batches
from ledger.store.files.batches import Batch
from ledger.store.past import deeds, put_away
from ledger.store.past.put_away import Plan, Said

PIECES_MAX = 20
"""Pieces of `PAGE_SIZE` deeds one page looks through before it says how far back it got."""

PLANS = ("scheduled", "budget", "goal")


class Of(StrEnum):
    """What deeds are asked for: all, or those done to one sort of thing."""

    ALL = "all"
    ENTRIES = "entries"
    FILES = "files"
    PLANS = "plans"
    ACCOUNTS = "accounts"
    PEOPLE = "people"
    LEDGER = "ledger"


_UNDOABLE: Mapping[str, May] = {
    "entry": May.AMEND, "batch": May.AMEND, "check": May.AMEND, "account": May.ARRANGE,
    **dict.fromkeys(PLANS, May.PLAN),
}

_KINDS: Mapping[Of, tuple[Collection[str], Collection[str]]] = {
    Of.ALL: ((), ()),
    Of.ENTRIES: (("entry", "batch", "home_value", "rate"), ()),
    Of.FILES: (("batch",), tuple(sorted(FILES))),
    Of.PLANS: (PLANS, ()),
    Of.ACCOUNTS: (("account", "check", "project"), ()),
    Of.PEOPLE: (("member", "invitation"), ()),
    Of.LEDGER: (("book",), ()),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One deed: who did it, and what it was done to, of which at most one is told.

    `things` is how many entries it touched where they were several; `may_undo` whether an undoing is offered.
    """

    seq: int
    at: datetime
    actor: Member | None
    actor_kind: str
    deed: str
    subject_kind: str
    things: int = 1
    shown: Shown | None = None
    account: Account | None = None
    member: Member | None = None
    plan: Plan | None = None
    check: Said | None = None
    batch: Batch | None = None
    may_undo: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """What a piece of the log is told with, looked up at once."""

    seat: Seat
    known: Mapping[int, Account]
    members: Mapping[int, Member]
    shown: Mapping[int, Shown]
    plans: Mapping[str, Mapping[int, Plan]]
    checks: Mapping[int, Said]
    things: Mapping[int, int]
    batches: Mapping[int, Batch]
    stands: Mapping[int, int]


def activity(
    session: Session, seat: Seat, *, before: int | None = None, since: int = 0, who: int | None = None, of: Of = Of.ALL
) -> tuple[list[Happened], int | None]:
    """A page of what happened, latest first, and the sequence to go on before (None at the end)."""
    kinds, named = _KINDS[of]
    at, found = before or log.head(session, seat.book_id).seq + 1, list[Happened]()
    for _ in range(PIECES_MAX):
        piece = deeds.before(session, seat.book_id, at, PAGE_SIZE, since=since, actor=who, kinds=kinds, deeds=named)
        told = _told(session, seat, piece)
        for deed in piece:
            one = _happened(told, deed)
            if one is not None:
                found.append(one)
            if len(found) == PAGE_SIZE:
                return found, deed.seq
        if len(piece) < PAGE_SIZE:
            return found, None
        at = piece[-1].seq
    return found, at


def deed(session: Session, seat: Seat, seq: int) -> Happened:
    """One deed. Raises: Missing, where there is none or it was done to what the reader does not see."""
    found = list(log.at(session, seat.book_id, [seq]).values())
    one = _happened(_told(session, seat, found), found[0]) if found else None
    if one is None:
        raise Missing()
    return one


def _told(session: Session, seat: Seat, piece: list[Deed]) -> _Told:
    known, members = accounts_in(session, seat), members_of(session, seat)
    last = {one.subjects[-1] for one in piece if one.subject_kind == "entry" and one.subjects}
    kept = entries.load(session, seat.book_id, last)
    every = accounts.load(session, seat.book_id) if kept else {}
    seen = {one: show(entry, every, members) for one, entry in kept.items()
            if entry.entry.visibility == "book" or entry.recorder == seat.member.member_id}
    of = {kind: {one.subjects[0] for one in piece if one.subject_kind == kind and one.subjects}
          for kind in (*PLANS, "check")}
    named = {one.batch for one in piece if one.batch is not None}
    return _Told(
        seat, known, members, seen, {kind: put_away.plans(session, seat.book_id, kind, of[kind]) for kind in PLANS},
        put_away.checks(session, seat.book_id, of["check"]),
        deeds.things_of(session, seat.book_id, [one.seq for one in piece if one.subject_kind == "batch"]),
        {batch: found for batch in named if (found := _batch(session, seat, batch)) is not None},
        entries.stand_as(session, seat.book_id, {one.thing_id for one in kept.values()}))


def _batch(session: Session, seat: Seat, batch_id: int) -> Batch | None:
    try:
        return batches.get(session, seat.book_id, batch_id)
    except Missing:
        return None


def _happened(told: _Told, deed: Deed) -> Happened | None:
    """A deed in the reader's eyes; None where it is not theirs to see."""
    subject = deed.subjects[0] if deed.subjects else 0
    fields: dict[str, object] = {}
    if deed.subject_kind == "entry":
        fields["shown"] = told.shown.get(deed.subjects[-1]) if deed.subjects else None
    elif deed.subject_kind == "account":
        fields["account"] = told.known.get(subject)
    elif deed.subject_kind in PLANS:
        fields["plan"] = _seen_plan(told, told.plans[deed.subject_kind].get(subject))
    elif deed.subject_kind == "check":
        fields["check"] = said = told.checks.get(subject)
        fields["account"] = told.known.get(said.account_id) if said else None
    elif deed.subject_kind == "member":
        fields["member"] = told.members.get(subject)
    elif deed.subject_kind == "batch":
        fields["batch"] = told.batches.get(deed.batch or 0)
        fields["things"] = told.things.get(deed.seq, 0)
    if fields and deed.subject_kind != "batch" and None in fields.values():
        return None
    return Happened(deed.seq, deed.at, told.members.get(deed.actor or 0), deed.actor_kind, deed.deed,
                    deed.subject_kind, **fields, may_undo=_may_undo(told, deed, fields))  # type: ignore[arg-type]


def _seen_plan(told: _Told, plan: Plan | None) -> Plan | None:
    is_seen = plan is not None and (not plan.accounts or bool(plan.accounts & told.known.keys()))
    return plan if is_seen else None


def _may_undo(told: _Told, deed: Deed, fields: Mapping[str, object]) -> bool:
    seat, kind = told.seat, deed.subject_kind
    if seat.book.closed or kind not in _UNDOABLE or not seat.may(_UNDOABLE[kind]):
        return False
    if kind == "entry":
        return _is_as_left(told, deed, fields["shown"])
    if kind in PLANS:
        plan = fields["plan"]
        return deed.deed == "unplan" and isinstance(plan, Plan) and plan.closed
    if kind == "check":
        said = fields["check"]
        return deed.deed == ("take_back" if isinstance(said, Said) and said.back_at is not None else "check")
    if deed.deed in FILES:
        return deed.deed == "import" and seat.may(May.IMPORT)
    return kind == "account" or fields["things"] != 0


def _is_as_left(told: _Told, deed: Deed, shown: object) -> bool:
    """Whether an entry still is as a deed left it, the reader may amend it, and its day is open."""
    if not isinstance(shown, Shown):
        return False
    me, kept, locked = told.seat.member, shown.kept, told.seat.book.locked_until
    if not may_amend(me.role, is_own=kept.recorder == me.member_id) or (locked and kept.entry.on <= locked):
        return False
    stands = told.stands.get(kept.thing_id)
    return stands is None if deed.deed == "take_back" else stands == kept.entry_id
