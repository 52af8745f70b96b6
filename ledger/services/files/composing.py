"""A staged row to a balanced entry, by the same verbs and the same check as one typed by hand. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ledger.domain.books import compose
from ledger.domain.books.account import Account
from ledger.domain.books.entry import Entry, NoAmount, Posting, Verb, Words, with_home_values
from ledger.domain.currencies.worth import DayRate
from ledger.domain.files.refusals import NoDay
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money
from ledger.store.files.rows import ImportRow

RateOf = Callable[[str, date], DayRate | None]
"""The rate a currency is valued with on a day, None where nobody knows one."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What rows are composed with: the accounts, which of them each named place is, and what stands in.

    `transit` takes the side of a transfer that the bill does not say, `fees` a wallet's service fee; `others` are
    the categories of rows without one, by kind of row.
    """

    accounts: Mapping[int, Account]
    places: Mapping[str, int]
    home: str
    transit: int | None
    fees: int | None
    others: Mapping[str, int]


def entry_of(row: ImportRow, chart: Chart, rate_of: RateOf) -> Entry:
    """The entry a row makes; home values stay open where no rate is known.

    Raises: SameAccount, AccountClosed, CurrencyNotHeld, NotACategory, NotAPlace, Unbalanced and the other checks.
    """
    if row.on_day is None:
        raise NoDay(text="")
    if row.minor is None:
        raise NoAmount()
    postings = _postings(row, chart, Money(row.minor, row.currency))
    known = None if row.currency == chart.home else rate_of(row.currency, row.on_day)
    valued = with_home_values(postings, chart.home, lambda _currency: known.rate if known else None)
    return Entry(
        row.on_day, Verb(row.what), valued, Words(row.payee, row.note),
        rate=_text(known.rate) if known else None, rate_day=known.day if known else None,
    )  # fmt: skip


def _postings(row: ImportRow, chart: Chart, amount: Money) -> tuple[Posting, ...]:
    if row.what == "transfer":
        return _moved(row, chart, amount)
    category = _account(chart, row.category_id or chart.others.get(row.what))
    if row.what == "expense":
        place = _place(chart, row.source_id, row.source)
        return compose.spent(place, _with_fee(category, amount, row.fee, chart))
    place = _place(chart, row.target_id, row.target)
    verb = compose.refunded if row.what == "refund" else compose.received
    return verb(place, [(category, amount)])


def _moved(row: ImportRow, chart: Chart, amount: Money) -> tuple[Posting, ...]:
    source, target = _place(chart, row.source_id, row.source), _place(chart, row.target_id, row.target)
    if not row.fee:
        return compose.moved(source, target, amount)
    fee = Money(row.fee, row.currency)
    arrived = compose.moved(source, target, amount - fee)
    return _joined((*arrived, *compose.spent(source, [(_account(chart, chart.fees), fee)])))


def _with_fee(category: Account, amount: Money, fee: int, chart: Chart) -> Sequence[compose.Part]:
    if not fee:
        return [(category, amount)]
    part = Money(fee, amount.currency)
    return [(category, amount - part), (_account(chart, chart.fees), part)]


def _joined(postings: Sequence[Posting]) -> tuple[Posting, ...]:
    """The postings with those of one account made one."""
    found: dict[int, Posting] = {}
    for posting in postings:
        known = found.get(posting.account_id)
        found[posting.account_id] = replace(posting, minor=posting.minor + (known.minor if known else 0))
    return tuple(found.values())


def _place(chart: Chart, chosen: int | None, name: str) -> Account:
    return _account(chart, chosen or (chart.places.get(name) if name else chart.transit))


def _account(chart: Chart, account_id: int | None) -> Account:
    if account_id is None or account_id not in chart.accounts:
        raise Missing()
    return chart.accounts[account_id]


def _text(rate: Decimal) -> str:
    return format(rate, "f")
