"""Mei's home: two earners, a child, parents to help, and a card of some twelve thousand that is never cleared.

She pays about 1,100 a month on it and buys about as much again less the interest, so it stays where it is, while
the rainy-day money would cover a good part of it.
"""

from __future__ import annotations

from datetime import date

from ledger.domain.believable import bills, year
from ledger.domain.believable.around import basket, commute, drive, household_goods, outings, stock_up
from ledger.domain.believable.calendar import Day, day_of, next_monthly, next_payday, next_yearly, payday
from ledger.domain.believable.cards import CARD, Card, owed
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.eating import Eater, eat
from ledger.domain.believable.happening import Coming, Happening
from ledger.domain.believable.orders import Sent, order, returns
from ledger.domain.believable.purse import Purse
from ledger.kernel.period import Period
from ledger.kernel.terms import CardTerms

SEED = "home"
TERMS = CardTerms(limit=3_000_000, statement_day=5, due_day=25, minimum_bps=500, minimum_floor=5_000, rate_bps=1825)
OPENING = {
    "bank": 1_264_380, "wechat": 86_240, "alipay": 41_790, "cash": 62_000, "money_fund": 2_455_016,
    "transit_card": 7_350, "health_card": 184_200, CARD: -1_194_630,
}
"""What each place held in the evening before the first day, in minor units."""

WANTED_DEBT = 1_265_000
"""What Mei lets the card owe before she pays in another way, in minor units."""

PLENTY = 4_600_000
_FED_FROM = {"wechat": ("bank", 60_000), "alipay": ("bank", 60_000), "cash": ("bank", 50_000),
             "transit_card": ("wechat", 10_000), "bank": ("money_fund", 200_000)}
_PAY, _RENT, _NURSERY, _CARD_PAYMENT, _PUT_ASIDE, _PARENTS = 1_380_000, 420_000, 180_000, 110_000, 150_000, 100_000
_SUPPORT_FROM_SHOP = 450_000
_WARES = ("clothes", "child", "daily", "beauty", "furnishing")
_MEI = Eater(
    "mei", 68, (("包子铺", 7, 12), ("罗森", 11, 17), ("豆浆油条", 6, 10)),
    86, (("老街面馆", 24, 38), ("公司食堂", 16, 22), ("沙县小吃", 18, 26), ("麦当劳", 29, 46)),
    13, (("美团外卖", 52, 96), ("饿了么", 48, 88)),
    (("海底捞", 236, 390), ("小院湘菜", 128, 226), ("外婆家", 118, 198), ("Pizza Marzano", 148, 238)),
    38, (("瑞幸", 9, 16), ("星巴克", 29, 38)),
)


def lived(days: Period) -> list[Happening]:
    """Everything that happened in Mei's home on these days, in the order it happened."""
    purse = Purse(OPENING, _FED_FROM, "mei")
    card = Card(TERMS, is_cleared=False)
    going_back: list[Sent] = []
    found: list[Happening] = []
    for on in days.each_day():
        day, dice = day_of(on), Dice(SEED, on)
        purse.today = on
        _income(purse, day, dice)
        _by_the_month(purse, day, dice)
        _every_day(purse, day, dice)
        _child(purse, day, dice)
        _of_the_year(purse, day, dice)
        returns(purse, day, going_back)
        if not day.is_family_time:
            going_back += order(purse, day, dice, "mei", _pays_with(purse), _WARES)
        card.pay_bill(purse, day, _CARD_PAYMENT + dice.pick((0, 0, 0, 10_000, -5_000)))
        card.close_day(purse, day)
        found += purse.end_day(dice, forgetful=5)
    return found


def coming(today: date) -> tuple[Coming, ...]:
    """What Mei has written down as coming."""
    wedding = next_yearly(today, year.WEDDINGS)
    gift, _couple = year.wedding_gift(SEED, wedding)
    return (
        Coming("房租", "expense", "bank", "rent", _RENT, next_monthly(today, 1), anchor=1),
        Coming("工资", "income", "bank", "salary", _PAY, next_payday(today, 15), anchor=15),
        Coming("幼儿园", "expense", "bank", "child", _NURSERY, next_monthly(today, 20), anchor=20),
        Coming("给爸妈", "expense", "bank", "elders", _PARENTS, next_monthly(today, 16), anchor=16),
        Coming("存进备用金", "transfer", "bank", "money_fund", _PUT_ASIDE, next_monthly(today, 17), anchor=17),
        Coming("还信用卡", "transfer", "bank", "credit_card", _CARD_PAYMENT, next_monthly(today, 25), anchor=25),
        Coming("车险", "expense", "bank", "insurance", 218_000, next_yearly(today, ((12, 12),)), "yearly", 12),
        Coming("婚礼红包", "expense", "wechat", "giving", gift, wedding, "once", wedding.day),
    )


