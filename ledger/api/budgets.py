"""Budgets: where each is; making one, putting it right, removing it, putting it back."""

from __future__ import annotations

from datetime import timedelta

from ledger.api.journal.entry_words import Names, money_of
from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.budget import BudgetAgain, BudgetIn, BudgetOut, Budgets, BudgetTurnOut
from ledger.api.shapes.journal.entry_out import VersionQuery
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.planning.allowance import Turn
from ledger.domain.planning.budget import Budget, Rollover, first_day
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.limits import LATEST_YEAR
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.plumbing.api.words import amount_text, id_or_null, page_of
from ledger.plumbing.fields import NotAChoice, TooLong
from ledger.services.books.quick import accounts_in
from ledger.services.planning import budgeting, limiting
from ledger.services.planning.budgeting import Kept

area = ApiArea("budgets", __name__)
NAME_MAX = 60
_WEEK = 7


@area.get("/books/<book>/budgets", in_book(Deed.READ), READ, Budgets, query=ListQuery)
def listing(visit: BookVisit, query: ListQuery) -> Budgets:
    """Every budget where it is today."""
    found = budgeting.budgets(visit.session, visit.seat, visit.today)
    shown, then = page_of("budgets", found, lambda one: one.budget.budget_id, query.after, query.limit)
    return Budgets(items=[_told(one) for one in shown], next=then)


@area.post("/books/<book>/budgets", in_book(Deed.PLAN), WRITE, BudgetOut, body=BudgetIn, status=201)
def make_budget(visit: BookVisit, body: BudgetIn) -> BudgetOut:
    """Keep a new budget."""
    made = limiting.make(visit.session, visit.seat, _said(visit, body, 0), clock.now())
    return _as_it_is(visit, made.budget_id)


@area.get("/books/<book>/budgets/<budget>", in_book(Deed.READ), READ, BudgetOut)
def one_budget(visit: BookVisit, budget: str) -> BudgetOut:
    """One budget where it is today."""
    return _as_it_is(visit, read_id(budget))


@area.post("/books/<book>/budgets/<budget>/amend", in_book(Deed.PLAN), WRITE, BudgetOut, body=BudgetAgain)
def amend_budget(visit: BookVisit, budget: str, body: BudgetAgain) -> BudgetOut:
    """Put a budget right; a new limit counts from the turn of today on."""
    number = budgeting.budget(visit.session, visit.seat, read_id(budget)).budget_id
    limiting.amend(visit.session, visit.seat, _said(visit, body, number), body.version, visit.today, clock.now())
    return _as_it_is(visit, number)


@area.delete("/books/<book>/budgets/<budget>", in_book(Deed.PLAN), WRITE, BudgetOut, query=VersionQuery)
def remove_budget(visit: BookVisit, budget: str, query: VersionQuery) -> BudgetOut:
    """Keep a budget no more; it is answered as it was."""
    was = _as_it_is(visit, read_id(budget))
    gone = limiting.remove(visit.session, visit.seat, read_id(budget), query.version, clock.now())
    return was.model_copy(update={"version": gone.version})


@area.post("/books/<book>/budgets/<budget>/restore", in_book(Deed.PLAN), WRITE, BudgetOut, body=Nothing)
def restore_budget(visit: BookVisit, budget: str, body: Nothing) -> BudgetOut:
    """Keep a removed budget again, as it was."""
    return _as_it_is(visit, limiting.put_back(visit.session, visit.seat, read_id(budget), clock.now()).budget_id)


def _said(visit: BookVisit, body: BudgetIn, budget_id: int) -> Budget:
    """The budget a program sent. Raises: NotAChoice, TooLong, and what the amount is refused for."""
    home, every = visit.seat.book.home_currency, BudgetPeriod(body.every)
    if every is BudgetPeriod.WEEK and body.begins_on > _WEEK:
        raise NotAChoice(field="begins_on")
    if len(body.name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    names, on = Names(accounts_in(visit.session, visit.seat)), body.since or visit.today
    turns = every in (BudgetPeriod.WEEK, BudgetPeriod.MONTH)
    anchor = body.begins_on if turns else on.day
    since, is_whole = first_day(every, anchor, on), every is BudgetPeriod.WHOLE
    categories = {names.get(one, f"categories.{n}") for n, one in enumerate(body.categories)}
    limits = ((since, money_of(body.limit, home, "limit").minor),)
    return Budget(
        budget_id, body.name, tuple(sorted(categories)), body.member, limits, home, every, since, anchor,
        body.until if is_whole else None,
        Rollover.NONE if is_whole else Rollover(body.rollover), project=body.project, tag=body.tag)


def _as_it_is(visit: BookVisit, budget_id: int) -> BudgetOut:
    return _told(budgeting.kept(visit.session, visit.seat, budget_id, visit.today))


def _told(kept: Kept) -> BudgetOut:
    one, now = kept.budget, kept.allowance
    turns = one.every in (BudgetPeriod.WEEK, BudgetPeriod.MONTH)
    return BudgetOut(
        id=id_text(one.budget_id), version=one.version, name=one.name, currency=one.currency,
        categories=[id_text(account.account_id) for account in kept.named], member=id_or_null(one.member),
        every=one.every.value, begins_on=one.anchor if turns else None, since=one.since.isoformat(),
        until=one.until.isoformat() if one.until else None, rollover=one.rollover.value, state=now.course.value,
        turn=_turn(now.turn, one.currency), before=[_turn(past, one.currency) for past in now.before[-12:]],
        days_left=now.days_left, unvalued=kept.unvalued,
        per_day=None if now.per_day is None else amount_text(now.per_day, one.currency),
        project=id_or_null(one.project), tag=id_or_null(one.tag),
    )  # fmt: skip


def _turn(turn: Turn, currency: str) -> BudgetTurnOut:
    last = turn.period.end - timedelta(days=1)
    return BudgetTurnOut(
        since=turn.period.start.isoformat(), until=None if last.year >= LATEST_YEAR else last.isoformat(),
        limit=amount_text(turn.limit, currency), carried=amount_text(turn.carried, currency),
        spent=amount_text(turn.spent, currency), left=amount_text(turn.left, currency),
    )  # fmt: skip
