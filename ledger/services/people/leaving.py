"""Leaving: everything a person owns, to be taken along; then their erasure.

What is taken out is a zip: `person.json`, and for each book they can read its accounts and entries as JSON
and as CSV. Amounts are decimal text, days YYYY-MM-DD, instants ISO 8601 in UTC.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from ledger.domain.books.account import Account
from ledger.domain.books.book import Book, Member
from ledger.domain.files.out.words import guarded
from ledger.domain.names.name import Sort
from ledger.domain.people.person import Person, address_digest
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.kernel.money import exact_text
from ledger.plumbing.db import Session
from ledger.services.books.leaving import Fate, fates, leave_books
from ledger.store.books import accounts, books, readable
from ledger.store.books.entries import Kept
from ledger.store.names import kept as names
from ledger.store.papers import attachments
from ledger.store.people import leaving, persons

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a zip kept in memory; a larger one is written to a temporary file."""

HEAD = (
    "day",
    "entry",
    "verb",
    "status",
    "account",
    "amount",
    "currency",
    "home_value",
    "payee",
    "note",
    "recorded",
)

__all__ = ["Fate", "erase", "fates", "parting", "take_along", "take_out"]

TakeAlong = Callable[[Session, int], Mapping[str, Any]]
Parting = Callable[[Session, int, datetime], None]

take_along: list[TakeAlong] = []
"""What the composition root adds to a person's zip: each answers files by name, without ending, as JSON values."""

parting: list[Parting] = []
"""What the composition root wants told before a person's rows go: session, person, the instant."""


def take_out(session: Session, person_id: int) -> IO[bytes]:
    """A zip of everything a person owns and of the books they can read, at its beginning. Raises: Missing."""
    person = persons.get(session, person_id)
    if person is None:
        raise Missing()
    mine = books.memberships(session, person_id)
    known = books.load(session, mine)
    made: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 whoever asked closes it
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        about = {
            "format": 1,
            "person": _about(person),
            "rows": leaving.owned_rows(session, person_id),
            "books": [_about_book(known[book_id], member) for book_id, member in mine.items()],
        }
        archive.writestr("person.json", _json(about))
        for more in take_along:
            for name, value in more(session, person_id).items():
                archive.writestr(f"{name}.json", _json(value))
        for book_id, member in mine.items():
            _put_book(session, archive, known[book_id], member)
    made.seek(0)
    return made


def erase(session: Session, person_id: int, now: datetime, actor_kind: str = "person") -> int:
    """Erase a person: their words, secrets, sign-ins and everything they own. How many books they left.

    Raises: Missing.
    """
    person = persons.get(session, person_id)
    if person is None:
        raise Missing()
    for tell in parting:
        tell(session, person_id, now)
    left = leave_books(session, person_id, now, actor_kind)
    leaving.erase_owned(session, person_id)
    persons.erase(session, person_id, address_digest(person.email), now)
    return left


def _about(person: Person) -> dict[str, Any]:
    return {
        "person": id_text(person.person_id),
        "email": person.email,
        "name": person.name,
        "language": person.language,
        "zone": person.zone,
        "home_currency": person.home_currency,
        "theme": person.theme,
        "second_factor": person.second_factor,
    }


def _about_book(book: Book, member: Member) -> dict[str, Any]:
    return {
        "book": id_text(book.book_id),
        "name": book.name,
        "scene": book.scene,
        "currency": book.home_currency,
        "zone": book.zone,
        "revision": book.revision,
        "role": member.role,
        "known_as": member.name,
        "folder": _folder(book),
    }


def _folder(book: Book) -> str:
    return f"books/{id_text(book.book_id)}"


def _put_book(session: Session, archive: ZipFile, book: Book, member: Member) -> None:
    known, parties = accounts.load(session, book.book_id), readable.party_names(session, book.book_id)
    folder = _folder(book)
    archive.writestr(f"{folder}/accounts.json", _json([_about_account(one) for one in known.values()]))
    tags = {number: one.name for number, one in names.load(session, book.book_id, Sort.TAG).items()}
    with _text(archive, f"{folder}/entries.json") as out:
        _write_list(out, (_about_entry(kept, known, tags, parties) for kept in _entries(session, book, member)))
    with _text(archive, f"{folder}/entries.csv") as out:
        lines = csv.writer(out)
        lines.writerow(HEAD)
        for kept in _entries(session, book, member):
            lines.writerows(_lines(kept, known, book.home_currency))
    for paper in attachments.seen(session, book.book_id, member.member_id):
        name = f"{folder}/papers/{id_text(paper.thing_id)}-{id_text(paper.attachment_id)}.{paper.kind}"
        archive.writestr(name, attachments.content_of(session, book.book_id, paper.digest or b""))


def _entries(session: Session, book: Book, member: Member) -> Iterator[Kept]:
    return readable.standing(session, book.book_id, member.member_id)


def _about_account(account: Account) -> dict[str, Any]:
    return {
        "account": id_text(account.account_id),
        "code": account.code,
        "kind": account.kind.value,
        "purpose": account.purpose.value,
        "names": account.names,
        "currency": account.currency,
        "closed": account.closed,
    }


def _about_entry(
    kept: Kept, known: dict[int, Account], tags: dict[int, str], parties: dict[int, str]
) -> dict[str, Any]:
    entry = kept.entry
    return {
        "entry": id_text(kept.entry_id),
        "seq": kept.seq,
        "version": kept.version,
        "on": entry.on,
        "verb": entry.verb.value,
        "status": entry.status.value,
        "visibility": entry.visibility,
        "payee": entry.words.payee,
        "note": entry.words.note,
        "fields": dict(entry.words.fields),
        "recorded_at": kept.recorded_at,
        "rate": entry.rate,
        "tags": [tags[one] for one in entry.tags],
        "postings": [
            {
                "account": known[p.account_id].code,
                "amount": exact_text(p.minor, p.currency),
                "currency": p.currency,
                "quantity": p.quantity,
                "unit": p.unit,
                **({"party": parties.get(p.party, "")} if p.party is not None else {}),
                **({"settles": id_text(p.receivable)} if p.receivable is not None else {}),
            }
            for p in entry.postings
        ],
    }


def _lines(kept: Kept, known: dict[int, Account], home: str) -> Iterator[tuple[str, ...]]:
    """One line for each posting."""
    entry = kept.entry
    for p in entry.postings:
        value = "" if p.home_minor is None else exact_text(p.home_minor, home)
        yield (
            entry.on.isoformat(),
            id_text(kept.entry_id),
            entry.verb.value,
            entry.status.value,
            guarded(known[p.account_id].code),
            exact_text(p.minor, p.currency),
            p.currency,
            value,
            guarded(entry.words.payee),
            guarded(entry.words.note),
            kept.recorded_at.isoformat(),
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no plain words for {type(value).__name__}")


def _write_list(out: IO[str], items: Iterable[dict[str, Any]]) -> None:
    """A JSON list, one item a line, never whole in memory."""
    joint = "[\n"
    for item in items:
        out.write(joint + json.dumps(item, ensure_ascii=False, default=_plain))
        joint = ",\n"
    out.write("\n]\n" if joint != "[\n" else "[]\n")


@contextmanager
def _text(archive: ZipFile, name: str) -> Iterator[IO[str]]:
    with archive.open(name, "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as out:
        yield out
