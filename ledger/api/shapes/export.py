"""Taking a ledger along, as a program asks for it."""

from __future__ import annotations

from typing import Literal

from ledger.plumbing.api.shape import Shape


class ExportQuery(Shape):
    """The form of the copy."""

    format: Literal["csv", "beancount", "hledger"]
