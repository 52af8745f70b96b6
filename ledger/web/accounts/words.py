"""What accounts and categories are for, in a person's words, and the pictures they may have."""

from __future__ import annotations

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.arranging import PURPOSES, Section, openable
from ledger.kernel.errors import N_
from ledger.plumbing.i18n import gettext as _

KINDS = {
    Kind.ASSET: N_("Money I have"),
    Kind.LIABILITY: N_("Money I owe"),
    Kind.EXPENSE: N_("Spending"),
    Kind.INCOME: N_("Income"),
    Kind.EQUITY: N_("Owners"),
}

SECTIONS = {
    Section.AT_HAND: N_("At hand"),
    Section.PUT_BY: N_("Put by"),
    Section.OWED: N_("Owed"),
    Section.OWNED: N_("Owners"),
    Section.ESSENTIAL: N_("What cannot wait"),
    Section.OTHER: N_("What could wait"),
    Section.COST_OF_CREDIT: N_("What borrowing costs"),
    Section.INCOME: N_("Income"),
}

PURPOSE_NAMES = {
    Purpose.BANK: N_("Bank account"),
    Purpose.WALLET: N_("Wallet on the phone"),
    Purpose.CASH: N_("Cash"),
    Purpose.FUND: N_("Fund or investment"),
    Purpose.SAVINGS_GOAL: N_("Savings for something"),
    Purpose.RECEIVABLE: N_("Lent or paid for others"),
    Purpose.CUSTOMER_TAB: N_("Customers’ tabs"),
    Purpose.DEPOSIT: N_("Deposit"),
    Purpose.PREPAID: N_("Paid ahead"),
    Purpose.INVENTORY: N_("Goods in stock"),
    Purpose.FIXED_ASSET: N_("Things that last"),
    Purpose.MEMBER_POCKET: N_("A member’s own pocket"),
    Purpose.KITTY: N_("Kitty"),
    Purpose.TRANSIT: N_("Money on its way"),
    Purpose.CARD: N_("Credit card"),
    Purpose.LOAN: N_("Loan"),
    Purpose.PAYABLE: N_("Borrowed from people"),
    Purpose.SUPPLIER: N_("Owed to suppliers"),
    Purpose.PARTNER_CAPITAL: N_("Partner’s capital"),
    Purpose.PARTNER_CURRENT: N_("Partner’s current account"),
    Purpose.SALARY: N_("Salary"),
    Purpose.BUSINESS_INCOME: N_("Business income"),
    Purpose.OTHER_INCOME: N_("Other income"),
    Purpose.ESSENTIAL: N_("Needed to live or to run"),
    Purpose.DISCRETIONARY: N_("By choice"),
    Purpose.RENT: N_("Rent"),
    Purpose.TAX: N_("Tax"),
    Purpose.INSURANCE: N_("Insurance"),
    Purpose.HEALTH: N_("Health"),
    Purpose.EDUCATION: N_("Education"),
    Purpose.GIVING: N_("Giving"),
    Purpose.PAYROLL: N_("Wages paid"),
    Purpose.COST_OF_GOODS: N_("Goods bought to sell"),
    Purpose.INTEREST: N_("Interest"),
    Purpose.CARD_FEE: N_("Card fees"),
    Purpose.LATE_FEE: N_("Late fees"),
    Purpose.CASH_ADVANCE: N_("Cash advance fees"),
}

ICONS = {
    "wallet": N_("Wallet"),
    "message-circle": N_("Message"),
    "landmark": N_("Bank"),
    "credit-card": N_("Card"),
    "banknote": N_("Banknote"),
    "piggy-bank": N_("Piggy bank"),
    "hand-coins": N_("Coins in a hand"),
    "handshake": N_("Handshake"),
    "chart-candlestick": N_("Chart"),
    "house": N_("House"),
    "car": N_("Car"),
    "train-front": N_("Train"),
    "plane": N_("Plane"),
    "utensils": N_("Meal"),
    "coffee": N_("Coffee"),
    "shopping-basket": N_("Basket"),
    "shopping-bag": N_("Shopping bag"),
    "package": N_("Parcel"),
    "store": N_("Shop"),
    "gift": N_("Gift"),
    "heart": N_("Heart"),
    "baby": N_("Child"),
    "paw-print": N_("Pet"),
    "pill": N_("Medicine"),
    "graduation-cap": N_("School"),
    "ticket": N_("Ticket"),
    "smartphone": N_("Phone"),
    "zap": N_("Power"),
    "fuel": N_("Fuel"),
    "briefcase-business": N_("Work"),
    "shield-check": N_("Shield"),
    "file-text": N_("Paper"),
    "users": N_("People"),
    "sprout": N_("Plant"),
    "trending-up": N_("Rising"),
    "ellipsis": N_("Anything else"),
}
"""Pictures to choose from, by the name of the icon."""

