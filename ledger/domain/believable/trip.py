"""Four friends in Kyoto, the second week of November: several payers, two currencies, a kitty, and a tea for two.

Flights are booked in September. What somebody pays stands in their own pocket until the friends settle up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.domain.believable.dice import Dice
from ledger.domain.believable.happening import Coming, Happening
from ledger.domain.books.entry import Verb
from ledger.kernel.period import Period

SEED = "trip"
FRIENDS = ("mei", "jun", "ola", "wang")
OPENING: dict[str, int] = {}
YEN = "JPY"
YEN_RATE = "0.0425"
"""Yuan for one yen where the shipped table of rates does not reach the day."""

_POCKET, _KITTY, _YEN_CASH = "pocket", "kitty", "foreign_cash"
_FIRST, _LAST = 6, 13
_KITTY_EACH, _CHANGED = 100_000, 300_000
_PLACES = (
    ("伏见稻荷", "tickets", "御守和祈愿", 600, 1500), ("清水寺", "tickets", "门票", 2000, 2000),
    ("岚山小火车", "tickets", "四张票", 3520, 3520), ("二条城", "tickets", "门票", 5200, 5200),
    ("金阁寺", "tickets", "门票", 2000, 2000), ("京都国际漫画博物馆", "tickets", "门票", 4800, 4800),
)
_SUPPERS = ("怀石料理 菊乃井", "一兰拉面", "锦市场居酒屋", "かつくら", "烤肉 弘", "祇园うどん", "回转寿司")
_BREAKFASTS = ("进进堂", "7-Eleven", "小川咖啡")


@dataclass(frozen=True, slots=True)
class _Time:
    """A day of the trip at an hour and minute."""

    on: date
    hour: int
    minute: int


def lived(days: Period) -> list[Happening]:
    """Everything the friends recorded on these days, which are those of the whole demo, in order."""
    return sorted((one for one in _journey(trip_year(days.start)) if one.on in days),
                  key=lambda one: (one.on, one.hour, one.minute))


def coming(_today: date) -> tuple[Coming, ...]:
    """A trip that is over has nothing coming."""
    return ()


def begins(start: date) -> date:
    """The day the first of them opens the book: the day before the flights are booked."""
    return date(trip_year(start), 9, 11)


def trip_year(start: date) -> int:
    """The year of the last November that begins within fourteen months of the first day."""
    return start.year + (1 if start.month >= 9 else 0)


def _journey(year: int) -> list[Happening]:
    found = _before(year)
    for number in range(_FIRST, _LAST + 1):
        on = date(year, 11, number)
        dice = Dice(SEED, on)
        found += _meals(on, dice) + _about_town(on, dice) + _own_things(on, dice)
    return found + _stay(year) + _after(year)


def _before(year: int) -> list[Happening]:
    """Flights, papers, data cards, and everybody's part of the kitty, of which most is changed into yen."""
    booked, papers, eve = _Time(date(year, 9, 12), 21, 14), _Time(date(year, 10, 9), 20, 5), date(year, 11, 5)
    found = [
        _paid(booked, 4 * 198_000, "CNY", "flights", "mei", "春秋航空", "四张往返机票"),
        _paid(papers, 4 * 29_900, "CNY", "visa", "jun", "旅行社", "签证四份"),
        _paid(_Time(date(year, 10, 28), 20, 40), 4 * 4_500, "CNY", "telecom", "ola", "Airalo", "eSIM 四张"),
        _paid(_Time(date(year, 10, 30), 12, 20), 4 * 8_800, "CNY", "insurance", "wang", "平安保险", "旅行保险"),
    ]
    found += [
        Happening(eve, 19, 10 + n, Verb.TRANSFER, _KITTY_EACH, "CNY", _POCKET, None, _KITTY, note="交公款",
                  recorder=_who_records(friend), payer=friend)
        for n, friend in enumerate(FRIENDS)
    ]
    yen = _CHANGED * 233 // 1000
    found.append(Happening(eve, 20, 30, Verb.EXCHANGE, _CHANGED, "CNY", _KITTY, None, _YEN_CASH, "中国银行", "换日元",
                           recorder="mei", bought=(yen // 100 * 100, YEN)))
    return found


def _stay(year: int) -> list[Happening]:
    nights = ((6, 7, 86_400, "mei", "旅馆 柊家", "两晚"), (8, 11, 96_800, "jun", "京都站前酒店", "三晚"),
              (11, 12, 64_200, "wang", "町家民宿", "两晚"))
    return [_paid(_Time(date(year, 11, first), 15, 10 + n), minor, YEN, "hotel", payer, name, note)
            for n, (first, _last, minor, payer, name, note) in enumerate(nights)]


def _meals(on: date, dice: Dice) -> list[Happening]:
    found = []
    if on.day > _FIRST:
        found.append(_from_cash(_Time(on, 8, dice.between(10, 50)), dice.between(26, 44) * 100, "meals",
                                dice.pick(_BREAKFASTS), "四人早餐"))
    lunch = dice.between(48, 92) * 100
    found.append(_paid(_Time(on, 12, dice.between(15, 55)), lunch, YEN, "meals", dice.pick(FRIENDS),
                       dice.pick(_SUPPERS[1:]), "午饭"))
    if on.day < _LAST:
        supper = 42_000 if on.day == 8 else dice.between(98, 188) * 100
        name = _SUPPERS[0] if on.day == 8 else dice.pick(_SUPPERS[1:])
        found.append(_paid(_Time(on, 19, dice.between(5, 55)), supper, YEN, "meals", dice.pick(FRIENDS), name, "晚饭"))
    return found


def _about_town(on: date, dice: Dice) -> list[Happening]:
    name, category, note, low, high = _PLACES[on.day % len(_PLACES)]
    found = [_paid(_Time(on, 10, dice.between(20, 50)), dice.between(low // 10, high // 10) * 10, YEN, category,
                   dice.pick(FRIENDS), name, note)]
    if on.day in (_FIRST, _LAST):
        found.append(_paid(_Time(on, 9, 40), 4 * 3_640, YEN, "local_transport", "wang", "JR", "HARUKA 机场特急四张"))
    elif on.day == 7:
        found.append(_paid(_Time(on, 9, 5), 8_000, YEN, "local_transport", "wang", "ICOCA", "公交地铁卡充值"))
    if dice.happens(60):
        found.append(_from_cash(_Time(on, 17, dice.between(5, 50)), dice.between(14, 29) * 100, "local_transport",
                                "MK タクシー", "打车"))
    return found


def _own_things(on: date, dice: Dice) -> list[Happening]:
    """What is not for all four: a tea for two, souvenirs, a coffee."""
    found = []
    if on.day == 10:
        found.append(_paid(_Time(on, 15, 20), 3_200, YEN, "snacks", "ola", "伏见 茶室", "两人抹茶", ("ola", "mei")))
    for friend in FRIENDS:
        if dice.happens(34):
            category, name, low, high = dice.pick((
                ("shopping", "大国药妆", 18, 86), ("gifts", "阿阇梨饼", 14, 38), ("snacks", "% Arabica", 5, 8),
                ("shopping", "LOFT", 12, 60)))
            found.append(_paid(_Time(on, 16, dice.between(5, 55)), dice.between(low, high) * 100, YEN, category, friend,
                               name, "", (friend,)))
    return found


def _after(year: int) -> list[Happening]:
    home = date(year, 11, _LAST)
    return [
        _paid(_Time(home, 22, 35), 21_600, "CNY", "local_transport", "jun", "滴滴", "机场回家，坐两车"),
        Happening(date(year, 11, 16), 20, 15, Verb.INCOME, 36_200, "CNY", _KITTY, "refunds", None, "旅行保险",
                  "航班延误赔付", recorder="mei"),
        _paid(_Time(date(year, 11, 18), 21, 5), 12_800, "CNY", "other_spending", "ola", "快印店", "照片四套"),
    ]


def _paid(at: _Time, minor: int, currency: str, category: str, payer: str, payee: str, note: str,
          shared_by: tuple[str, ...] = FRIENDS) -> Happening:
    return Happening(at.on, at.hour, at.minute, Verb.EXPENSE, minor, currency, _POCKET, category, None, payee, note,
                     _who_records(payer), payer=payer, shared_by=shared_by)


def _from_cash(at: _Time, minor: int, category: str, payee: str, note: str) -> Happening:
    return Happening(at.on, at.hour, at.minute, Verb.EXPENSE, minor, YEN, _YEN_CASH, category, None, payee, note, "mei",
                     shared_by=FRIENDS)


def _who_records(friend: str) -> str:
    """Wang has no sign-in: Mei records what he pays."""
    return "mei" if friend == "wang" else friend
