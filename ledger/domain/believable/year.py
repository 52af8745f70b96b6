"""What a year brings a family: the bonus, the new year's week, weddings, festivals, insurance, a summer journey."""

from __future__ import annotations

from datetime import date

from ledger.domain.believable.calendar import Day
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.purse import Purse

WEDDINGS = ((5, 2), (10, 3), (12, 5))
"""Days of the year on which somebody marries."""

_COUPLES = ("李伟", "小陈", "表妹", "大学同学阿敏", "同事小吴", "堂弟")


def wedding_gift(seed: str, on: date) -> tuple[int, str]:
    """What is given at the wedding of a day, in minor units, and whose it is."""
    dice = Dice(seed, "wedding", on)
    return dice.pick((60_000, 80_000, 80_000, 100_000)), dice.pick(_COUPLES)


def weddings(purse: Purse, day: Day, seed: str) -> None:
    """A wedding on its day."""
    if (day.on.month, day.on.day) in WEDDINGS:
        minor, couple = wedding_gift(seed, day.on)
        purse.pay((11, 40), minor, "giving", "wechat", couple, f"{couple}的婚礼红包")


def new_year(purse: Purse, day: Day, dice: Dice, generosity: int) -> None:
    """The weeks around the lunar new year: goods, tickets home, red packets, outings. `generosity` in a hundred."""
    at = (10, dice.between(5, 55))
    if -16 <= day.from_new_year <= -3 and dice.happens(30):
        what, category, typical = dice.pick((
            ("年货", "groceries", 26_000), ("新衣服", "clothes", 34_000), ("给爸妈的年礼", "giving", 38_000),
            ("春联和灯笼", "daily", 6000)))
        purse.pay(at, dice.skewed(typical * generosity // 100), category, "alipay", "年货市场", what)
    if day.from_new_year in (-4, 6):
        purse.pay((13, 10), dice.about(64_000 * generosity // 100, 6), "transport", "bank", "12306", "回家高铁票")
    if day.from_new_year in (-1, 0):
        purse.pay((19, 30), dice.between(8, 14) * 10_000 * generosity // 100 // 100 * 100, "giving", "wechat", "爸妈",
                  "过年红包")
    if 0 <= day.from_new_year <= 4:
        for child in ("侄女", "外甥", "邻居家孩子")[: dice.between(0, 3)]:
            purse.pay((11, dice.between(5, 55)), dice.pick((10_000, 20_000)), "giving", "wechat", child, "压岁钱")
    if 1 <= day.from_new_year <= 5 and dice.happens(55):
        purse.pay((15, 20), dice.skewed(15_000), "entertainment", "alipay", "庙会和电影")


def mid_autumn(purse: Purse, day: Day, dice: Dice) -> None:
    """Moon cakes and a box for the parents, in the second half of September."""
    if day.on.month == 9 and day.on.day == 21:
        purse.pay((19, 25), dice.about(32_000, 25) // 100 * 100, "giving", "alipay", "广州酒家", "月饼给爸妈")


def bonus(purse: Purse, day: Day, dice: Dice, months_pay: int) -> None:
    """The year's bonus three weeks before the lunar new year: around a month's pay."""
    if day.from_new_year == -19:
        purse.earn((16, 5), dice.about(months_pay, 12) // 100 * 100, "bonus", "bank", "公司", "年终奖")


def summer_journey(purse: Purse, day: Day, dice: Dice, budget: int) -> None:
    """A week away in August, booked in July. `budget` in minor units."""
    if (day.on.month, day.on.day) == (7, 9):
        purse.pay((21, 20), dice.about(budget * 45 // 100, 10) // 100 * 100, "travel", "bank", "携程", "暑假机票酒店")
    if day.on.month == 8 and 5 <= day.on.day <= 10:
        purse.pay((17, dice.between(5, 55)), dice.skewed(budget * 9 // 100), "travel", "alipay", "海边",
                  dice.pick(("门票", "海鲜", "民宿加床", "租船")))


def insure(purse: Purse, day: Day, dice: Dice, on: tuple[int, int], minor: int, what: str) -> None:
    """A premium once a year, a little dearer or cheaper each time."""
    if (day.on.month, day.on.day) == on:
        purse.pay((10, 15), dice.about(minor, 4) // 100 * 100, "insurance", "bank", "平安保险", what)


def when_plenty(purse: Purse, day: Day, dice: Dice, plenty: int) -> None:
    """Where more is left than the family needs, something long wanted is bought on a free day."""
    if day.is_workday or purse.liquid < plenty or not dice.happens(35):
        return
    category, typical, name, what = dice.pick((
        ("electronics", 310_000, "京东", "洗碗机"), ("furnishing", 260_000, "宜家", "书柜"),
        ("electronics", 280_000, "苏宁", "扫地机器人"), ("travel", 240_000, "携程", "周末出游"),
        ("education", 220_000, "编程夜校", "课程")))
    purse.pay((16, dice.between(5, 55)), dice.about(typical, 18) // 100 * 100, category, "bank", name, what)
