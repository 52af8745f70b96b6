"""Jun's corner shop, with Ola as a partner: it earns, yet its cash runs down to the tenth of every month.

Rent, the supplier's account and wages fall due one after another, and the canteen it delivers to pays later and
later. What is left over goes into stock, so the next low is never far.
"""

from __future__ import annotations

from datetime import date

from ledger.domain.believable.calendar import Day, day_of, next_monthly, next_payday, next_yearly, payday
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.happening import Coming, Happening
from ledger.domain.believable.purse import Clock, Purse
from ledger.domain.believable.tabs import CANTEEN, Tabs
from ledger.kernel.period import Period

SEED = "shop"
OPENING = {
    "till": 60_000, "wechat": 142_350, "alipay": 68_120, "bank": 1_263_400, "unsettled": 0, "customer_tab": 684_000,
    "deposit": 1_080_000, "equipment": 2_640_000, "supplier": -486_500,
}
"""What each place held in the evening before the first day, in minor units."""

_FED_FROM = {"till": ("bank", 50_000), "wechat": ("bank", 100_000), "alipay": ("bank", 50_000)}
_FROM = ("wechat", "alipay", "till", "bank")
_RENT, _WAGES, _SOCIAL = 360_000, 480_000, 78_000
_JUN_TAKES, _OLA_TAKES = 460_000, 320_000
_SUPPLIER = "恒丰商贸"
OPENED_WITH = {"customer_tab": CANTEEN, "supplier": _SUPPLIER}
"""Whom what was owed at the start was with."""

_SUPPLIER_USUALLY, _STOCK_USUALLY = 1_560_000, 680_000
_SUPPLIER_BY_THE_27TH = 1_150_000
_ENOUGH_FOR_THE_TENTH = 1_350_000
"""What the shop keeps on the 27th, in minor units: with the days' takings just enough for rent, supplier, wages."""

_SEASON = (112, 84, 96, 100, 104, 98, 92, 94, 104, 106, 100, 108)
"""Takings of a day in a hundred, by month: full before the lunar new year, empty after it."""


def lived(days: Period) -> list[Happening]:
    """Everything that happened in the shop on these days, in the order it happened."""
    purse, tabs = Purse(OPENING, _FED_FROM, "jun"), Tabs(days.start)
    found: list[Happening] = []
    for on in days.each_day():
        day, dice = day_of(on), Dice(SEED, on)
        purse.today = on
        if _is_open(day):
            _goods(purse, day, dice)
        _clear_places(purse, day, dice)
        if _is_open(day):
            _takings(purse, day, dice)
            _odds_and_ends(purse, dice)
            tabs.deliver(purse, day, dice)
        tabs.collect(purse, day, dice)
        _delivery_platform(purse, day, dice)
        _bills(purse, day, dice)
        _partners(purse, day, dice)
        found += purse.end_day(dice, forgetful=3)
    return found


def coming(today: date) -> tuple[Coming, ...]:
    """What Jun has written down as coming. That the canteen pays is not among it: nobody knows when."""
    return (
        Coming("房租", "expense", "bank", "rent", _RENT, next_monthly(today, 1), anchor=1),
        Coming("结供应商", "transfer", "bank", "supplier", _SUPPLIER_USUALLY, next_monthly(today, 5), anchor=5),
        Coming("发工资", "expense", "bank", "wages", _WAGES, next_payday(today, 10), anchor=10),
        Coming("交社保", "expense", "bank", "social_insurance", _SOCIAL, next_monthly(today, 15), anchor=15),
        Coming("小军拿回家", "transfer", "bank", "partner_current", _JUN_TAKES, next_monthly(today, 26), anchor=26),
        Coming("欧拉支取", "transfer", "bank", "partner_current", _OLA_TAKES, next_monthly(today, 26), anchor=26),
        Coming("囤货", "expense", "bank", "goods", _STOCK_USUALLY, next_monthly(today, 27), anchor=27),
        Coming("店铺保险", "expense", "bank", "insurance", 168_000, next_yearly(today, ((12, 8),)), "yearly", 8),
    )


def _is_open(day: Day) -> bool:
    return not 0 <= day.from_new_year <= 4


