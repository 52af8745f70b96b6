"""Things ordered on the great sale days, and what is sent back some days later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.believable.calendar import Day
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.purse import Purse

_WARES = (
    ("clothes", 26_000, "天猫", "外套"), ("clothes", 15_800, "优衣库", "打底衫"), ("child", 9900, "天猫", "童装"),
    ("child", 8900, "京东", "儿童雨衣"), ("daily", 7600, "天猫超市", "囤纸巾"), ("beauty", 18_900, "天猫", "护肤品"),
    ("clothes", 32_000, "京东", "运动鞋"), ("furnishing", 21_900, "宜家", "床品"), ("child", 12_800, "当当", "绘本"),
)
_SALES = {(11, 10): 30, (11, 11): 75, (11, 1): 40, (6, 1): 35, (6, 17): 50, (6, 18): 80, (12, 12): 40, (3, 8): 35}
"""Days of the great sales, and how likely each of four orders is, in a hundred."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An order going back: the day its money returns, and what it was."""

    on: date
    minor: int
    category: str
    account: str
    payee: str
    what: str
    by: str


def order(purse: Purse, day: Day, dice: Dice, by: str, account: str, wares: tuple[str, ...]) -> list[Sent]:
    """Order on a sale day, or seldom on another; what will go back. Only wares of these categories."""
    chance = _SALES.get((day.on.month, day.on.day), 1)
    return [sent for _ in range(4) if dice.happens(chance)
            for sent in _one(purse, day, dice, by, account, wares)]


def returns(purse: Purse, day: Day, going_back: list[Sent]) -> None:
    """The money of what went back comes in on its day."""
    for sent in going_back:
        if sent.on == day.on:
            purse.get_back((16, 20), sent.minor, sent.category, sent.account, sent.payee, f"退款：{sent.what}",
                           by=sent.by)


def _one(purse: Purse, day: Day, dice: Dice, by: str, account: str, wares: tuple[str, ...]) -> list[Sent]:
    category, typical, payee, what = dice.pick([ware for ware in _WARES if ware[0] in wares])
    minor = dice.skewed(typical) // 100 * 100 + dice.pick((0, 90, 50))
    at = (21 + dice.below(2), dice.between(5, 55))
    purse.pay(at, minor, category, account, payee, what, by=by)
    if not dice.happens(24):
        return []
    part = minor if dice.happens(70) else minor * dice.between(30, 60) // 100
    return [Sent(day.on + timedelta(days=dice.between(3, 8)), part, category, account, payee, what, by)]
