"""Flow kinds: what the movement of money through an account meant.

A category posting has one flow, by the category's purpose. A posting to a place (cash, card, loan …) is divided
over what stood against it in the entry, to the last coin: one supermarket payment may be essential and other
spending at once. A reversal's flows are the exact negation of the original's, on the original's own side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from ledger.domain.books.account import COST_OF_CREDIT_PURPOSES, ESSENTIAL_PURPOSES, Account, Kind, Purpose
from ledger.domain.books.entry import Posting
from ledger.kernel.money import allot


class Flow(StrEnum):
    """The ten kinds of flow that sums are kept by."""

    INCOME = "income"
    ESSENTIAL = "essential"
    OTHER = "other"
    OWN_TRANSFER = "own_transfer"
    CARD_PURCHASE = "card_purchase"
    DEBT_DRAWN = "debt_drawn"
    DEBT_REPAID = "debt_repaid"
    COST_OF_CREDIT = "cost_of_credit"
    OPENING = "opening"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True)
class Movement:
    """Part of a posting with one flow: `minor` of `currency` into (+) or out of (−) an account, and its home value."""

    account_id: int
    currency: str
    flow: Flow
    minor: int
    home_minor: int | None


def movements(
    postings: Sequence[Posting], accounts: Mapping[int, Account], *, reversal: bool = False
) -> tuple[Movement, ...]:
    """Every posting as movements with one flow each; their minor units sum to the posting's.

    The postings of a reversal mean what the postings they mirror meant: a purchase taken back is no debt repaid.
    """
    said = [_mirror(posting) for posting in postings] if reversal else postings
    found = [movement for posting in said for movement in _movements_of(posting, said, accounts)]
    return tuple(_mirror(movement) for movement in found) if reversal else tuple(found)


T = TypeVar("T", Posting, Movement)


def _mirror(signed: T) -> T:
    return replace(signed, minor=-signed.minor, home_minor=None if signed.home_minor is None else -signed.home_minor)


def _movements_of(posting: Posting, postings: Sequence[Posting], accounts: Mapping[int, Account]) -> list[Movement]:
    account = accounts[posting.account_id]
    if not account.is_place:
        return [_whole(posting, _category_flow(account))]
    against: dict[Flow, int] = {}
    for other in postings:
        opposite = (other.minor > 0) != (posting.minor > 0) and other.minor != 0
        if opposite and other.currency == posting.currency:
            flow = _place_flow(account, posting.minor, accounts[other.account_id])
            against[flow] = against.get(flow, 0) + abs(other.minor)
    if len(against) <= 1:
        return [_whole(posting, next(iter(against), Flow.OWN_TRANSFER))]
    weights = list(against.values())
    minors = allot(posting.minor, weights)
    homes = allot(posting.home_minor, weights) if posting.home_minor is not None else [None] * len(weights)
    return [
        Movement(posting.account_id, posting.currency, flow, minor, home)
        for flow, minor, home in zip(against, minors, homes, strict=True)
    ]


def _whole(posting: Posting, flow: Flow) -> Movement:
    return Movement(posting.account_id, posting.currency, flow, posting.minor, posting.home_minor)


def _category_flow(account: Account) -> Flow:
    if account.kind is Kind.INCOME:
        return Flow.INCOME
    if account.kind is Kind.EQUITY:
        return _equity_flow(account)
    if account.purpose in COST_OF_CREDIT_PURPOSES:
        return Flow.COST_OF_CREDIT
    return Flow.ESSENTIAL if account.purpose in ESSENTIAL_PURPOSES else Flow.OTHER


def _equity_flow(account: Account) -> Flow:
    return {Purpose.OPENING: Flow.OPENING, Purpose.EXCHANGE: Flow.EXCHANGE}.get(account.purpose, Flow.OWN_TRANSFER)


def _place_flow(place: Account, minor: int, against: Account) -> Flow:
    if not against.is_place:
        flow = _category_flow(against)
        is_purchase = place.purpose is Purpose.CARD and flow in (Flow.ESSENTIAL, Flow.OTHER)
        return Flow.CARD_PURCHASE if is_purchase else flow
    if place.purpose in _DEBTS or against.purpose in _DEBTS:
        into_debt = minor > 0 if place.purpose in _DEBTS else minor < 0
        return Flow.DEBT_REPAID if into_debt else Flow.DEBT_DRAWN
    return Flow.OWN_TRANSFER


_DEBTS = frozenset({Purpose.CARD, Purpose.LOAN})
