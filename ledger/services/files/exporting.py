"""Taking a book along: a copy of what somebody may read of it, in a form other programs read.

Nothing is written in the books. The sums at a copy's end are the kept ones, so that whoever opens it elsewhere has
them checked against the entries by another program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Posting, Status
from ledger.domain.files.out.copy import AccountCopy, BookCopy, EntryCopy, LineCopy, Tally
from ledger.domain.files.out.forms import Form
from ledger.domain.names.name import Sort
from ledger.kernel.ids import id_text
from ledger.kernel.limits import LATEST_YEAR
from ledger.plumbing.db import Session
from ledger.plumbing.i18n import gettext, localised
from ledger.services.books.holding import balances_for
from ledger.services.books.quick import accounts_in
from ledger.services.names import knowing
from ledger.store.books import accounts, books, readable
from ledger.store.books.entries import Kept
from ledger.store.papers import attachments

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a copy kept in memory; a larger one is written to a temporary file."""

_END = date(LATEST_YEAR, 12, 31)


@dataclass(frozen=True, slots=True)
class _Names:
    """What numbers are called in a book: members, projects, tags, who owes or is owed, and its entries' files."""

    members: Mapping[int, str]
    projects: Mapping[int, str]
    tags: Mapping[int, str]
    parties: Mapping[int, str]
    papers: Mapping[int, tuple[str, ...]]


def copied(session: Session, seat: Seat, form: Form, today: date) -> IO[bytes]:
    """A copy at its beginning, whole: the transaction may end before it is sent."""
    made: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 whoever asked closes it
    write(session, seat, form, today, made)
    made.seek(0)
    return made


def write(session: Session, seat: Seat, form: Form, today: date, into: IO[bytes]) -> Tally:
    """Write a copy of what this seat sees, in the language at hand; how much went by.

    The entries as they now stand, those that wait too, those of others kept private not. Memory does not grow with
    the book.
    """
    tally = Tally()
    for line in form.write(_copy(session, seat, today), _entries(session, seat), tally):
        into.write(line.encode("utf-8", "ignore"))
    return tally


def _copy(session: Session, seat: Seat, today: date) -> BookCopy:
    viewer = seat.member.member_id
    kept = {key: minor for key, (minor, _home) in balances_for(session, seat, _END).items()}
    begins = readable.first_day(session, seat.book_id, viewer)
    return BookCopy(
        seat.book.name, seat.book.home_currency, today, min(today, begins or today),
        [_account(one) for one in _accounts(session, seat).values()], kept, gettext,
    )


def _accounts(session: Session, seat: Seat) -> dict[int, Account]:
    """The accounts this seat sees, and those it meets in the entries it sees."""
    seen, every = accounts_in(session, seat), accounts.load(session, seat.book_id)
    met = readable.met(session, seat.book_id, seat.member.member_id, every.keys() - seen.keys())
    return {one: account for one, account in every.items() if one in seen or one in met}


def _account(account: Account) -> AccountCopy:
    return AccountCopy(
        account.account_id, account.code, account.kind, localised(account.names), account.currency, account.is_liquid,
        account.closed,
    )


def _entries(session: Session, seat: Seat) -> Iterator[EntryCopy]:
    members = {one.member_id: one.name or gettext("former member") for one in books.members(session, seat.book_id)}
    papers = attachments.digests(session, seat.book_id, seat.member.member_id)
    projects, tags = (knowing.called(session, seat, sort) for sort in (Sort.PROJECT, Sort.TAG))
    names = _Names(members, projects, tags, readable.party_names(session, seat.book_id), papers)
    for kept in readable.standing(session, seat.book_id, seat.member.member_id):
        yield _entry(kept, names)


def _entry(kept: Kept, names: _Names) -> EntryCopy:
    entry = kept.entry
    return EntryCopy(
        id_text(kept.thing_id), kept.version, entry.on, entry.verb.value, entry.words.payee, entry.words.note,
        tuple(_line(posting, names) for posting in entry.postings), entry.status is Status.PENDING,
        entry.visibility != "book", names.members.get(kept.recorder or 0, ""), entry.rate or "", entry.rate_day,
        tuple(dict.fromkeys(names.tags[one] for one in entry.tags)), entry.words.fields,
        names.papers.get(kept.thing_id, ()),
    )


def _line(posting: Posting, names: _Names) -> LineCopy:
    called = names.members.get
    return LineCopy(
        posting.account_id, posting.minor, posting.currency, posting.home_minor, called(posting.payer or 0, ""),
        called(posting.beneficiary or 0, ""), posting.quantity or "", posting.unit or "",
        names.projects.get(posting.project or 0, ""),
        tuple((called(member, ""), minor) for member, minor in posting.shares),
        names.parties.get(posting.party or 0, ""), id_text(posting.receivable) if posting.receivable else "",
    )
