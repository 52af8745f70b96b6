"""One typed line as it was understood."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ledger.plumbing.api.shape import AmountText, DayText, Line, Shape


class ReadingQuery(Shape):
    """The line, as somebody would type it into the one-line box."""

    line: Line = ""


class ReadPartOut(Shape):
    """A share of the amount, and the code of its category; null where its words name none."""

    amount: AmountText
    category: str | None


class ReadingOut(Shape):
    """What a line says: codes for accounts and categories, null for what was not said.

    `unsure` names what is missing or a guess; nothing is recorded. `from` and `to` are those of a transfer.
    """

    on: DayText
    kind: Literal["expense", "income", "transfer", "refund"]
    amount: AmountText | None
    currency: str
    category: str | None
    account: str | None
    source: str | None = Field(serialization_alias="from")
    to: str | None
    rate: str | None
    payee: str | None
    project: str | None
    beneficiary: str | None = Field(serialization_alias="for")
    parts: list[ReadPartOut]
    note: str
    unsure: list[str]
    names: dict[str, str]
    tags: list[str]
