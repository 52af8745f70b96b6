"""What comes by the month whether one likes it or not: power, water, gas, telephones, subscriptions, the fund."""

from __future__ import annotations

from ledger.domain.believable.calendar import Day
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.purse import Purse

FUND_RATE_BPS = 165
"""Yield of a money fund in basis points a year, as such funds paid of late."""

_SUBSCRIPTIONS = ((8, 2500, "腾讯视频"), (12, 2100, "iCloud"), (22, 1500, "网易云音乐"))


def utilities(purse: Purse, day: Day, dice: Dice, rooms: int) -> None:
    """Power every month, water in odd ones, gas in even ones; homes cool in July and heat in winter."""
    month, on = day.on.month, day.on.day
    if on == 10:
        typical = 5200 * rooms * (190 if day.is_hot else 160 if day.is_cold else 100) // 100
        purse.pay((20, dice.between(5, 40)), dice.about(typical, 14), "utilities", "alipay", "国家电网", "电费")
    if on == 14 and month % 2:
        purse.pay((20, dice.between(5, 40)), dice.about(2900 * rooms, 16), "utilities", "alipay", "自来水公司", "水费")
    if on == 18 and not month % 2:
        typical = 2600 * rooms * (310 if month in (12, 2) else 100) // 100
        purse.pay((20, dice.between(5, 40)), dice.about(typical, 15), "utilities", "alipay", "燃气公司", "燃气费")


def telephones(purse: Purse, day: Day, dice: Dice, plans: int, note: str) -> None:
    """Telephone plans on the fifteenth, sometimes with data on top; broadband twice a year. `plans` in minor units."""
    if day.on.day == 15:
        extra = 1000 if dice.happens(22) else 0
        purse.pay((20, dice.between(5, 30)), plans + extra, "phone", "wechat", "中国移动", note)
    if day.on.day == 6 and day.on.month in (3, 9):
        purse.pay((20, 41), 36_000, "phone", "alipay", "中国电信", "半年宽带")


def subscriptions(purse: Purse, day: Day, dice: Dice, kept: int) -> None:
    """The first `kept` subscriptions of the list, each on its day."""
    for on, minor, name in _SUBSCRIPTIONS[:kept]:
        if day.on.day == on:
            purse.pay((0, dice.between(5, 30)), minor, "subscriptions", "alipay", name, "自动续费")


def yield_of_fund(purse: Purse, day: Day, dice: Dice) -> None:
    """What the money fund earned last month."""
    earned = purse.held.get("money_fund", 0) * FUND_RATE_BPS // 120_000
    if day.on.day == 1 and earned > 100:
        purse.earn((7, 5), dice.about(earned, 8), "interest_income", "money_fund", "余额宝", "上月收益")


def appearances(purse: Purse, day: Day, dice: Dice, by: str, cut: int, salon: int) -> None:
    """A haircut a month and a salon a quarter, in minor units."""
    if day.on.weekday() == 6 and day.on.day <= 7:
        purse.pay((14, dice.between(5, 50)), cut + dice.pick((0, 0, 1000)), "beauty", "wechat", "阿强理发",
                  "剪发", by=by)
    if day.on.weekday() == 5 and 15 <= day.on.day <= 21 and day.on.month in (1, 4, 8, 11):
        purse.pay((14, dice.between(5, 50)), dice.about(salon, 20) // 100 * 100, "beauty", "wechat", "木棉美发",
                  "烫染", by=by)


def pastimes(purse: Purse, day: Day, dice: Dice, by: str) -> None:
    """A film, an exhibition, a swim: on some free days."""
    if day.is_workday or not dice.happens(15):
        return
    category, name, low, high = dice.usually((
        ("entertainment", "猫眼电影", 70, 130), ("sport", "社区游泳馆", 30, 60), ("entertainment", "美术馆", 40, 100)))
    purse.pay((14, dice.between(5, 55)), dice.between(low, high) * 100, category, "wechat", name, by=by)


def illness(purse: Purse, day: Day, dice: Dice, by: str) -> None:
    """A cold now and then, more of them in winter; rarely a hospital."""
    if dice.happens(4 if day.is_cold else 2):
        purse.pay((17, dice.between(5, 55)), dice.skewed(4200), "health", "health_card", "益丰大药房",
                  dice.pick(("感冒药", "止咳糖浆", "创可贴和碘伏", "维生素")), by=by)
    elif dice.happens(1):
        purse.pay((10, dice.between(5, 55)), dice.skewed(21_000), "health", "wechat", "市一医院", "门诊和化验", by=by)
