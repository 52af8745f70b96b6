"""Getting about and filling the fridge: metro, taxis in the rain, the car, and the baskets of a week."""

from __future__ import annotations

from ledger.domain.believable.calendar import Day
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.purse import Purse

_GREENS = ("菜市场", "楼下水果店", "菜市场", "豆腐摊")
_ONLINE = ("天猫超市", "拼多多", "名创优品", "京东")
_GOODS = ("洗衣液", "抽纸", "垃圾袋和洗洁精", "牙膏牙刷", "沐浴露", "拖把头", "收纳盒", "电池")


def commute(purse: Purse, day: Day, dice: Dice, by: str, fare: int) -> None:
    """The metro to work and back, or a taxi where it rains or is late. `fare` in minor units."""
    if not day.is_workday:
        return
    late_start = day.is_rainy and dice.happens(30)
    if late_start:
        purse.pay((8, dice.between(20, 45)), _metered(dice, 2600), "transport", "wechat", "滴滴", "下雨打车", by=by)
    elif dice.happens(82):
        purse.pay((8, dice.between(15, 40)), fare, "transport", "transit_card", "地铁", by=by)
    if dice.happens(9):
        purse.pay((21, dice.between(5, 40)), _metered(dice, 3100), "transport", "wechat", "滴滴", "加班打车", by=by)
    elif dice.happens(64):
        purse.pay((18, dice.between(5, 30)), fare, "transport", "transit_card", "地铁", by=by)


def outings(purse: Purse, day: Day, dice: Dice, by: str) -> None:
    """A bus, a shared bicycle or a taxi on a free day."""
    if day.is_workday or not dice.happens(32):
        return
    what, typical = dice.pick((("滴滴", 2400), ("公交", 300), ("哈啰单车", 250), ("地铁", 500)))
    account = "transit_card" if what in ("公交", "地铁") else "wechat"
    purse.pay((10, dice.between(5, 55)), _metered(dice, typical), "transport", account, what, by=by)


def drive(purse: Purse, day: Day, dice: Dice, by: str, pay_from: str) -> None:
    """Petrol every eleven days or so, parking on free days, two services a year."""
    if dice.happens(9):
        litres = dice.between(34, 46)
        price = 744 + 4 * day.on.month + dice.between(-18, 18)
        purse.pay((17, dice.between(5, 50)), litres * price, "car", pay_from, "中石化", f"加油 {litres} 升", by=by)
    if not day.is_workday and dice.happens(34):
        purse.pay((16, dice.between(5, 55)), dice.between(2, 8) * 250, "car", "wechat", "停车场", "停车", by=by)
    if day.on.month in (4, 10) and day.on.day == 18:
        purse.pay((10, 20), dice.about(56_000, 25) // 100 * 100, "car", "bank", "老赵汽修", "保养", by=by)


def basket(purse: Purse, day: Day, dice: Dice, by: str, pay_from: str, size: int) -> None:
    """An evening's groceries on two to four days a week, the market on free mornings. `size` is a typical basket."""
    if day.is_workday and dice.happens(40):
        minor = dice.skewed(size)
        goods = minor * dice.between(15, 40) // 100 if dice.happens(18) else 0
        parts = (("groceries", minor - goods), ("daily", goods)) if goods else ()
        purse.pay((19, dice.between(2, 50)), minor, "groceries", pay_from, "盒马", "菜和日用" if goods else "菜",
                  by=by, parts=parts)
    if not day.is_workday and dice.happens(55):
        minor = dice.skewed(size * 45 // 100) // 50 * 50 + 100
        name = dice.pick(_GREENS)
        purse.pay((9, dice.between(5, 55)), minor, "groceries", "cash" if name != "楼下水果店" else "wechat", name,
                  by=by)


def stock_up(purse: Purse, day: Day, dice: Dice, by: str, pay_from: str, typical: int) -> None:
    """The big shop of a month, on one of its Saturdays."""
    if day.on.weekday() == 5 and dice.happens(25):
        purse.pay((11, dice.between(5, 50)), dice.skewed(typical), "groceries", pay_from, "山姆", "一月一次", by=by)


def household_goods(purse: Purse, day: Day, dice: Dice, by: str) -> None:
    """Small things for the house, ordered in the evening; a few of them go back days later."""
    if dice.happens(11):
        minor = dice.skewed(4600) // 10 * 10
        purse.pay((22, dice.between(5, 50)), minor, "daily", "alipay", dice.usually(_ONLINE), dice.pick(_GOODS), by=by)


def _metered(dice: Dice, typical: int) -> int:
    return dice.about(typical, 35) // 10 * 10 if typical > 600 else typical
