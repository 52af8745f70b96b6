"""What becomes of an entry that is changed together with others: pure, and refused by name where it cannot be.

An entry keeps everything the change does not speak of: its day, its words, its home values, who bears what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ledger.domain.books.account import Account
from ledger.domain.books.compose import AccountClosed, CurrencyNotHeld, NotACategory, NotAPlace
from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.kernel.errors import N_, Invalid

Known = Mapping[int, Account]


class SeveralCategories(Invalid):
    """An entry over several categories, of which no single one can be changed."""

    message = N_("It is split over several categories. Amend it by itself.")


class NoCategoryInIt(Invalid):
    """An entry that moved money between places, or was written line by line."""

    message = N_("It has no category to change.")


class SeveralAccounts(Invalid):
    """An entry between several places, of which no single one can be changed."""

    message = N_("It has more than one account. Amend it by itself.")


class HeldAtTheStart(Invalid):
    """What an account held as the books began."""

    message = N_("It says what an account held at the start, which happens once.")


class Change(StrEnum):
    """What is done to many entries at once."""

    CATEGORY = "category"
    ACCOUNT = "account"
    PROJECT = "project"
    PERSON = "person"
    DUPLICATE = "duplicate"
    MOVE = "move"
    TAKE_BACK = "take_back"


AMENDING = frozenset({Change.CATEGORY, Change.ACCOUNT, Change.PROJECT, Change.PERSON})
"""Changes that leave each entry standing, put right."""

_SAID = frozenset({Verb.EXPENSE, Verb.INCOME, Verb.REFUND, Verb.TAKINGS})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change and what it needs: a category or account to put in, a project or member (None for none), a day."""

    change: Change
    account: Account | None = None
    project: int | None = None
    member: int | None = None
    on: date | None = None


def changed(entry: Entry, known: Known, wanted: Wanted) -> Entry:
    """The entry with an amending change done; the same entry where it already is so.

    Raises: SeveralCategories, NoCategoryInIt, NotACategory, SeveralAccounts, NotAPlace, AccountClosed,
    CurrencyNotHeld.
    """
    return _CHANGES[wanted.change](entry, known, wanted)


def copied(entry: Entry, known: Known, on: date) -> Entry:
    """The same once more on a day, to be valued there. Raises: HeldAtTheStart, AccountClosed."""
    if entry.verb is Verb.OPENING:
        raise HeldAtTheStart()
    if any(known[p.account_id].closed for p in entry.postings):
        raise AccountClosed()
    bare = tuple(replace(p, home_minor=None, receivable=None) for p in entry.postings)
    return replace(entry, on=on, postings=bare, rate=None, rate_day=None, reverses=None, replaces=None)


def _recategorised(entry: Entry, known: Known, wanted: Wanted) -> Entry:
    category = _needed(wanted)
    held = {p.account_id for p in entry.postings if known[p.account_id].is_category}
    if entry.verb not in _SAID or not held:
        raise NoCategoryInIt()
    if len(held) > 1:
        raise SeveralCategories()
    (was,) = held
    if not category.is_category or known[was].kind is not category.kind:
        raise NotACategory()
    return _put(entry, was, category)


def _replaced(entry: Entry, known: Known, wanted: Wanted) -> Entry:
    place = _needed(wanted)
    held = {p.account_id for p in entry.postings if known[p.account_id].is_place}
    if len(held) != 1:
        raise SeveralAccounts()
    if not place.is_place:
        raise NotAPlace()
    (was,) = held
    if place.currency is not None and any(
        p.currency != place.currency for p in entry.postings if p.account_id == was
    ):
        raise CurrencyNotHeld(held=place.currency)
    return _put(entry, was, place)


def _put(entry: Entry, was: int, account: Account) -> Entry:
    """The entry with one account in another's place."""
    if account.account_id == was:
        return entry
    if account.closed:
        raise AccountClosed()
    return replace(entry, postings=tuple(
        replace(p, account_id=account.account_id) if p.account_id == was else p for p in entry.postings))


def _gathered(entry: Entry, known: Known, wanted: Wanted) -> Entry:
    return _on_what_it_was(entry, known, lambda p: replace(p, project=wanted.project))


def _for_somebody(entry: Entry, known: Known, wanted: Wanted) -> Entry:
    return _on_what_it_was(entry, known, lambda p: replace(p, beneficiary=wanted.member))


def _on_what_it_was(entry: Entry, known: Known, put: Callable[[Posting], Posting]) -> Entry:
    """The entry with something put on what it went to: its categories, or where money arrived."""
    has_category = any(known[p.account_id].is_category for p in entry.postings)
    postings = tuple(
        put(p) if (known[p.account_id].is_category if has_category else p.minor > 0) else p for p in entry.postings)
    return replace(entry, postings=postings)


def _needed(wanted: Wanted) -> Account:
    if wanted.account is None:
        raise NotACategory()
    return wanted.account


_CHANGES: dict[Change, Callable[[Entry, Known, Wanted], Entry]] = {
    Change.CATEGORY: _recategorised, Change.ACCOUNT: _replaced, Change.PROJECT: _gathered,
    Change.PERSON: _for_somebody,
}
"""One line here is one more thing that many entries can be given at once."""
