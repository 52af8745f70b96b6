"""Why an offer was shown, and its schedule, as a program is answered."""

from __future__ import annotations

from ledger.plumbing.api.shape import AmountText, DayText, IdText, Shape


class ConditionOut(Shape):
    """A condition that was met: what the signal is called, its bound, the person's own value, both in the signal's
    unit, and the value at which the offer would go. `of` is need or row."""

    of: str
    signal: str
    name: str
    op: str
    bound: int
    value: int | None
    vanishes_at: int | None
    says: str


class GuardOut(Shape):
    """A guard that looked at it and could have stopped it."""

    id: str
    says: str


class CapOut(Shape):
    """The most it may cost a year where the person lives, and where that is written."""

    percent: AmountText
    clause: str


class MeasuredOut(Shape):
    """A signal as it was when this was decided."""

    value: int | None
    state: str
    why: str | None
    says: str


class WhyOut(Shape):
    """Why an offer was shown. Of a way no lender sells there is no rule, and only what was measured is said."""

    offer: IdText
    currency: str
    rule: IdText | None
    version: int | None
    row: int | None
    conditions: list[ConditionOut]
    nearest: ConditionOut | None
    guards: list[GuardOut]
    cap: CapOut | None
    measured: dict[str, MeasuredOut]


class InstalmentOut(Shape):
    """One payment, its parts, and what is still owed after it."""

    n: int
    due: DayText | None
    payment: AmountText
    principal: AmountText
    interest: AmountText
    fee: AmountText
    balance: AmountText


class ScheduleOut(Shape):
    """Every payment of an offer. `total_paid` is with what is due at once; `aside` belongs to the cost and to no
    payment: the old card's interest until it is paid off."""

    offer: IdText
    currency: str
    amount: AmountText
    upfront: AmountText
    rows: list[InstalmentOut]
    total_paid: AmountText
    total_interest: AmountText
    total_fees: AmountText
    aside: AmountText
