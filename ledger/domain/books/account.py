"""An account is a place money can be, or a name for where it came from or went: then people call it a category."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.terms import CardTerms, LoanTerms

_CODE = re.compile(r"(asset|liability|income|expense|equity)(:[a-z0-9_]{1,40}){1,3}")


class Kind(StrEnum):
    """The five root kinds of double entry."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"
    EQUITY = "equity"


class Purpose(StrEnum):
    """What an account is for, from a closed list: signals and reports read this, never a name."""

    # places money is
    CASH = "cash"
    BANK = "bank"
    WALLET = "wallet"
    FUND = "fund"
    CARD = "card"
    LOAN = "loan"
    RECEIVABLE = "receivable"
    PAYABLE = "payable"
    CUSTOMER_TAB = "customer_tab"
    SUPPLIER = "supplier"
    DEPOSIT = "deposit"
    PREPAID = "prepaid"
    INVENTORY = "inventory"
    FIXED_ASSET = "fixed_asset"
    MEMBER_POCKET = "member_pocket"
    KITTY = "kitty"
    TRANSIT = "transit"
    SAVINGS_GOAL = "savings_goal"
    PARTNER_CAPITAL = "partner_capital"
    PARTNER_CURRENT = "partner_current"
    # where it came from
    SALARY = "salary"
    BUSINESS_INCOME = "business_income"
    OTHER_INCOME = "other_income"
    # where it went
    ESSENTIAL = "essential"
    DISCRETIONARY = "discretionary"
    RENT = "rent"
    TAX = "tax"
    PAYROLL = "payroll"
    COST_OF_GOODS = "cost_of_goods"
    INSURANCE = "insurance"
    HEALTH = "health"
    EDUCATION = "education"
    GIVING = "giving"
    INTEREST = "interest"
    CARD_FEE = "card_fee"
    LATE_FEE = "late_fee"
    CASH_ADVANCE = "cash_advance"
    # how the books began and how currencies meet
    OPENING = "opening"
    EXCHANGE = "exchange"


ESSENTIAL_PURPOSES = frozenset({
    Purpose.ESSENTIAL, Purpose.RENT, Purpose.TAX, Purpose.PAYROLL, Purpose.COST_OF_GOODS, Purpose.INSURANCE,
    Purpose.HEALTH, Purpose.EDUCATION,
})
"""Spending one cannot put off: credit.md (c), "Essential"."""

COST_OF_CREDIT_PURPOSES = frozenset({Purpose.INTEREST, Purpose.CARD_FEE, Purpose.LATE_FEE, Purpose.CASH_ADVANCE})
"""What borrowing costs, apart from what was bought with it."""

LIQUID_PURPOSES = frozenset({Purpose.CASH, Purpose.BANK, Purpose.WALLET, Purpose.FUND})
"""Money that can be spent today."""

OPENING_CODE = "equity:opening"
EXCHANGE_CODE = "equity:exchange"


class BadCode(Invalid):
    """An account code outside the grammar."""

    message = N_("“%(code)s” is not an account code. It looks like expense:food:dining.")


@dataclass(frozen=True, slots=True)
class Account:
    """One account of one book.

    `currency` is None where any may be held (categories, equity). `pack_key` and `pack_value` are the scene's
    stable key and the values it came with, so that a later pack can be merged without losing what was renamed.
    `owner` and `visibility` say whose pocket it is; `version` rises with each amendment.
    """

    account_id: int
    code: str
    kind: Kind
    purpose: Purpose
    names: dict[str, str]
    currency: str | None = None
    icon: str = "wallet"
    position: int = 0
    is_first: bool = False
    owner: int | None = None
    visibility: str = "book"
    closed: bool = False
    card: CardTerms | None = None
    loan: LoanTerms | None = None
    words: tuple[str, ...] = ()
    pack_key: str | None = None
    pack_value: dict[str, Any] = field(default_factory=dict)
    version: int = 1

    @property
    def is_category(self) -> bool:
        """Whether people call it a category."""
        return self.kind in (Kind.INCOME, Kind.EXPENSE)

    @property
    def is_place(self) -> bool:
        """Whether money can be here, or be owed here."""
        return self.kind is Kind.ASSET or self.kind is Kind.LIABILITY

    @property
    def is_liquid(self) -> bool:
        """Whether its money can be spent today."""
        return self.purpose in LIQUID_PURPOSES


def code_is_valid(code: str) -> bool:
    """Whether a code is a kind followed by one to three segments of small letters, digits and underscores."""
    return _CODE.fullmatch(code) is not None


def kind_of(code: str) -> Kind:
    """The kind a code begins with. Raises: BadCode."""
    if not code_is_valid(code):
        raise BadCode(code=code[:40], field="code")
    return Kind(code.partition(":")[0])
