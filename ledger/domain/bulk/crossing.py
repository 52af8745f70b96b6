"""An entry as another book would write it: accounts and people put in the other book's own.

Accounts meet by their code, else by their name in any language; where neither does, the person is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.compose import AccountClosed, CurrencyNotHeld
from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.domain.books.search import folded
from ledger.domain.bulk.change import HeldAtTheStart
from ledger.kernel.errors import N_, Invalid


class NoSuchAccountThere(Invalid):
    """An account of one book for which the other has none. Fact: `account`, its number here."""

    message = N_("The other ledger has no account like one of its own. Choose one for it.")


class OfPeopleHere(Invalid):
    """An entry that says who paid, bears or gets it, where the other book does not know them."""

    message = N_("It names people the other ledger does not know.")


class OwedHere(Invalid):
    """An entry that settles another one of its book."""

    message = N_("It belongs together with another entry of this ledger.")


@dataclass(frozen=True, slots=True)
class Crossing:
    """How two books meet: numbers here to what they are there."""

    accounts: Mapping[int, Account]
    members: Mapping[int, int]


def met(here: Mapping[int, Account], there: Mapping[int, Account], chosen: Mapping[int, int]) -> dict[int, Account]:
    """The account there for each account here that has one: as chosen, else by code, else by name, of the same kind.

    A place may be chosen for any place; a category is of the same kind. Those put away are not met.
    """
    open_there = [one for one in there.values() if not one.closed]
    found = {}
    for account in here.values():
        fitting = [one for one in open_there if _fits(account, one)]
        picked = next((one for one in fitting if one.account_id == chosen.get(account.account_id)), None)
        by_code = next((one for one in fitting if one.code == account.code), None)
        names = {folded(name) for name in account.names.values()}
        by_name = (one for one in fitting if names & {folded(name) for name in one.names.values()})
        one = picked or by_code or next(by_name, None)
        if one is not None:
            found[account.account_id] = one
    return found


def crossed(entry: Entry, crossing: Crossing) -> Entry:
    """The entry in the other book's words, without its projects, and its home values to be reckoned there.

    Raises: HeldAtTheStart, NoSuchAccountThere, CurrencyNotHeld, AccountClosed, OfPeopleHere, OwedHere.
    """
    if entry.verb is Verb.OPENING:
        raise HeldAtTheStart()
    postings = tuple(_crossed(posting, crossing) for posting in entry.postings)
    return replace(entry, postings=postings, rate=None, rate_day=None, reverses=None, replaces=None)


def _crossed(posting: Posting, crossing: Crossing) -> Posting:
    account = crossing.accounts.get(posting.account_id)
    if posting.receivable is not None:
        raise OwedHere()
    if account is None:
        raise NoSuchAccountThere(account=posting.account_id)
    if account.closed:
        raise AccountClosed()
    if account.currency is not None and account.currency != posting.currency:
        raise CurrencyNotHeld(held=account.currency)
    people = {posting.payer, posting.beneficiary, *(member for member, _ in posting.shares)} - {None}
    if people - crossing.members.keys():
        raise OfPeopleHere()
    return replace(
        posting, account_id=account.account_id, home_minor=None, payer=crossing.members.get(posting.payer or 0),
        beneficiary=crossing.members.get(posting.beneficiary or 0),
        project=None, shares=tuple((crossing.members[member], minor) for member, minor in posting.shares))


def _fits(here: Account, there: Account) -> bool:
    if here.is_place and there.is_place:
        return True
    return here.kind is there.kind and (here.kind is not Kind.EQUITY or here.code == there.code)
