"""A book is one opened set of books: a scene's accounts, its members, a home currency and a zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.domain.books.account import Account
from ledger.domain.sharing.role import Deed, may
from ledger.kernel.errors import N_, Conflict, Forbidden, Invalid


class MonthLocked(Conflict):
    """A day in a month that was closed."""

    message = N_("The books are closed up to %(until)s. An owner can open them, or record this today instead.")


class HomeCurrencyFixed(Conflict):
    """The home currency cannot change once an entry stands."""

    message = N_("The home currency stays as it is once something is recorded.")


class BookClosed(Forbidden):
    """A book that was put away."""

    message = N_("This ledger is put away. Take it out again to record in it.")


class TooManyBooks(Invalid):
    """More books than one person keeps."""

    message = N_("One person keeps at most %(limit)s ledgers here.")


class TooManyAccounts(Invalid):
    """More accounts than one book holds."""

    message = N_("A ledger holds at most %(limit)s accounts and categories.")


@dataclass(frozen=True, slots=True)
class Book:
    """One opened book. `revision` is the last sequence of its log; `version` that of its settings."""

    book_id: int
    name: str
    scene: str
    pack_version: str
    pack_digest: str
    home_currency: str
    zone: str
    pigment: str = ""
    locked_until: date | None = None
    has_entries: bool = False
    revision: int = 0
    version: int = 1
    closed: bool = False

    def content(self) -> dict[str, Any]:
        """What is digested when the book's settings are written."""
        return {
            "name": self.name, "scene": self.scene, "pack_version": self.pack_version,
            "pack_digest": self.pack_digest, "home_currency": self.home_currency, "zone": self.zone,
            "pigment": self.pigment, "locked_until": self.locked_until, "closed": self.closed,
        }

    def check_open_on(self, day: date) -> None:
        """Raises: MonthLocked where the day lies in a closed month, BookClosed."""
        if self.closed:
            raise BookClosed()
        if self.locked_until is not None and day <= self.locked_until:
            raise MonthLocked(until=self.locked_until, field="on")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a book. `person_id` is None for one without a sign-in; a former member has no name."""

    member_id: int
    name: str | None
    role: str
    person_id: int | None = None
    kind: str = "person"
    weight: int = 1
    left: bool = False
    version: int = 1

    def content(self) -> dict[str, Any]:
        """What is digested when a member is written: never the name, which may be erased."""
        return {"member": self.member_id, "role": self.role, "kind": self.kind, "weight": self.weight,
                "left": self.left, "signs_in": self.person_id is not None}


@dataclass(frozen=True, slots=True)
class Known:
    """A book as it was known at a sequence of its log: the accounts it had, as they were arranged then.

    `late` are the entries that got their home value by a later deed.
    """

    seq: int
    accounts: Mapping[int, Account]
    late: frozenset[int]


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits in a book: the book, and them as its member. What services act for.

    `known` is set where reports are read as the book was known at a sequence of its log; None is now.
    """

    book: Book
    member: Member
    actor: int | None
    actor_kind: str = "person"
    known: Known | None = None

    @property
    def book_id(self) -> int:
        """The book's id, which every row of it begins with."""
        return self.book.book_id

    def may(self, deed: Deed) -> bool:
        """Whether this seat allows a deed."""
        return may(self.member.role, deed)
