"""What the pages of bank files say of batches and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ledger.domain.books.account import Account
from ledger.domain.files.sums import Flow, Tally
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_
from ledger.kernel.ids import id_text
from ledger.kernel.money import Money
from ledger.plumbing.format import number
from ledger.plumbing.i18n import gettext, localised
from ledger.services.files.categories import kind_for
from ledger.store.files.batches import Batch
from ledger.store.files.rows import ImportRow

FORMATS = {"alipay": N_("Alipay"), "wechat": N_("WeChat Pay")}
STATES = {
    "reading": N_("being read"), "review": N_("waits for your word"), "posting": N_("being recorded"),
    "posted": N_("recorded"), "undoing": N_("being put back"), "undone": N_("put back"), "failed": N_("not read"),
}  # fmt: skip
SIGNS = {
    "reading": ("hourglass", ""), "review": ("circle-question-mark", "warn"), "posting": ("hourglass", ""),
    "posted": ("check", "good"), "undoing": ("hourglass", ""), "undone": ("undo-2", ""), "failed": ("circle-x", "bad"),
}  # fmt: skip
GROUPS = {
    "new": N_("New"), "here": N_("Already here"), "refused": N_("Refused"), "left_out": N_("Left out"),
}  # fmt: skip
WHATS = {
    "expense": N_("Spent"), "income": N_("Received"), "transfer": N_("Moved"), "refund": N_("Refund"),
}  # fmt: skip
ANY_ENTRY = N_("Entry")
"""What an entry is called that has no words and no sort a bill knows."""

DECISIONS = {
    "create": N_("will be recorded"), "duplicate": N_("already here"), "same": N_("the same as one of yours"),
    "refuse": N_("refused"), "skip": N_("left out by choice"),
}  # fmt: skip


def format_name(batch: Batch) -> str:
    """Whose file it is, in the reader's language."""
    return gettext(FORMATS[batch.format]) if batch.format in FORMATS else batch.name


def file_kind(batch: Batch) -> str:
    """`CSV, GB18030` or `XLSX`."""
    return "XLSX" if batch.variant == "xlsx" else f"CSV, {batch.encoding.upper()}"


def currency_of(parts: Mapping[str, Tally]) -> str:
    """The currency a batch is reckoned in."""
    return next(iter(parts["in"].flows), "CNY")


def cells(tally: Tally, currency: str) -> list[str]:
    """Rows, out, in and neither, as a statement shows them."""
    flow = tally.flows.get(currency, Flow())
    return [number(tally.rows), *(amount(minor, currency) for minor in (flow.debit, flow.credit, flow.neutral))]


def amount(minor: int, currency: str) -> str:
    """A sum of a file, which may pass what one posting may hold."""
    return number(Decimal(minor).scaleb(-digits_of(currency)))


def row_money(row: ImportRow) -> Money | None:
    """A row's amount, below zero where money went out; None where it could not be read."""
    if row.minor is None:
        return None
    return Money(-row.minor if row.direction == "out" else row.minor, row.currency)


def row_title(row: ImportRow) -> str:
    """What a row is called: whom it names, else what it is, else its line."""
    return row.payee or row.note or row.kind or gettext("Line %(line)s", line=row.line)


def options(accounts: Mapping[int, Account], chosen: Iterable[Account]) -> list[tuple[str, str]]:
    """Accounts as choices of a field: (value, name)."""
    return [(id_text(one.account_id), localised(one.names)) for one in chosen if one.account_id in accounts]


def place_options(accounts: Mapping[int, Account]) -> list[tuple[str, str]]:
    """The places money can be in."""
    return options(accounts, (one for one in accounts.values() if one.is_place and not one.closed))


def category_options(accounts: Mapping[int, Account], what: str) -> list[tuple[str, str]]:
    """The categories a row of this sort may have."""
    kind = kind_for(what)
    return options(accounts, (one for one in accounts.values() if one.kind is kind and not one.closed))


def account_name(accounts: Mapping[int, Account], account_id: int | None) -> str:
    """An account's name, empty where there is none."""
    account = accounts.get(account_id) if account_id else None
    return localised(account.names) if account else ""


def fields_of(origin: Any) -> list[tuple[str, str]]:
    """A row's cells as read, those that hold something."""
    return [(name, cell.strip()) for name, cell in origin.fields if cell.strip()]
