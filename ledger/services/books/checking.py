"""Checking the books: the chain, every entry's digest and balance, and that derived tables follow from entries.

`verify` names what is wrong and changes nothing; `rebuild` puts derived tables right and says how many rows it
had to touch, which in healthy books is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledger.domain.books.account import Account
from ledger.domain.books.entry import residuals
from ledger.domain.books.sums import SumKey, Tally, tallies
from ledger.kernel.canonical import digest
from ledger.kernel.chain import Deed, breaks, one_or_joined
from ledger.plumbing.db import Session
from ledger.services.books.bookkeeping import content_digest, moved
from ledger.services.papers import checking as papers
from ledger.store.accounts import checks
from ledger.store.books import accounts, entries, log, standing, sums
from ledger.store.books.entries import Kept

PIECE = 1_000
"""Entries read at a time, so that memory does not grow with the books."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold in a book: which entry (or log sequence), and what."""

    book_id: int
    entry_id: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check read and found. `head` is the last hash of the log; `erased` counts entries without words."""

    book_id: int
    entries: int
    erased: int
    head: bytes
    faults: tuple[Fault, ...]


def verify(session: Session, book_id: int) -> Checked:
    """Check one book whole. Raises nothing for a broken book: what is broken is in the answer."""
    session.allow_books([book_id])
    deeds = dict(_deeds_by_seq(session, book_id))
    faults = [Fault(book_id, None, f"log {found.what} at {found.seq}") for found in breaks(log.each(session, book_id))]
    head = log.head(session, book_id)
    if deeds and (head.seq != max(deeds) or head.hash != deeds[max(deeds)][1]):
        faults.append(Fault(book_id, None, "head does not match the log"))
    by_seq: dict[int, list[bytes]] = {}
    count, erased = 0, 0
    for kept in _each(session, book_id):
        count, erased = count + 1, erased + int(kept.words_erased)
        by_seq.setdefault(kept.seq, []).append(content_digest(kept))
        faults.extend(Fault(book_id, kept.entry_id, what) for what in _entry_faults(kept))
    faults.extend(_digest_faults(session, book_id, deeds, by_seq))
    faults.extend(_derived_faults(session, book_id))
    faults.extend(_account_faults(session, book_id, deeds))
    faults.extend(_check_faults(session, book_id, deeds))
    known = {seq: deed for seq, (deed, _hash) in deeds.items()}
    faults.extend(Fault(book_id, entry_id, what) for entry_id, what in papers.faults(session, book_id, known))
    return Checked(book_id, count, erased, head.hash, tuple(faults))


def rebuild(session: Session, book_id: int) -> int:
    """Make the derived tables again from the entries; how many rows were wrong."""
    session.allow_books([book_id])
    log.lock(session, book_id)
    known = accounts.load(session, book_id)
    right, now = _right_sums(session, book_id, known), sums.all_sums(session, book_id)
    wrong = _wrong_sums(right, now)
    sums.replace(session, book_id, wrong, right)
    return len(wrong) + standing.rebuild(session, book_id)


def _each(session: Session, book_id: int) -> Iterator[Kept]:
    last = 0
    while piece := entries.after(session, book_id, last, PIECE):
        yield from piece
        last = piece[-1].entry_id


def _entry_faults(kept: Kept) -> list[str]:
    found = []
    if any(residuals(kept.entry.postings).values()):
        found.append("out of balance")
    homes = [posting.home_minor for posting in kept.entry.postings]
    if None not in homes and sum(filter(None, homes)) != 0:
        found.append("out of balance in home currency")
    if kept.words_salt is not None and kept.entry.words.digest(kept.words_salt) != kept.words_digest:
        found.append("words differ from their digest")
    if kept.words_salt is None and kept.words_digest is not None and not kept.words_erased:
        found.append("words are gone without erasure")
    return found


def _digest_faults(session: Session, book_id: int, deeds: Mapping[int, tuple[Deed, bytes]],
                   by_seq: Mapping[int, list[bytes]]) -> list[Fault]:
    found = []
    for seq, (deed, _hash) in deeds.items():
        if deed.subject_kind not in ("entry", "batch"):
            continue
        if one_or_joined(by_seq.get(seq, [b""])) != deed.digest:
            ids = [kept.entry_id for kept in entries.by_seq(session, book_id, seq)] or list(deed.subjects)
            found.append(Fault(book_id, ids[0] if ids else None, f"differs from the digest of deed {seq}"))
    found.extend(Fault(book_id, None, f"entries of a deed {seq} the log does not know")
                 for seq in by_seq if seq not in deeds)
    return found


def _account_faults(session: Session, book_id: int, deeds: Mapping[int, tuple[Deed, bytes]]) -> list[Fault]:
    last = {deed.subjects[0]: deed for deed, _hash in deeds.values() if deed.subject_kind == "account"}
    salts = accounts.salts(session, book_id)
    known = accounts.load(session, book_id)
    return [
        Fault(book_id, None, f"account {known[account_id].code} differs from the digest of deed {deed.seq}")
        for account_id, deed in last.items()
        if account_id in known and digest(salts[account_id], accounts.content(known[account_id])) != deed.digest
    ]


def _check_faults(session: Session, book_id: int, deeds: Mapping[int, tuple[Deed, bytes]]) -> list[Fault]:
    said = checks.every(session, book_id)
    digests = {check.seq: digest(salt, check.content()) for check, salt in said.values()}
    logged = {deed.seq: deed.digest for deed, _hash in deeds.values() if deed.deed == "check"}
    return [
        Fault(book_id, None, f"a check differs from the digest of deed {seq}")
        for seq in sorted({*digests, *logged}) if digests.get(seq) != logged.get(seq)
    ]


def _derived_faults(session: Session, book_id: int) -> list[Fault]:
    known = accounts.load(session, book_id)
    wrong = _wrong_sums(_right_sums(session, book_id, known), sums.all_sums(session, book_id))
    found = [Fault(book_id, None, f"kept sum of {key.starts} differs from its entries") for key in wrong[:20]]
    found.extend(Fault(book_id, entry_id, "stands wrongly") for entry_id in standing.wrong(session, book_id))
    return found


def _right_sums(session: Session, book_id: int, known: Mapping[int, Account]) -> dict[SumKey, Tally]:
    return tallies(moved(kept, known) for kept in _each(session, book_id))


def _wrong_sums(right: Mapping[SumKey, Tally], now: Mapping[SumKey, Tally]) -> list[SumKey]:
    nothing = Tally()
    return sorted(key for key in {*right, *now} if right.get(key, nothing) != now.get(key, nothing))


def _deeds_by_seq(session: Session, book_id: int) -> Iterator[tuple[int, tuple[Deed, bytes]]]:
    for deed, stored in log.each(session, book_id):
        yield deed.seq, (deed, stored)

