"""Where an offer stands with a person, and how long each step takes: looking, cooling off, stepping back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ledger.kernel.errors import N_, Conflict

OPEN, DECLINED, APPLIED, CANCELLED, RECORDED = "open", "declined", "applied", "cancelled", "recorded"

STANDS_DAYS = 7
"""Days, that of showing included, on which an offer can be taken up."""

COOLING = timedelta(hours=24)
"""How long credit above a month's income rests before anything is left in the ledger (credit.md E36)."""

STEP_BACK_DAYS = 14
"""Days within which one may step back from what was taken up (Directive (EU) 2023/2225, Article 26; ours elsewhere)."""

REVIEW_DAYS = 5
"""Working days within which a person answers who was asked to look (credit.md E14)."""


class AnsweredAlready(Conflict):
    """An offer that is no longer open."""

    message = N_("You answered this offer already.")


class NoLongerOffered(Conflict):
    """An offer whose day has passed."""

    message = N_("This offer was for that week. Ask again, and what fits now is looked for.")


class NothingToCancel(Conflict):
    """Something that cannot be cancelled any more, or never was taken up."""

    message = N_("There is nothing to cancel here any more.")


def stands_until(shown_on: date) -> date:
    """The last day on which an offer can be taken up."""
    return shown_on + timedelta(days=STANDS_DAYS - 1)


def check_open(state: str, shown_on: date, on: date) -> None:
    """An offer can be taken up. Raises: AnsweredAlready, NoLongerOffered."""
    if state != OPEN:
        raise AnsweredAlready()
    if on > stands_until(shown_on):
        raise NoLongerOffered()


def cools(amount: int, income_month: int | None, *, is_credit: bool) -> bool:
    """Whether it rests first: credit above a month's income, or where the income is not known."""
    return is_credit and (income_month is None or amount > income_month)


def step_back_until(taken_up: datetime) -> datetime:
    """Until when one may step back from what was taken up."""
    return taken_up + timedelta(days=STEP_BACK_DAYS)


def review_by(asked_on: date) -> date:
    """The last day on which a person answers: five working days on."""
    day, left = asked_on, REVIEW_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
