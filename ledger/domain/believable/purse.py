"""A purse: what stands in each place of one book, so that a life can depend on what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ledger.domain.believable.dice import Dice
from ledger.domain.believable.happening import Happening
from ledger.domain.books.entry import Verb

Clock = tuple[int, int]
"""A local hour and minute."""

Parts = tuple[tuple[str, int], ...]

SPENDABLE = ("cash", "till", "wechat", "alipay", "bank", "money_fund", "transit_card", "health_card")
"""Scene keys of the places whose money can be spent at once."""


class Purse:
    """Balances by place in minor units of one currency, and what happened today.

    `fed_from` says where a place is filled up from when it runs short, and with how much at a time: a wallet
    from the bank, the bank from the rainy-day money.
    """

    def __init__(self, opening: Mapping[str, int], fed_from: Mapping[str, tuple[str, int]], recorder: str,
                 currency: str = "CNY") -> None:
        self.held, self._morning = dict(opening), dict(opening)
        self.today = date.min
        self._fed_from, self._recorder, self._currency = fed_from, recorder, currency
        self._happened: list[Happening] = []

    @property
    def liquid(self) -> int:
        """What the places whose money can be spent at once hold together."""
        return sum(self.held.get(place, 0) for place in SPENDABLE)

    def pay(self, at: Clock, minor: int, category: str, account: str, payee: str = "", note: str = "", *,
            by: str = "", parts: Parts = ()) -> None:
        """Spend from a place, on a card or on account."""
        self._happen(at, Verb.EXPENSE, minor, account, category, None, payee, note, by, parts)

    def earn(self, at: Clock, minor: int, category: str, account: str, payee: str = "", note: str = "", *,
             by: str = "") -> None:
        """Money comes into a place."""
        self._happen(at, Verb.INCOME, minor, account, category, None, payee, note, by, ())

    def get_back(self, at: Clock, minor: int, category: str, account: str, payee: str = "", note: str = "", *,
                 by: str = "") -> None:
        """A purchase, or part of one, is paid back."""
        self._happen(at, Verb.REFUND, minor, account, category, None, payee, note, by, ())

    def move(self, at: Clock, minor: int, account: str, to: str, payee: str = "", note: str = "", *,
             by: str = "") -> None:
        """Money goes from one place to another."""
        self._happen(at, Verb.TRANSFER, minor, account, None, to, payee, note, by, ())

    def take(self, at: Clock, channels: Parts, category: str, note: str = "", *, by: str = "") -> None:
        """A day's takings by channel."""
        total = sum(minor for _, minor in channels)
        self._happen(at, Verb.TAKINGS, total, channels[0][0], category, None, "", note, by, channels)

    def end_day(self, dice: Dice, forgetful: int) -> list[Happening]:
        """Today's happenings in the order of the clock, some recorded later: `forgetful` in a hundred.

        Walking through them once more, every place that would run short is filled up first.
        """
        self.held = dict(self._morning)
        whole_day = dice.happens(forgetful // 2)
        found: list[Happening] = []
        for one in sorted(self._happened, key=lambda one: (one.hour, one.minute)):
            late = _lateness(dice, forgetful, whole_day) if one.hour < 20 else 0
            if one.verb in (Verb.EXPENSE, Verb.TRANSFER):
                found += self._fill(one.account, one.minor, one)
            self._apply(one)
            found.append(replace(one, late=late))
        self._happened, self._morning = [], dict(self.held)
        return found

    def _fill(self, place: str, minor: int, before: Happening) -> list[Happening]:
        short = minor - self.held.get(place, 0)
        if place not in self._fed_from or short <= 0:
            return []
        source, step = self._fed_from[place]
        fill = replace(before, verb=Verb.TRANSFER, minor=step * (short // step + 1), account=source, category=None,
                       to=place, payee="", note="", parts=())
        found = [*self._fill(source, fill.minor, fill), fill]
        self._apply(fill)
        return found

    def _happen(self, at: Clock, verb: Verb, minor: int, account: str, category: str | None, to: str | None,
                payee: str, note: str, by: str, parts: Parts) -> None:
        one = Happening(self.today, at[0], at[1], verb, minor, self._currency, account, category, to, payee, note,
                        by or self._recorder, parts=parts)
        self._happened.append(one)
        self._apply(one)

    def _apply(self, one: Happening) -> None:
        if one.verb is Verb.TAKINGS:
            for place, part in one.parts:
                self._add(place, part)
            return
        self._add(one.account, one.minor if one.verb in (Verb.INCOME, Verb.REFUND) else -one.minor)
        if one.to is not None:
            self._add(one.to, one.minor)

    def _add(self, place: str, minor: int) -> None:
        self.held[place] = self.held.get(place, 0) + minor


def _lateness(dice: Dice, forgetful: int, whole_day: bool) -> int:
    if whole_day:
        return 1
    return dice.pick((1, 1, 1, 2, 4)) if dice.happens(forgetful) else 0