def _takings(purse: Purse, day: Day, dice: Dice) -> None:
    typical = 192_000 if day.on.weekday() >= 5 else 158_000
    eve = 145 if -12 <= day.from_new_year < 0 else 100
    total = dice.about(typical * _SEASON[day.on.month - 1] * eve // 10_000, 22) * (88 if day.is_rainy else 100) // 100
    cash = total * dice.between(17, 27) // 100 // 50 * 50
    alipay = total * dice.between(16, 24) // 100
    by = "ola" if day.on.weekday() in (1, 3, 5) else "jun"
    note = "雨天" if day.is_rainy else ""
    purse.take((20 + dice.below(2), dice.between(5, 50)),
               (("wechat", total - cash - alipay), ("alipay", alipay), ("till", cash)), "sales", note, by=by)


def _goods(purse: Purse, day: Day, dice: Dice) -> None:
    if day.on.weekday() in (0, 2, 5):
        minor = dice.about(168_000, 26) * _SEASON[day.on.month - 1] // 100 // 100 * 100
        place = next((one for one in _FROM if purse.held[one] >= minor), "supplier")
        purse.pay((6, dice.between(5, 50)), minor, "goods", place, _SUPPLIER if place == "supplier" else "城东批发市场",
                  dice.pick(("蔬菜和苹果", "蔬菜", "水果和鸡蛋", "肉和豆腐")))
    if day.on.weekday() == 3:
        minor = dice.about(276_000, 22) * _SEASON[day.on.month - 1] // 100 // 100 * 100
        purse.pay((9, dice.between(5, 50)), minor, "goods", "supplier", _SUPPLIER, "饮料零食，月结", by="ola")


def _odds_and_ends(purse: Purse, dice: Dice) -> None:
    if dice.happens(13):
        purse.pay((15, dice.between(5, 50)), dice.about(8_200, 40) // 100 * 100, "packaging", "wechat", "义乌包装",
                  dice.pick(("塑料袋两捆", "打包盒", "收银纸和标签")), by="ola")
    if dice.happens(9):
        purse.pay((16, dice.between(5, 50)), dice.about(6_400, 40) // 100 * 100, "delivery", "wechat", "货拉拉", "拉货")
    if dice.happens(8):
        purse.pay((19, dice.between(5, 50)), dice.pick((12_000, 15_000)), "wages", "till", "小周", "帮工一天")
    if dice.happens(5):
        purse.pay((21, dice.between(5, 50)), dice.about(4_200, 60) // 10 * 10, "supplies", "wechat", "五金店",
                  dice.pick(("清洁用品", "灯泡和插座", "手套抹布")))
    if dice.happens(1):
        purse.pay((14, dice.between(5, 50)), dice.skewed(32_000) // 100 * 100, "repairs", "wechat", "制冷维修",
                  "修冰柜")


def _delivery_platform(purse: Purse, day: Day, dice: Dice) -> None:
    """A week's delivery orders stand with the platform on Sunday and are paid out, less its part, on Wednesday."""
    if day.on.weekday() == 6 and _is_open(day):
        purse.earn((22, 10), dice.about(94_000, 28), "sales_delivery", "unsettled", "美团外卖", "一周外卖单", by="ola")
    waiting = purse.held["unsettled"]
    if day.on.weekday() == 2 and waiting > 0:
        fee = waiting * 19 // 100
        purse.pay((10, 5), fee, "platform_fees", "unsettled", "美团外卖", "平台扣点", by="ola")
        purse.move((10, 6), waiting - fee, "unsettled", "bank", "", "外卖到账", by="ola")


def _bills(purse: Purse, day: Day, dice: Dice) -> None:
    if day.on.day == 1:
        purse.pay((9, 0), _RENT, "rent", "bank", "街道物业", "店面房租")
    if day.on.day == 5:
        _pay_supplier(purse)
    if day.on == payday(day.on, 10):
        purse.pay((18, 0), _WAGES + dice.pick((0, 0, 20_000, 36_000)), "wages", "bank", "小周", "工资")
    if day.on.day == 15:
        purse.pay((10, 30), _SOCIAL, "social_insurance", "bank", "社保局", "社保")
        if day.on.month in (1, 4, 7, 10):
            purse.pay((11, 0), dice.about(54_000, 20), "taxes", "bank", "税务局", "季度报税")
    if day.on.day == 20:
        typical = 98_000 if day.is_hot or day.is_cold else 72_000
        purse.pay((20, 15), dice.about(typical, 12), "utilities", "wechat", "国家电网", "水电", by="ola")
        purse.pay((20, 25), 12_900, "phone", "wechat", "中国电信", "宽带和收银软件", by="ola")
    if (day.on.month, day.on.day) == (12, 8):
        purse.pay((10, 0), dice.about(168_000, 3) // 100 * 100, "insurance", "bank", "平安保险", "店铺保险")


def _pay_supplier(purse: Purse) -> None:
    """The supplier's account of a month; where cash is short only a part, and the rest waits."""
    due = -purse.held["supplier"]
    at_hand = purse.liquid - 390_000
    minor = min(due, max(at_hand, due // 4) // 10_000 * 10_000)
    if minor > 0:
        purse.move((16, 0), minor, "bank", "supplier", _SUPPLIER, "结上月账" if minor == due else "先结一部分")


def _partners(purse: Purse, day: Day, dice: Dice) -> None:
    if day.on.day == 26:
        purse.move((20, 30), dice.about(_JUN_TAKES, 6) // 10_000 * 10_000, "bank", "partner_current", "小军", "拿回家")
        purse.move((20, 40), dice.about(_OLA_TAKES, 6) // 10_000 * 10_000, "bank", "partner_current", "欧拉", "支取",
                   by="ola")
    if day.on.day == 27:
        arrears = max(0, -purse.held["supplier"] - _SUPPLIER_BY_THE_27TH)
        above = purse.liquid - _ENOUGH_FOR_THE_TENTH - arrears
        if above >= 80_000:
            purse.pay((10, 20), above // 10_000 * 10_000, "goods", "bank", "义乌批发", "囤一批日用和酒水")


def _clear_places(purse: Purse, day: Day, dice: Dice) -> None:
    """Cash to the bank on Mondays, the wallets' money on Fridays, and both before something large is paid."""
    before_large = day.on.day in (1, 5, 15, 26, 27) or day.on == payday(day.on, 10)
    kept = 40_000 if before_large else 150_000
    if day.on.weekday() == 0 or before_large:
        _to_bank(purse, (8, dice.between(5, 25)), "till", 50_000, "现金存银行")
    for wallet in ("wechat", "alipay"):
        if day.on.weekday() == 4 or before_large:
            _to_bank(purse, (8, dice.between(30, 50)), wallet, kept, "提现到对公账户")


def _to_bank(purse: Purse, at: Clock, place: str, kept: int, note: str) -> None:
    minor = (purse.held[place] - kept) // 10_000 * 10_000
    if minor < 50_000:
        return
    if place != "till":
        purse.pay(at, minor // 1000, "payment_fees", place, "", "提现手续费")
    purse.move(at, minor, place, "bank", "", note)
