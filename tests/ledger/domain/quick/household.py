"""A seeded household of believable habits: what the ranking is tried on until real cohorts exist.

Amounts in fen. Every line is a habit of the family: on which days, about when, how much, from where.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.books.entry import Verb
from ledger.domain.quick.habit import Habit

DINING, GROCERIES, TRANSPORT, DAILY, CHILD, ELDERS, HEALTH, UTILITIES, GIVING = range(1, 10)
SNACKS, RENT, PHONE, CAR, CLOTHES, BEAUTY, EDUCATION, FUN, SUBSCRIPTIONS = range(10, 19)
SALARY, BONUS, INTEREST = range(19, 22)
WECHAT, ALIPAY, BANK, CARD, CASH, TRANSIT = range(101, 107)
TILES = tuple(range(DINING, SALARY))
"""Every expense category in the order of the pack: the first nine are its tiles."""


@dataclass(frozen=True)
class Usual:
    """Something the household does: when (chance per day), about what hour, the fen from–to, from where."""

    category: int
    chance: Callable[[date], float]
    hour: int
    low: int
    high: int
    account: int
    note: str = ""
    verb: Verb = Verb.EXPENSE


def weekdays(chance: float, weekend: float = 0.0) -> Callable[[date], float]:
    return lambda day: weekend if day.weekday() >= 5 else chance


def on_day(day_of_month: int) -> Callable[[date], float]:
    return lambda day: 1.0 if day.day == day_of_month else 0.0


HABITS = (
    Usual(DINING, weekdays(0.85, 0.3), 8, 700, 1500, WECHAT, "早饭"),
    Usual(TRANSPORT, weekdays(0.8, 0.15), 8, 400, 600, TRANSIT, "地铁"),
    Usual(DINING, weekdays(0.9, 0.45), 12, 2200, 4500, WECHAT, "午饭"),
    Usual(SNACKS, weekdays(0.45, 0.3), 15, 1300, 3200, WECHAT, "咖啡"),
    Usual(TRANSPORT, weekdays(0.75, 0.15), 18, 400, 600, TRANSIT, "地铁"),
    Usual(GROCERIES, weekdays(0.4, 0.65), 19, 3500, 18000, ALIPAY, "买菜"),
    Usual(DINING, weekdays(0.2, 0.45), 19, 6000, 26000, WECHAT, "晚饭"),
    Usual(TRANSPORT, weekdays(0.12, 0.2), 21, 1800, 6000, ALIPAY, "打车"),
    Usual(DAILY, weekdays(0.1, 0.3), 20, 1500, 12000, ALIPAY),
    Usual(CHILD, weekdays(0.15, 0.2), 20, 3000, 30000, ALIPAY),
    Usual(HEALTH, weekdays(0.05, 0.03), 16, 2000, 25000, WECHAT),
    Usual(CLOTHES, weekdays(0.03, 0.12), 21, 8000, 60000, ALIPAY),
    Usual(FUN, weekdays(0.03, 0.25), 20, 4000, 15000, WECHAT),
    Usual(GIVING, weekdays(0.03, 0.06), 20, 10000, 80000, WECHAT),
    Usual(CAR, weekdays(0.06, 0.12), 18, 25000, 38000, CARD, "加油"),
    Usual(BEAUTY, weekdays(0.02, 0.06), 17, 4000, 20000, WECHAT),
    Usual(RENT, on_day(1), 9, 360000, 360000, BANK, "房租"),
    Usual(PHONE, on_day(5), 10, 11800, 11800, WECHAT, "话费"),
    Usual(UTILITIES, on_day(10), 20, 16000, 32000, ALIPAY, "电费"),
    Usual(ELDERS, on_day(20), 20, 100000, 100000, BANK, "爸妈"),
    Usual(EDUCATION, on_day(3), 19, 120000, 120000, BANK, "钢琴课"),
    Usual(SUBSCRIPTIONS, on_day(12), 9, 2500, 2500, ALIPAY, "会员"),
    Usual(SALARY, on_day(15), 10, 1380000, 1380000, BANK, "", Verb.INCOME),
    Usual(INTEREST, on_day(21), 9, 800, 2200, BANK, "", Verb.INCOME),
)


def diary(seed: int, ends: date, days: int, *, late: float = 0.12) -> Iterator[Habit]:
    """What the household records up to a day, in order; some of it late in the evening instead of at once."""
    chooser = random.Random(seed)
    for back in range(days - 1, -1, -1):
        day = ends - timedelta(days=back)
        made = [_made(usual, day, chooser, late) for usual in HABITS if chooser.random() < usual.chance(day)]
        yield from sorted(made, key=lambda habit: habit.hour or 0)


def _made(usual: Usual, day: date, chooser: random.Random, late: float) -> Habit:
    hour = min(23, max(6, round(chooser.gauss(usual.hour, 0.8))))
    minor = chooser.randint(usual.low, usual.high)
    if usual.high - usual.low > 400:
        minor = minor // 50 * 50
    hour = 22 if chooser.random() < late else hour
    return Habit(day, hour, usual.verb, usual.category, usual.account, minor, "CNY", note=usual.note)
