"""The household's book that typed lines are read in."""

from collections.abc import Mapping
from datetime import date

import pytest

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Verb
from ledger.domain.quick.lexicon import Lexicon, PayeeHabit
from ledger.services.books.opening import accounts_of, scenes


@pytest.fixture(scope="session")
def saturday() -> date:
    """The day lines are typed on."""
    return date(2026, 11, 21)


@pytest.fixture(scope="session")
def by_key() -> Mapping[str, Account]:
    """The accounts and categories of a fresh household by the pack's key."""
    return {str(account.pack_key): account for account in accounts_of(scenes()["household"])}


@pytest.fixture(scope="session")
def lexicon(by_key) -> Lexicon:
    """The household's words, and four payees it knows."""
    ids = {key: account.account_id for key, account in by_key.items()}
    payees = {
        "星巴克": PayeeHabit(Verb.EXPENSE, ids["snacks"], ids["wechat"]),
        "Old Street": PayeeHabit(Verb.EXPENSE, ids["dining"], ids["wechat"], frozenset({"account"})),
        "王老板": PayeeHabit(Verb.INCOME, ids["salary"], ids["bank"]),
        "7-11": PayeeHabit(Verb.EXPENSE, ids["snacks"], ids["wechat"]),
    }
    return Lexicon.of({account.account_id: account for account in by_key.values()}, "CNY", payees)
