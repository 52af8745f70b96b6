"""What people eat and drink outside: breakfast on the way, the usual lunch, takeaways, a restaurant, a coffee."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.believable.calendar import Day
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.purse import Purse

Place = tuple[str, int, int]
"""Where one eats: its name, and from how much to how much it costs, in whole yuan."""


@dataclass(frozen=True, slots=True)
class Eater:
    """One person's tastes: how often in a hundred such days, where, and what it is paid from."""

    by: str
    breakfast_percent: int
    breakfasts: tuple[Place, ...]
    lunch_percent: int
    lunches: tuple[Place, ...]
    takeaway_percent: int
    takeaways: tuple[Place, ...]
    restaurants: tuple[Place, ...]
    coffee_percent: int
    coffees: tuple[Place, ...]
    with_whom: tuple[str, ...] = ("全家吃饭", "晚饭", "和朋友")
    wallet: str = "wechat"


def eat(purse: Purse, day: Day, dice: Dice, eater: Eater) -> None:
    """One person's day of eating out."""
    if day.is_family_time:
        return
    if day.is_workday:
        _breakfast(purse, dice, eater)
        _lunch(purse, dice, eater)
        _coffee(purse, dice, eater)
    elif dice.happens(42):
        _restaurant(purse, day, dice, eater)
    elif dice.happens(30):
        _weekend_drink(purse, dice, eater)
    if dice.happens(eater.takeaway_percent + (12 if day.is_rainy else 0)):
        name, low, high = dice.usually(eater.takeaways)
        purse.pay((18, dice.between(35, 59)), _yuan(dice, low, high) + dice.pick((0, 50, 80)), "dining",
                  "alipay", name, "晚饭外卖", by=eater.by)


def _breakfast(purse: Purse, dice: Dice, eater: Eater) -> None:
    if dice.happens(eater.breakfast_percent):
        name, low, high = dice.usually(eater.breakfasts)
        purse.pay((7, dice.between(40, 58)), _yuan(dice, low, high) + dice.pick((0, 0, 50)), "dining",
                  eater.wallet, name, "早饭", by=eater.by)


def _lunch(purse: Purse, dice: Dice, eater: Eater) -> None:
    if dice.happens(eater.lunch_percent):
        name, low, high = dice.usually(eater.lunches)
        purse.pay((12, dice.between(6, 48)), _yuan(dice, low, high), "dining", eater.wallet, name, "午饭",
                  by=eater.by)


def _coffee(purse: Purse, dice: Dice, eater: Eater) -> None:
    if dice.happens(eater.coffee_percent):
        name, low, high = dice.usually(eater.coffees)
        purse.pay((15, dice.between(2, 40)), _yuan(dice, low, high) + 90, "snacks", eater.wallet, name,
                  by=eater.by)


def _restaurant(purse: Purse, day: Day, dice: Dice, eater: Eater) -> None:
    name, low, high = dice.pick(eater.restaurants)
    feast = 130 if day.on.month in (1, 10, 12) else 100
    purse.pay((18, dice.between(20, 55)), _yuan(dice, low, high) * feast // 10_000 * 100, "dining", "alipay", name,
              dice.pick(eater.with_whom), by=eater.by)


def _weekend_drink(purse: Purse, dice: Dice, eater: Eater) -> None:
    name, low, high = dice.pick(eater.coffees)
    purse.pay((15, dice.between(5, 50)), 2 * _yuan(dice, low, high), "snacks", eater.wallet, name, "下午茶",
              by=eater.by)


def _yuan(dice: Dice, low: int, high: int) -> int:
    return dice.between(low, high) * 100
