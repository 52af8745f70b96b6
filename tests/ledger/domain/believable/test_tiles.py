"""How often the first tile is right in the demo's household, as its own members would have met it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from ledger.domain.believable.cast import ZONE
from ledger.domain.believable.recording import entry_of
from ledger.domain.books.account import Kind
from ledger.domain.books.entry import Verb
from ledger.domain.quick.habit import Habit, Past, habits_of
from tests.ledger.domain.believable.lives import TODAY, accounts_by_key, life
from tests.ledger.domain.quick.accuracy import replay

MEMBERS = {"mei": 1, "jun": 2, "lin": 3}


@pytest.mark.parametrize("until", [TODAY, date(2026, 11, 22), date(2026, 12, 20)])
@pytest.mark.parametrize("key", ["home", "calm"])
def test_the_first_tile_is_right_seven_times_in_ten_in_the_last_month(key: str, until: date) -> None:
    accounts = accounts_by_key(key)
    first = sorted(accounts.values(), key=lambda account: not account.is_first)
    tiles = {verb: [account.account_id for account in first if account.kind is kind]
             for verb, kind in ((Verb.EXPENSE, Kind.EXPENSE), (Verb.INCOME, Kind.INCOME))}

    found = replay(_habits(key, until), tiles)

    print(f"{key} to {until}: {found.first} of {found.entries} first, {found.first_percent} %; "
          f"among nine {found.nine_percent} %")
    assert found.entries > 60
    assert found.first_percent >= 70
    assert found.nine_percent >= 90


def _habits(key: str, until: date) -> list[Habit]:
    accounts = accounts_by_key(key)
    happened = sorted(life(key, until), key=lambda one: one.recorded)
    past = [
        Past(one.on, one.verb, one.recorded.replace(tzinfo=ZoneInfo(ZONE)), True, one.payee, one.note,
             tuple((p.account_id, p.minor, p.currency) for p in entry_of(one, accounts, MEMBERS).postings))
        for one in happened if one.recorded.date() <= until
    ]
    return habits_of(past, {account.account_id: account for account in accounts.values()}, ZoneInfo(ZONE))
