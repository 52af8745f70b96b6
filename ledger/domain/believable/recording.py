"""From a happening to an entry: the keys of a scene become the accounts and members of one book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ledger.domain.believable.happening import Happening
from ledger.domain.books import compose
from ledger.domain.books.account import Account, Purpose
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money, allot

_OF_MEMBERS = frozenset({Purpose.MEMBER_POCKET, Purpose.PARTNER_CURRENT, Purpose.PARTNER_CAPITAL})


def entry_of(one: Happening, accounts: Mapping[str, Account], members: Mapping[str, int]) -> Entry:
    """The balanced entry of a happening.

    Raises: Missing where the book no longer has the account, and what `compose` and `Entry` raise.
    """
    postings = _postings(one, accounts)
    owner = members.get(one.payer or one.recorder)
    by_id = {account.account_id: account for account in accounts.values()}
    sharing = [members[friend] for friend in one.shared_by if friend in members]
    said = tuple(_told(posting, by_id[posting.account_id], owner, sharing) for posting in postings)
    return Entry(one.on, one.verb, said, Words(one.payee, one.note))


def _postings(one: Happening, accounts: Mapping[str, Account]) -> tuple[Posting, ...]:
    place, amount = _of(accounts, one.account), Money(one.minor, one.currency)
    if one.verb is Verb.TAKINGS:
        channels = [(_of(accounts, key), Money(minor, one.currency)) for key, minor in one.parts]
        return compose.taken_in(channels, _of(accounts, one.category))
    if one.verb is Verb.TRANSFER:
        return compose.moved(place, _of(accounts, one.to), amount)
    if one.verb is Verb.OPENING:
        return compose.opened(place, amount, _of(accounts, "opening"))
    if one.verb is Verb.EXCHANGE and one.bought:
        return compose.exchanged(place, amount, _of(accounts, one.to), Money(*one.bought), _of(accounts, "exchange"))
    shares = one.parts or ((one.category, one.minor),)
    parts = [(_of(accounts, key), Money(minor, one.currency)) for key, minor in shares]
    way = {Verb.INCOME: compose.received, Verb.REFUND: compose.refunded}.get(one.verb, compose.spent)
    return way(place, parts)


def _told(posting: Posting, account: Account, owner: int | None, sharing: Sequence[int]) -> Posting:
    """The posting with whose pocket it is, and who shares what was bought."""
    if account.purpose in _OF_MEMBERS:
        return replace(posting, payer=owner) if posting.minor < 0 else replace(posting, beneficiary=owner)
    if account.is_category and sharing:
        parts = allot(posting.minor, [1] * len(sharing))
        return replace(posting, shares=tuple(sorted(zip(sharing, parts, strict=True))))
    return posting


def _of(accounts: Mapping[str, Account], key: str | None) -> Account:
    account = accounts.get(key or "")
    if account is None:
        raise Missing()
    return account
