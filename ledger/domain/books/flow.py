"""Flow kinds: what the movement of money through an account meant.

A category posting has one flow, by the category's purpose. A posting to a place (cash, card, loan …) is divided
over what stood against it in the entry, to the last coin: one supermarket payment may be essential and other
spending at once. A reversal's flows are the exact negation of the original's, on the original's own side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

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


class Line(NamedTuple):
    """A posting with nothing beside what its flow needs: what is read by the thousand."""

    account_id: int
    minor: int
    currency: str
    home_minor: int | None


Signed = Posting | Line
"""Signed money on an account: `minor` units of a currency into (+) or out of (−) it, and its home value."""


class Movement(NamedTuple):
    """Part of a posting with one flow: `minor` of `currency` into (+) or out of (−) an account, and its home value."""

    account_id: int
    currency: str
    flow: Flow
    minor: int
    home_minor: int | None


class Flows:
    """What movements mean between the accounts of one book: a pair of accounts is asked once and remembered."""

    def __init__(self, accounts: Mapping[int, Account]) -> None:
        self._accounts = accounts
        self._between: dict[tuple[int, int, bool], Flow] = {}

    def movements(self, lines: Sequence[Signed]) -> list[Movement]:
        """Every posting of an entry as movements with one flow each; their minor units sum to the posting's."""
        if len(lines) == 2 and lines[0].minor == -lines[1].minor != 0 and lines[0].currency == lines[1].currency:
            one, other = lines
            return [_whole(one, self._flow(one, other)), _whole(other, self._flow(other, one))]
        return [movement for line in lines for movement in self._divided(line, lines)]

    def _flow(self, line: Signed, against: Signed) -> Flow:
        asked = (line.account_id, against.account_id, line.minor > 0)
        found = self._between.get(asked)
        if found is None:
            account, other = self._accounts[line.account_id], self._accounts[against.account_id]
            found = _place_flow(account, line.minor, other) if account.is_place else _category_flow(account)
            self._between[asked] = found
        return found

    def _divided(self, line: Signed, lines: Sequence[Signed]) -> list[Movement]:
        account = self._accounts[line.account_id]
        if not account.is_place:
            return [_whole(line, _category_flow(account))]
        against: dict[Flow, int] = {}
        for other in lines:
            opposite = (other.minor > 0) != (line.minor > 0) and other.minor != 0
            if opposite and other.currency == line.currency:
                flow = self._flow(line, other)
                against[flow] = against.get(flow, 0) + abs(other.minor)
        if len(against) <= 1:
            return [_whole(line, next(iter(against), Flow.OWN_TRANSFER))]
        weights = list(against.values())
        minors = allot(line.minor, weights)
        homes = allot(line.home_minor, weights) if line.home_minor is not None else [None] * len(weights)
        return [
            Movement(line.account_id, line.currency, flow, minor, home)
            for flow, minor, home in zip(against, minors, homes, strict=True)
        ]


def movements(
    postings: Sequence[Signed], accounts: Mapping[int, Account], *, reversal: bool = False
) -> tuple[Movement, ...]:
    """The movements of one entry.

    The postings of a reversal mean what the postings they mirror meant: a purchase taken back is no debt repaid.
    """
    if not reversal:
        return tuple(Flows(accounts).movements(postings))
    mirrored = [Line(one.account_id, -one.minor, one.currency, _less(one.home_minor)) for one in postings]
    return tuple(one._replace(minor=-one.minor, home_minor=_less(one.home_minor))
                 for one in Flows(accounts).movements(mirrored))


def _less(home_minor: int | None) -> int | None:
    return None if home_minor is None else -home_minor


def _whole(line: Signed, flow: Flow) -> Movement:
    return Movement(line.account_id, line.currency, flow, line.minor, line.home_minor)


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
