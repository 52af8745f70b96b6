"""How a book's accounts and categories are arranged: what each may be for, where it stands, what it is called by code.

A kind never changes: what was a debt cannot become spending. A purpose may, among those of its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from ledger.domain.books.account import COST_OF_CREDIT_PURPOSES, ESSENTIAL_PURPOSES, Account, Kind, Purpose
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import TILES_MAX

_SEGMENT_MAX = 40

PURPOSES: dict[Kind, tuple[Purpose, ...]] = {
    Kind.ASSET: (
        Purpose.BANK,
        Purpose.WALLET,
        Purpose.CASH,
        Purpose.FUND,
        Purpose.SAVINGS_GOAL,
        Purpose.RECEIVABLE,
        Purpose.CUSTOMER_TAB,
        Purpose.DEPOSIT,
        Purpose.PREPAID,
        Purpose.INVENTORY,
        Purpose.FIXED_ASSET,
        Purpose.MEMBER_POCKET,
        Purpose.KITTY,
        Purpose.TRANSIT,
    ),
    Kind.LIABILITY: (
        Purpose.CARD,
        Purpose.LOAN,
        Purpose.PAYABLE,
        Purpose.SUPPLIER,
        Purpose.DEPOSIT,
        Purpose.PREPAID,
        Purpose.MEMBER_POCKET,
        Purpose.TRANSIT,
    ),
    Kind.EXPENSE: (
        Purpose.ESSENTIAL,
        Purpose.DISCRETIONARY,
        Purpose.RENT,
        Purpose.TAX,
        Purpose.INSURANCE,
        Purpose.HEALTH,
        Purpose.EDUCATION,
        Purpose.GIVING,
        Purpose.PAYROLL,
        Purpose.COST_OF_GOODS,
        Purpose.INTEREST,
        Purpose.CARD_FEE,
        Purpose.LATE_FEE,
        Purpose.CASH_ADVANCE,
    ),
    Kind.INCOME: (Purpose.SALARY, Purpose.BUSINESS_INCOME, Purpose.OTHER_INCOME),
    Kind.EQUITY: (Purpose.PARTNER_CAPITAL, Purpose.PARTNER_CURRENT),
}
"""What each kind may be for, the common first. How the books began and how currencies meet is nobody's to choose."""

_SCENES_OWN = frozenset({Purpose.MEMBER_POCKET, Purpose.TRANSIT})


class PurposeUnfit(Invalid):
    """A purpose the kind of account cannot have."""

    message = N_("Choose one of the purposes shown.")


class TooManyTiles(Invalid):
    """More tiles than fit above the keypad."""

    message = N_("%(limit)s stand above the keypad already. Take one of them away first.")


class Section(StrEnum):
    """Where an account or category stands on the page of them all."""

    AT_HAND = "at_hand"
    PUT_BY = "put_by"
    OWED = "owed"
    OWNED = "owned"
    ESSENTIAL = "essential"
    OTHER = "other"
    COST_OF_CREDIT = "cost_of_credit"
    INCOME = "income"


_BY_KIND = {Kind.LIABILITY: Section.OWED, Kind.EQUITY: Section.OWNED, Kind.INCOME: Section.INCOME}


def section_of(account: Account) -> Section:
    """The section of an account: money at hand, put by or owed; or what a category is for."""
    if account.kind in _BY_KIND:
        return _BY_KIND[account.kind]
    if account.kind is Kind.ASSET:
        return Section.AT_HAND if account.is_liquid else Section.PUT_BY
    if account.purpose in COST_OF_CREDIT_PURPOSES:
        return Section.COST_OF_CREDIT
    return Section.ESSENTIAL if account.purpose in ESSENTIAL_PURPOSES else Section.OTHER


def openable(kind: Kind) -> tuple[Purpose, ...]:
    """The purposes a person opens an account for; pockets and money on its way come with the scene."""
    return tuple(purpose for purpose in PURPOSES[kind] if purpose not in _SCENES_OWN)


def is_arranged(account: Account) -> bool:
    """Whether people arrange this account at all: not the two by which books begin and currencies meet."""
    return account.purpose in PURPOSES[account.kind]


def check_purpose(kind: Kind, purpose: Purpose) -> None:
    """Raises: PurposeUnfit where the kind cannot be for this."""
    if purpose not in PURPOSES[kind]:
        raise PurposeUnfit(field="purpose")


def check_tiles(account: Account, known: Mapping[int, Account]) -> None:
    """Raises: TooManyTiles where one tile more would not fit."""
    others = [
        one
        for one in known.values()
        if one.is_first and one.kind is account.kind and not one.closed and one.account_id != account.account_id
    ]
    if account.is_first and len(others) >= TILES_MAX:
        raise TooManyTiles(limit=TILES_MAX, field="is_first")


def code_for(kind: Kind, purpose: Purpose, name: str) -> str:
    """A code made from what an account is for and the Latin letters of its name: `asset:bank:spare_cash`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    segment = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_SEGMENT_MAX].rstrip("_")
    return ":".join(filter(None, (kind.value, purpose.value, segment)))


def siblings(account: Account, known: Mapping[int, Account]) -> list[Account]:
    """The open accounts of its section, itself among them, in the order they are shown."""
    section = section_of(account)
    return [one for one in known.values() if section_of(one) is section and is_arranged(one) and not one.closed]


def stepped(account: Account, known: Mapping[int, Account], *, up: bool) -> list[Account]:
    """The accounts that stand elsewhere once one has stepped up or down among its siblings; none at the end."""
    ordered = siblings(account, known)
    places = [one.position for one in ordered]
    ids = [one.account_id for one in ordered]
    at = ids.index(account.account_id) if account.account_id in ids else -1
    to = at - 1 if up else at + 1
    if at < 0 or not 0 <= to < len(ordered):
        return []
    ordered[at], ordered[to] = ordered[to], ordered[at]
    fresh = [replace(one, position=place) for one, place in zip(ordered, _rising(places), strict=True)]
    return [one for one in fresh if known[one.account_id].position != one.position]


def _rising(places: Sequence[int]) -> list[int]:
    """Whole numbers each above the one before, as near to the given as can be."""
    rising: list[int] = []
    for place in sorted(places):
        rising.append(max(place, rising[-1] + 1) if rising else place)
    return rising
