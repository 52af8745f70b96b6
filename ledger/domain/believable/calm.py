"""Lin: a salary, a card paid in full each month, a rainy-day fund of some months. The right offer is none."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.domain.believable import bills, year
from ledger.domain.believable.around import basket, commute, household_goods, outings
from ledger.domain.believable.calendar import Day, day_of, next_monthly, next_payday, next_yearly, payday
from ledger.domain.believable.cards import CARD, Card
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.eating import Eater, eat
from ledger.domain.believable.happening import Coming, Happening
from ledger.domain.believable.orders import Sent, order, returns
from ledger.domain.believable.purse import Purse
from ledger.domain.planning.rule_text import read_rule
from ledger.kernel.period import Period
from ledger.kernel.terms import CardTerms

SEED = "calm"
TERMS = CardTerms(limit=2_000_000, statement_day=8, due_day=26, minimum_bps=1000, minimum_floor=5_000, rate_bps=1825)
OPENING = {
    "bank": 912_450, "wechat": 64_880, "alipay": 38_410, "cash": 20_000, "money_fund": 2_400_000,
    "transit_card": 5_200, "health_card": 118_600, "savings": 4_200_000, CARD: -214_360,
}
"""What each place held in the evening before the first day, in minor units."""

BUFFER = 3_850_000
"""What Lin keeps at hand after payday; the rest goes into a term deposit."""

_FED_FROM = {"wechat": ("bank", 50_000), "alipay": ("bank", 50_000), "cash": ("bank", 30_000),
             "transit_card": ("wechat", 10_000), "bank": ("money_fund", 200_000)}
_PAY, _RENT, _PARENTS, _PUT_AWAY = 1_560_000, 390_000, 100_000, 400_000
_LIN = Eater(
    "lin", 48, (("全家", 9, 15), ("包子铺", 6, 11)),
    90, (("楼下食堂", 18, 26), ("兰州拉面", 19, 29), ("Wagas", 48, 66)),
    15, (("美团外卖", 32, 58), ("饿了么", 30, 55)),
    (("小院湘菜", 78, 136), ("一兰拉面", 62, 98), ("绿茶餐厅", 84, 152)),
    30, (("瑞幸", 9, 15), ("Manner", 15, 22)), with_whom=("和同学", "晚饭", "和同事"),
)
_GRANDMA = "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=12;SKIP=BACKWARD"
_CLEANER = "FREQ=MONTHLY;BYDAY=2SA"


def lived(days: Period) -> list[Happening]:
    """Everything that happened to Lin on these days, in the order it happened."""
    purse = Purse(OPENING, _FED_FROM, "lin")
    card = Card(TERMS, is_cleared=True, billed=-OPENING[CARD])
    going_back: list[Sent] = []
    found: list[Happening] = []
    for on in days.each_day():
        day, dice = day_of(on), Dice(SEED, on)
        purse.today = on
        _income(purse, day, dice)
        _fixed(purse, day, dice)
        _every_day(purse, day, dice)
        returns(purse, day, going_back)
        if not day.is_family_time:
            going_back += order(purse, day, dice, "lin", CARD, ("clothes", "beauty", "daily"))
        card.pay_bill(purse, day, 0)
        _put_away(purse, day)
        card.close_day(purse, day)
        found += purse.end_day(dice, forgetful=3)
    return found


def coming(today: date) -> tuple[Coming, ...]:
    """What Lin has written down as coming."""
    return (
        Coming("工资", "income", "bank", "salary", _PAY, next_payday(today, 10), anchor=10),
        Coming("房租", "expense", "bank", "rent", _RENT, next_monthly(today, 3), anchor=3),
        Coming("给爸妈", "expense", "bank", "elders", _PARENTS, next_monthly(today, 12), anchor=12),
        Coming("存定期", "transfer", "bank", "savings", _PUT_AWAY, next_monthly(today, 14), anchor=14),
        Coming("医疗险", "expense", "bank", "insurance", 236_000, next_yearly(today, ((6, 15),)), "yearly", 15),
        Coming("外婆生日", "expense", "wechat", "giving", 60_000, _next(_GRANDMA, today), "rule", rule=_GRANDMA),
        Coming("钟点工", "expense", "wechat", "daily", 16_000, _next(_CLEANER, today), "rule", rule=_CLEANER),
    )


def _next(rule: str, today: date) -> date:
    """The first day after today that a rule comes on."""
    return read_rule(rule).rule.first(today + timedelta(days=1))


def _income(purse: Purse, day: Day, dice: Dice) -> None:
    if day.on == payday(day.on, 10):
        purse.earn((9, 30), _PAY + dice.pick((0, 0, 18_000, 32_000)), "salary", "bank", "设计院", "工资")
    if day.on.day == 21:
        purse.earn((9, 40), dice.about(12_460, 3), "benefits", "health_card", "医保", "医保划入")
    year.bonus(purse, day, dice, _PAY)
    bills.yield_of_fund(purse, day, dice)


def _fixed(purse: Purse, day: Day, dice: Dice) -> None:
    if day.on.day == 3:
        purse.pay((9, 20), _RENT, "rent", "bank", "自如", "房租")
    if day.on.day == 12:
        purse.pay((20, 10), _PARENTS, "elders", "bank", "爸妈", "生活费")
    bills.utilities(purse, day, dice, 2)
    bills.telephones(purse, day, dice, 7900, "话费")
    bills.subscriptions(purse, day, dice, 3)
    year.insure(purse, day, dice, (6, 15), 236_000, "医疗险")


def _every_day(purse: Purse, day: Day, dice: Dice) -> None:
    eat(purse, day, dice, _LIN)
    commute(purse, day, dice, "lin", 400)
    outings(purse, day, dice, "lin")
    if not day.is_family_time:
        basket(purse, day, dice, "lin", CARD, 6800)
        household_goods(purse, day, dice, "lin")
    bills.appearances(purse, day, dice, "lin", 6800, 42_000)
    bills.pastimes(purse, day, dice, "lin")
    bills.illness(purse, day, dice, "lin")
    year.new_year(purse, day, dice, 60)
    year.mid_autumn(purse, day, dice)
    year.weddings(purse, day, SEED)
    year.summer_journey(purse, day, dice, 380_000)


def _put_away(purse: Purse, day: Day) -> None:
    """Two days after payday: back to the buffer, whatever is above it into the deposit."""
    if day.on.day != 14:
        return
    above = (purse.liquid - BUFFER) // 10_000 * 10_000
    if above >= 50_000:
        purse.move((21, 30), above, "bank", "savings", "", "存定期")
