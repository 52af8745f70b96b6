"""Drafts that came in through the door: kept for the one they are for, and recorded whole with one tap.

A draft leaves nothing in the book's log: until it is recorded it is nobody's business but theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Conflict, Forbidden, Invalid, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.money import Money
from ledger.kernel.proposal import NewAccount, Proposal, ProposedEntry, ProposedItem, ProposedLine
from ledger.kernel.terms import LoanTerms
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, opening
from ledger.services.books.quick import accounts_in
from ledger.services.planning import scheduling
from ledger.store.planning import proposals
from ledger.store.planning.proposals import Draft

Settled = Callable[[Session, int, Draft, str, datetime], None]

settled: list[Settled] = []
"""Told within the transaction when a draft is recorded or dropped: session, person, draft, new state, instant."""


class BadProposal(Invalid):
    """A draft that does not balance, or names an account that is not there."""

    message = N_("This draft does not fit the ledger. Nothing was recorded.")


class AlreadySettled(Conflict):
    """A draft that was recorded or dropped already."""

    message = N_("This draft was recorded or dropped already.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft read back: who it is for stays with the draft."""

    draft: Draft
    proposal: Proposal


def propose(session: Session, seat: Seat, proposal: Proposal, now: datetime) -> int:
    """Keep a draft for this seat's member; its id. Raises: Forbidden, BadProposal."""
    if not seat.may(Deed.RECORD):
        raise Forbidden()
    _check(proposal, set(accounts_in(session, seat)))
    draft = Draft(new_id(), seat.member.member_id, proposal.title, proposal.origin, proposal.origin_id,
                  _plain(asdict(proposal)), "draft", None, now)
    proposals.add(session, seat.book_id, draft)
    return draft.proposal_id


def waiting(session: Session, seat: Seat) -> list[Waiting]:
    """The drafts that wait for this seat's member, newest first."""
    return [Waiting(one, _read(one.body)) for one in proposals.waiting(session, seat.book_id, seat.member.member_id)]


def get(session: Session, seat: Seat, proposal_id: int) -> Waiting:
    """A draft of this seat's member. Raises: Missing."""
    draft = proposals.get(session, seat.book_id, proposal_id)
    if draft is None or draft.member_id != seat.member.member_id:
        raise Missing()
    return Waiting(draft, _read(draft.body))


def record(session: Session, seat: Seat, proposal_id: int, now: datetime) -> Waiting:
    """Record all of a draft: open its accounts, record its entries, plan its items.

    Raises: Missing, AlreadySettled, and what opening, recording and planning raise.
    """
    found = get(session, seat, proposal_id)
    numbers: dict[int | str, int] = {}
    for new in found.proposal.accounts:
        numbers[new.key] = opening.add_account(session, seat, _account(new, seat), now).account_id
    seq = None
    for entry in found.proposal.entries:
        seq = bookkeeping.record(session, seat, _entry(entry, numbers, seat.book.home_currency), now).seq
    for item in found.proposal.items:
        scheduling.add(session, seat, _item(item, numbers, seat.book.home_currency), now)
    _settle(session, seat, found.draft, "recorded", now, seq)
    return replace(found, draft=replace(found.draft, state="recorded", recorded_seq=seq))


def drop(session: Session, seat: Seat, proposal_id: int, now: datetime) -> Waiting:
    """Drop a draft. Raises: Missing, AlreadySettled."""
    found = get(session, seat, proposal_id)
    _settle(session, seat, found.draft, "dropped", now)
    return found


def _settle(session: Session, seat: Seat, draft: Draft, state: str, now: datetime, seq: int | None = None) -> None:
    if not proposals.move(session, seat.book_id, draft.proposal_id, state, now, seq):
        raise AlreadySettled()
    for tell in settled:
        tell(session, seat.member.person_id or 0, draft, state, now)


def _check(proposal: Proposal, known: set[int]) -> None:
    named: set[int | str] = {*known, *(new.key for new in proposal.accounts)}
    used = [line.account for entry in proposal.entries for line in entry.lines]
    used += [end for item in proposal.items for end in (item.source, item.target)]
    balanced = all(sum(line.minor for line in entry.lines) == 0 for entry in proposal.entries)
    if not balanced or not set(used) <= named:
        raise BadProposal()


def _account(new: NewAccount, seat: Seat) -> Account:
    kind = Kind(new.kind)
    return Account(account_id=new_id(), code=f"{kind.value}:{new.purpose}", kind=kind, purpose=Purpose(new.purpose),
                   names=new.names, currency=seat.book.home_currency, icon=new.icon, loan=new.loan)


def _entry(entry: ProposedEntry, numbers: dict[int | str, int], home: str) -> Entry:
    lines = tuple(Posting(_number(line.account, numbers), line.minor, home) for line in entry.lines)
    return Entry(entry.on, Verb.JOURNAL, lines, Words(note=entry.note))


def _item(item: ProposedItem, numbers: dict[int | str, int], home: str) -> Scheduled:
    return Scheduled(0, item.name, Verb.TRANSFER.value, _number(item.source, numbers), _number(item.target, numbers),
                     Money(item.minor, home), item.first, Repeats.MONTHLY, item.first.day, ends_on=item.last)


def _number(account: int | str, numbers: dict[int | str, int]) -> int:
    return account if isinstance(account, int) else numbers[account]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(body: Any) -> Proposal:
    return Proposal(
        body["title"], body["origin"], body["origin_id"],
        tuple(NewAccount(**{**one, "loan": LoanTerms(**one["loan"]) if one["loan"] else None})
              for one in body["accounts"]),
        tuple(ProposedEntry(date.fromisoformat(one["on"]), one["note"],
                            tuple(ProposedLine(**line) for line in one["lines"])) for one in body["entries"]),
        tuple(ProposedItem(**{**one, "first": date.fromisoformat(one["first"]),
                              "last": date.fromisoformat(one["last"])}) for one in body["items"]),
    )
