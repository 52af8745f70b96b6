"""Goals: where each is; making one, putting it right, removing it, putting it back."""

from __future__ import annotations

from ledger.api.journal.entry_words import Names, money_of
from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.budget import GoalAgain, GoalIn, GoalOut, Goals
from ledger.api.shapes.journal.entry_out import VersionQuery
from ledger.domain.planning.goal import Goal
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.plumbing.api.words import amount_text, page_of
from ledger.plumbing.fields import TooLong
from ledger.services.books.quick import accounts_in
from ledger.services.planning import saving
from ledger.services.planning.saving import KeptGoal

area = ApiArea("goals", __name__)
NAME_MAX = 60


@area.get("/books/<book>/goals", in_book(Deed.READ), READ, Goals, query=ListQuery)
def listing(visit: BookVisit, query: ListQuery) -> Goals:
    """Every goal where it is today."""
    found = saving.goals(visit.session, visit.seat, visit.today)
    shown, then = page_of("goals", found, lambda one: one.goal.goal_id, query.after, query.limit)
    return Goals(items=[_told(one) for one in shown], next=then)


@area.post("/books/<book>/goals", in_book(Deed.PLAN), WRITE, GoalOut, body=GoalIn, status=201)
def make_goal(visit: BookVisit, body: GoalIn) -> GoalOut:
    """Keep a new goal, set today."""
    made = saving.make(visit.session, visit.seat, _said(visit, body, 0), visit.today, clock.now())
    return _as_it_is(visit, made.goal_id)


@area.get("/books/<book>/goals/<goal>", in_book(Deed.READ), READ, GoalOut)
def one_goal(visit: BookVisit, goal: str) -> GoalOut:
    """One goal where it is today."""
    return _as_it_is(visit, read_id(goal))


@area.post("/books/<book>/goals/<goal>/amend", in_book(Deed.PLAN), WRITE, GoalOut, body=GoalAgain)
def amend_goal(visit: BookVisit, goal: str, body: GoalAgain) -> GoalOut:
    """Put a goal right; saving into another account begins it anew."""
    number = saving.goal(visit.session, visit.seat, read_id(goal)).goal_id
    said = _said(visit, body, number)
    saving.amend(visit.session, visit.seat, said, body.version, visit.today, clock.now())
    return _as_it_is(visit, number)


@area.delete("/books/<book>/goals/<goal>", in_book(Deed.PLAN), WRITE, GoalOut, query=VersionQuery)
def remove_goal(visit: BookVisit, goal: str, query: VersionQuery) -> GoalOut:
    """Keep a goal no more; it is answered as it was."""
    was = _as_it_is(visit, read_id(goal))
    gone = saving.remove(visit.session, visit.seat, read_id(goal), query.version, clock.now())
    return was.model_copy(update={"version": gone.version})


@area.post("/books/<book>/goals/<goal>/restore", in_book(Deed.PLAN), WRITE, GoalOut, body=Nothing)
def restore_goal(visit: BookVisit, goal: str, body: Nothing) -> GoalOut:
    """Keep a removed goal again, as it was."""
    return _as_it_is(visit, saving.put_back(visit.session, visit.seat, read_id(goal), clock.now()).goal_id)


def _said(visit: BookVisit, body: GoalIn, goal_id: int) -> Goal:
    """The goal a program sent. Raises: NotAChoice, TooLong, and what the amount is refused for."""
    if len(body.name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    known = accounts_in(visit.session, visit.seat)
    number = Names(known).get(body.account, "account")
    target = money_of(body.target, known[number].currency or visit.seat.book.home_currency, "target")
    return Goal(goal_id, body.name, number, target, visit.today, body.by)


def _as_it_is(visit: BookVisit, goal_id: int) -> GoalOut:
    found = next((one for one in saving.goals(visit.session, visit.seat, visit.today)
                  if one.goal.goal_id == goal_id), None)
    if found is None:
        raise Missing()
    return _told(found)


def _told(kept: KeptGoal) -> GoalOut:
    one, now, unit = kept.goal, kept.progress, kept.goal.target.currency
    return GoalOut(
        id=id_text(one.goal_id), version=one.version, name=one.name, account=id_text(one.account_id), currency=unit,
        target=amount_text(now.target, unit), since=one.since.isoformat(), by=one.by.isoformat(),
        state=now.state.value, held=amount_text(now.held, unit), due=amount_text(now.due, unit),
        per_week=amount_text(now.per_week, unit), per_month=amount_text(now.per_month, unit),
    )  # fmt: skip
