"""What a scene reminds of, as the values a new planned item's form starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ledger.domain.books.account import Account
from ledger.domain.books.scene import RecurringHint
from ledger.domain.books.scene_choices import Every, SceneVerb
from ledger.domain.planning.due import next_due
from ledger.kernel.ids import id_text
from ledger.plumbing.i18n import localised

_REPEATS = {
    Every.WEEK: "weekly", Every.MONTH: "monthly", Every.YEAR: "yearly", Every.LUNAR_MONTH: "lunar_monthly",
    Every.LUNAR_YEAR: "lunar_yearly",
}
_LUNAR = frozenset({Every.LUNAR_MONTH, Every.LUNAR_YEAR})
_VERBS = frozenset({SceneVerb.EXPENSE, SceneVerb.INCOME, SceneVerb.TRANSFER})


def hint_named(hints: Sequence[RecurringHint], key: str) -> RecurringHint | None:
    """The hint with this key, if it is one that can be planned."""
    return next((hint for hint in plannable(hints) if hint.key == key), None)


def plannable(hints: Sequence[RecurringHint]) -> list[RecurringHint]:
    """The hints whose verb and turn a planned item knows."""
    return [hint for hint in hints if hint.every in _REPEATS and hint.verb in _VERBS]


def from_hint(hint: RecurringHint, known: Mapping[int, Account], today: date) -> dict[str, Any]:
    """The form's values: name, verb, accounts of this book, the next day it would come on."""
    by_key = {account.pack_key: id_text(account_id) for account_id, account in known.items() if not account.closed}
    comes_in = hint.verb is SceneVerb.INCOME
    return {
        "name": localised(hint.names),
        "verb": hint.verb.value,
        "account": by_key.get(hint.target if comes_in else hint.source, ""),
        "category": by_key.get(hint.category or ("" if comes_in else hint.target), ""),
        "on": _first_day(hint, today),
        "repeats": _REPEATS[hint.every],
        "mode": hint.mode.value,
        **({"lunar_day": hint.day, "lunar_month": hint.month} if hint.every in _LUNAR else {}),
    }


def _first_day(hint: RecurringHint, today: date) -> date:
    """The first day after today that the hint names; by the moon the form finds it."""
    tomorrow = today + timedelta(days=1)
    if hint.every in _LUNAR:
        return tomorrow
    if hint.every is Every.WEEK:
        return tomorrow + timedelta(days=(hint.day - tomorrow.isoweekday()) % 7)
    if hint.every is Every.YEAR:
        this = date(tomorrow.year, hint.month, hint.day)
        return this if this >= tomorrow else date(tomorrow.year + 1, hint.month, hint.day)
    return next_due(hint.day, tomorrow)