_PICTURES = {
    Purpose.BANK: "landmark",
    Purpose.CASH: "banknote",
    Purpose.FUND: "trending-up",
    Purpose.SAVINGS_GOAL: "piggy-bank",
    Purpose.RECEIVABLE: "handshake",
    Purpose.CUSTOMER_TAB: "users",
    Purpose.INVENTORY: "package",
    Purpose.FIXED_ASSET: "house",
    Purpose.KITTY: "users",
    Purpose.CARD: "credit-card",
    Purpose.LOAN: "landmark",
    Purpose.PAYABLE: "hand-coins",
    Purpose.SUPPLIER: "store",
    Purpose.SALARY: "briefcase-business",
    Purpose.BUSINESS_INCOME: "store",
    Purpose.OTHER_INCOME: "trending-up",
    Purpose.ESSENTIAL: "shopping-basket",
    Purpose.DISCRETIONARY: "shopping-bag",
    Purpose.RENT: "house",
    Purpose.TAX: "file-text",
    Purpose.INSURANCE: "shield-check",
    Purpose.HEALTH: "pill",
    Purpose.EDUCATION: "graduation-cap",
    Purpose.GIVING: "gift",
    Purpose.PAYROLL: "users",
    Purpose.COST_OF_GOODS: "package",
    Purpose.INTEREST: "hand-coins",
    Purpose.CARD_FEE: "credit-card",
    Purpose.LATE_FEE: "credit-card",
    Purpose.CASH_ADVANCE: "banknote",
}

CONVENTIONS = {
    "cn_simple": N_("simple, a year (China)"),
    "cn_compound": N_("compounded (China)"),
    "us_actuarial": N_("APR (United States)"),
    "eu_aprc": N_("APRC (European Union)"),
}

BASES = {
    "full": N_("on all of it, from the day of each purchase"),
    "unpaid": N_("only on what was left"),
}

METHODS = {
    "annuity": N_("the same sum each time"),
    "equal_principal": N_("the same part of the debt each time"),
    "interest_only": N_("interest only, the debt at the end"),
}


def picture_of(purpose: Purpose) -> str:
    """The icon an account of this purpose has until somebody chooses another."""
    return _PICTURES.get(purpose, "wallet")


def icon_name(icon: str) -> str:
    """What an icon shows; of one nobody chooses from, that it stays as it is."""
    return _(ICONS[icon]) if icon in ICONS else _("As it is")


def icon_choices(account: Account | None = None) -> list[tuple[str, str]]:
    """The icons to choose from as (name, what it shows), an account's own first where it is none of them."""
    named = [(icon, _(text)) for icon, text in ICONS.items()]
    if account is not None and account.icon not in ICONS:
        named.insert(0, (account.icon, _("As it is")))
    return named


def purpose_choices(account: Account) -> list[tuple[str, str]]:
    """The purposes an account may be given, as (value, text)."""
    return [(purpose.value, _(PURPOSE_NAMES[purpose])) for purpose in PURPOSES[account.kind]]


def what_choices() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What may be opened: under each kind (value, text, icon), the value being kind and purpose."""
    kinds = (Kind.ASSET, Kind.LIABILITY, Kind.EXPENSE, Kind.INCOME)
    return [
        (
            _(KINDS[kind]),
            [(f"{kind.value}:{one.value}", _(PURPOSE_NAMES[one]), picture_of(one)) for one in openable(kind)],
        )
        for kind in kinds
    ]


def said(words: dict[str, str]) -> list[tuple[str, str]]:
    """A list of ours as choices in the reader's language."""
    return [(value, _(text)) for value, text in words.items()]
