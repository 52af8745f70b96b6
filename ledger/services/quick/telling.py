"""A reading as programs are told it: codes for accounts, decimal text for amounts, nothing for what was not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Verb
from ledger.domain.quick.line import Reading
from ledger.kernel.currency import digits_of
from ledger.plumbing.i18n import localised

FIELDS = ("on", "verb", "amount", "category", "account", "to", "rate", "project", "for", "parts")
"""The fields that may be unsure, in the order they are told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a line means. `account` of a transfer is its `source`; `parts` are (amount, code of the category).

    `unsure` names fields as they are told: kind for the verb, from for the account of a transfer. `names` are the
    names of the accounts by their codes, in the reader's language.
    """

    on: str
    kind: str
    amount: str | None
    currency: str
    category: str | None
    account: str | None
    source: str | None
    to: str | None
    rate: str | None
    payee: str | None
    project: str | None
    beneficiary: str | None
    parts: tuple[tuple[str, str | None], ...]
    note: str
    unsure: tuple[str, ...]
    names: Mapping[str, str]
    tags: tuple[str, ...] = ()


def told(reading: Reading, accounts: Mapping[int, Account]) -> Told:
    """A reading in one book, told."""
    moves = reading.verb is Verb.TRANSFER
    code = {account_id: account.code for account_id, account in accounts.items()}
    account = code.get(reading.account or 0)
    categories = [reading.category, *(part.category for part in reading.parts[1:])]
    named = dict.fromkeys(one for one in (*categories, reading.account, reading.to) if one is not None)
    shown = {"verb": "kind"} | ({"account": "from"} if moves else {})
    return Told(
        reading.on.isoformat(), reading.verb.value, _decimal(reading.amount, reading.currency), reading.currency,
        code.get(reading.category or 0), None if moves else account, account if moves else None,
        code.get(reading.to or 0), reading.rate or None, reading.payee or None, reading.project or None,
        reading.beneficiary or None,
        tuple((str(_decimal(part.amount, reading.currency)), code.get(part.category or 0)) for part in reading.parts),
        reading.note, tuple(shown.get(name, name) for name in FIELDS if name in reading.unsure),
        {accounts[one].code: localised(accounts[one].names) for one in named}, reading.tags)


def _decimal(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else f"{amount:.{digits_of(currency)}f}"