def _income(purse: Purse, day: Day, dice: Dice) -> None:
    if day.on == payday(day.on, 15):
        purse.earn((10, 2), _PAY + dice.pick((0, 0, 12_000, 26_000, 41_000)), "salary", "bank", "公司", "工资")
    if day.on.day == 28:
        purse.earn((20, dice.between(5, 40)), dice.about(_SUPPORT_FROM_SHOP, 9) // 10_000 * 10_000, "salary_partner",
                   "bank", "街角小店", "小军交家用", by="jun")
    if day.on.day == 21:
        purse.earn((9, 40), dice.about(14_820, 3), "benefits", "health_card", "医保", "医保划入")
    year.bonus(purse, day, dice, _PAY)
    bills.yield_of_fund(purse, day, dice)


def _by_the_month(purse: Purse, day: Day, dice: Dice) -> None:
    if day.on.day == 1:
        purse.pay((9, 10), _RENT, "rent", "bank", "房东周姐", "房租")
    if day.on.day == 16:
        purse.pay((19, 40), _PARENTS + (20_000 if day.on.month in (5, 6) else 0), "elders", "bank", "爸妈", "生活费")
    if day.on.day == 9 + day.on.month % 3:
        purse.pay((11, 5), 6_450, "elders", "health_card", "益丰大药房", "妈妈的降压药")
    if day.on.day == 17 and purse.held["bank"] > 500_000:
        purse.move((21, 15), _PUT_ASIDE, "bank", "money_fund", "", "存进备用金")
    bills.utilities(purse, day, dice, 3)
    bills.telephones(purse, day, dice, 11_800, "话费两个号")
    bills.subscriptions(purse, day, dice, 2)


def _every_day(purse: Purse, day: Day, dice: Dice) -> None:
    with_card = _pays_with(purse)
    eat(purse, day, dice, _MEI)
    commute(purse, day, dice, "mei", 600)
    outings(purse, day, dice, "mei")
    if not day.is_family_time:
        basket(purse, day, dice, "mei", CARD if owed(purse) < WANTED_DEBT - 100_000 else "alipay", 9200)
        stock_up(purse, day, dice, "jun", with_card, 42_000)
        drive(purse, day, dice, "jun", with_card)
        household_goods(purse, day, dice, "mei")
    bills.appearances(purse, day, dice, "mei", 4800, 38_000)
    bills.pastimes(purse, day, dice, "jun")
    bills.illness(purse, day, dice, "mei")


def _pays_with(purse: Purse) -> str:
    """The card, unless one more purchase would take it past what Mei lets it owe."""
    return CARD if owed(purse) < WANTED_DEBT - 40_000 else "alipay"


def _child(purse: Purse, day: Day, dice: Dice) -> None:
    if day.on.day == 20:
        purse.pay((8, 50), _NURSERY if day.is_school_term else _NURSERY // 2, "child", "bank", "小太阳幼儿园",
                  "豆豆的学费")
    if dice.happens(5):
        purse.pay((20, dice.between(5, 50)), dice.pick((28_600, 28_600, 27_900, 26_800)), "child", "alipay", "京东",
                  "豆豆的奶粉", by="jun")
    if not day.is_workday and dice.happens(16):
        purse.pay((16, dice.between(5, 50)), dice.skewed(6_800) // 100 * 100, "child", "wechat",
                  dice.pick(("孩子王", "儿童乐园", "新华书店")), dice.pick(("豆豆的玩具", "淘气堡", "绘本")), by="jun")
    if (day.on.month, day.on.day) in ((3, 5), (9, 5)):
        purse.pay((19, 20), dice.about(320_000, 6) // 1000 * 1000, "education", "bank", "彩虹画室", "豆豆一学期画画课")


def _of_the_year(purse: Purse, day: Day, dice: Dice) -> None:
    year.new_year(purse, day, dice, 100)
    year.mid_autumn(purse, day, dice)
    year.weddings(purse, day, SEED)
    year.summer_journey(purse, day, dice, 520_000)
    year.insure(purse, day, dice, (12, 12), 218_000, "车险")
    year.insure(purse, day, dice, (4, 22), 486_000, "重疾险")
    if not day.is_family_time:
        year.when_plenty(purse, day, dice, PLENTY)
