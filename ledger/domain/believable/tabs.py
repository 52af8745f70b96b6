"""Who buys on the tab: neighbours who pay within days, and a canteen that pays its monthly bill ever later."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from ledger.domain.believable.calendar import Day
from ledger.domain.believable.dice import Dice
from ledger.domain.believable.purse import Purse

CANTEEN = "宏达食堂"
_NEIGHBOURS = ("老李", "王阿姨", "理发店阿强", "三楼赵姐")
_PROMPT, _LATEST, _SLOWER_BY = 14, 44, 2
"""Days after the month's end the canteen pays in: at first, at most, and how many more each month."""


@dataclass(slots=True)
class Tabs:
    """What is on the tab, and the day each part will be paid. `since` is the first day of the books."""

    since: date
    unbilled: int = 0
    due: list[tuple[date, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.due.append((self.since + timedelta(days=13), 684_000, CANTEEN))

    def deliver(self, purse: Purse, day: Day, dice: Dice) -> None:
        """The canteen's delivery on Tuesdays and Fridays in term, and a neighbour now and then."""
        if day.on.weekday() in (1, 4) and day.is_workday:
            minor = dice.about(78_000, 20) // 100 * 100
            purse.earn((7, dice.between(5, 50)), minor, "sales_wholesale", "customer_tab", CANTEEN, "送菜，月结")
            self.unbilled += minor
        if dice.happens(12):
            minor, name = dice.about(5_600, 50) // 10 * 10, dice.pick(_NEIGHBOURS)
            purse.earn((17, dice.between(5, 50)), minor, "sales", "customer_tab", name, "赊账", by="ola")
            self.due.append((day.on + timedelta(days=dice.between(2, 21)), minor, name))

    def collect(self, purse: Purse, day: Day, dice: Dice) -> None:
        """Bill the canteen at the month's end, and take what is paid today."""
        for _, minor, name in [one for one in self.due if one[0] == day.on]:
            place, note = ("bank", "收月结货款") if name == CANTEEN else ("wechat", "收赊账")
            purse.move((11, dice.between(5, 50)), minor, "customer_tab", place, name, note)
        if (day.on + timedelta(days=1)).day == 1 and self.unbilled:
            months = (day.on.year - self.since.year) * 12 + day.on.month - self.since.month
            waits = min(_PROMPT + _SLOWER_BY * months, _LATEST) + dice.between(0, 4)
            self.due.append((day.on + timedelta(days=waits), self.unbilled, CANTEEN))
            self.unbilled = 0
