"""Reading a life back: balances at the end of each day, reckoned a second time from what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from ledger.domain.believable.cast import STORIES, Story, first_day
from ledger.domain.believable.happening import Happening
from ledger.domain.books.account import Account
from ledger.domain.books.entry import Verb
from ledger.kernel.period import Period
from ledger.services.books.opening import accounts_of, scenes

TODAY = date(2026, 11, 21)
START = first_day(TODAY)
DAYS = Period(START, date(2026, 11, 22))
BY_KEY = {story.key: story for story in STORIES}
LIQUID = ("cash", "till", "wechat", "alipay", "bank", "money_fund", "transit_card", "health_card")


@cache
def life(key: str, until: date = TODAY) -> tuple[Happening, ...]:
    """Everything in a story's book from the first day of the demo up to and including a day."""
    return tuple(BY_KEY[key].lived(Period(START, date.fromordinal(until.toordinal() + 1))))


@cache
def accounts_by_key(key: str) -> Mapping[str, Account]:
    """Every account a story may use, as its scene opens it; places the scene leaves shut are open too."""
    scene = scenes()[BY_KEY[key].scene]
    opened = replace(scene, accounts=tuple(replace(item, opened=True) for item in scene.accounts))
    return {str(account.pack_key): account for account in accounts_of(opened)}


def balances(story: Story, happened: Iterable[Happening]) -> Iterator[tuple[date, dict[str, int]]]:
    """What every place holds in the evening of each day on which something happened."""
    held, day = dict(story.opening), None
    for one in happened:
        if day is not None and one.on != day:
            yield day, dict(held)
        day = one.on
        _apply(held, one)
    if day is not None:
        yield day, dict(held)


def liquid(held: Mapping[str, int]) -> int:
    """Money that can be spent at once, in minor units."""
    return sum(held.get(place, 0) for place in LIQUID)


def _apply(held: dict[str, int], one: Happening) -> None:
    if one.verb is Verb.TAKINGS:
        for place, minor in one.parts:
            held[place] = held.get(place, 0) + minor
        return
    sign = 1 if one.verb in (Verb.INCOME, Verb.REFUND) else -1
    held[one.account] = held.get(one.account, 0) + sign * one.minor
    if one.to is not None:
        held[one.to] = held.get(one.to, 0) + one.minor
