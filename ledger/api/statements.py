"""The statements for programs: balance sheet, income statement, cash flow, trial balance; changes and groups."""

from __future__ import annotations

from ledger.api.seats import READ, BookVisit
from ledger.api.shapes.statement import (
    BalanceSheetOut,
    BlockOut,
    CashFlowOut,
    CashFlowQuery,
    ChangeOfCategoryOut,
    ChangeQuery,
    ChangesOut,
    DaysOut,
    ForeignOut,
    GroupOut,
    GroupsOut,
    GroupsQuery,
    IncomeStatementOut,
    ReasonOut,
    RowOut,
    SidesOut,
    StatementQuery,
    ToldQuery,
    TrialBalanceOut,
)
from ledger.domain.reports import span as spans
from ledger.domain.reports.facet import Facet, Grouped, Of
from ledger.domain.reports.other_currency import Told, balance_in, income_in
from ledger.domain.reports.span import Asked, Beside, Span
from ledger.domain.reports.statement import Block, Row
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.kernel.period import Period
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.words import amount_text, id_or_null
from ledger.services.currencies import commodities
from ledger.services.past import knowing
from ledger.services.reports import grouping, statements
from ledger.services.reports.grouping import Explained
from ledger.services.reports.telling import told_in

area = ApiArea("statements", __name__)


@area.get("/books/<book>/reports/balance_sheet", in_book(Deed.READ), READ, BalanceSheetOut, query=ToldQuery)
def balance_sheet(visit: BookVisit, query: ToldQuery) -> BalanceSheetOut:
    """What is owned and owed at the end of the days' last (today while they run), and where it came from."""
    asked, home = _asked(visit, query), visit.seat.book.home_currency
    sheet = statements.balance_sheet(visit.session, visit.seat, asked.on(visit.today), asked.beside_on())
    found, told = sheet.balance, _told(visit, query, asked)
    if told is not None:
        found, home = balance_in(found, home, told), told.currency
    return BalanceSheetOut(
        currency=home, on=sheet.on.isoformat(), beside_on=sheet.beside_on.isoformat() if sheet.beside_on else None,
        have=[_block(one, home) for one in found.have], owe=_block(found.owe, home),
        yours=amount_text(found.yours, home), yours_beside=_or_null(found.yours_beside, home),
        origins=_block(found.origins, home), unvalued=found.unvalued, rate=_rate(told),
    )  # fmt: skip


@area.get("/books/<book>/reports/income_statement", in_book(Deed.READ), READ, IncomeStatementOut, query=ToldQuery)
def income_statement(visit: BookVisit, query: ToldQuery) -> IncomeStatementOut:
    """What came in, what went out and what was left, by category."""
    asked, home = _asked(visit, query), visit.seat.book.home_currency
    found = statements.income_statement(visit.session, visit.seat, asked.period, asked.beside)
    told = _told(visit, query, asked)
    if told is not None:
        found, home = income_in(found, home, told), told.currency
    return IncomeStatementOut(
        currency=home, period=_days(asked.period), beside=_days_or_null(asked), income=_block(found.income, home),
        spending=[_block(one, home) for one in found.spending], left=amount_text(found.left, home),
        left_beside=_or_null(found.left_beside, home), unvalued=found.unvalued, rate=_rate(told),
    )  # fmt: skip


@area.get("/books/<book>/reports/cash_flow", in_book(Deed.READ), READ, CashFlowOut, query=CashFlowQuery)
def cash_flow(visit: BookVisit, query: CashFlowQuery) -> CashFlowOut:
    """What moved money at hand, or one place, by flow."""
    asked, home = _asked(visit, query), visit.seat.book.home_currency
    found, account = statements.cash_flow_statement(
        visit.session, visit.seat, asked.period, asked.beside, query.account)
    return CashFlowOut(
        currency=home, period=_days(asked.period), beside=_days_or_null(asked),
        account=id_or_null(account.account_id if account else None), begun=amount_text(found.begun, home),
        begun_beside=_or_null(found.begun_beside, home), flows=[_block(one, home) for one in found.blocks],
        change=amount_text(found.change, home), ended=amount_text(found.ended, home),
        ended_beside=_or_null(found.ended_beside, home), unvalued=found.unvalued,
    )  # fmt: skip


@area.get("/books/<book>/reports/trial_balance", in_book(Deed.READ), READ, TrialBalanceOut, query=StatementQuery)
def trial_balance(visit: BookVisit, query: StatementQuery) -> TrialBalanceOut:
    """Every account with its balance at the end of the days' last, today while they run."""
    asked, home = _asked(visit, query), visit.seat.book.home_currency
    on = asked.on(visit.today)
    found = statements.trial_balance(visit.session, visit.seat, on)
    return TrialBalanceOut(
        currency=home, on=on.isoformat(), blocks=[_block(one, home) for one in found.blocks],
        hidden=amount_text(found.hidden, home), into=amount_text(found.into, home),
        out_of=amount_text(found.out_of, home), unvalued=found.unvalued,
        currencies=[SidesOut(currency=one.currency, into=amount_text(one.into, one.currency),
                             out_of=amount_text(one.out_of, one.currency)) for one in found.currencies],
    )  # fmt: skip


@area.get("/books/<book>/reports/change", in_book(Deed.READ), READ, ChangesOut, query=ChangeQuery)
def change(visit: BookVisit, query: ChangeQuery) -> ChangesOut:
    """Why a category came to more or less than in the period beside it; of none named, the largest changes."""
    asked, home = _asked(visit, query), visit.seat.book.home_currency
    beside = asked.beside or spans.neighbour(asked.span, asked.period, -1)
    if query.category is not None:
        found = [grouping.explain(visit.session, visit.seat, query.category, asked.period, beside)]
    else:
        rows = statements.income_statement(visit.session, visit.seat, asked.period, beside).rows
        found = grouping.largest_changes(visit.session, visit.seat, rows, asked.period, beside, grouping.CHANGES_MAX)
    return ChangesOut(currency=home, period=_days(asked.period), beside=_days(beside),
                      changes=[_explained(one, home) for one in found])  # fmt: skip


@area.get("/books/<book>/reports/groups", in_book(Deed.READ), READ, GroupsOut, query=GroupsQuery)
def groups(visit: BookVisit, query: GroupsQuery) -> GroupsOut:
    """Spending or income by payee, person, project or day of the week."""
    asked, home = _asked(visit, query), visit.seat.book.home_currency
    over = grouping.over(visit.session, visit.seat, Of(query.of))
    facet = Facet(query.by)
    if facet is Facet.WEEKDAY:
        week = grouping.weekdays(visit.session, visit.seat, over, asked.period, asked.beside,
                                 visit.today)
        found = tuple(Grouped(str(one.weekday), "", one.amount, one.beside, 0) for one in week)
    else:
        found = grouping.groups_of(visit.session, visit.seat, over, facet, asked.period, asked.beside)
    return GroupsOut(
        currency=home, period=_days(asked.period), beside=_days_or_null(asked), by=query.by, of=query.of,
        amount=amount_text(grouping.total_of(visit.session, visit.seat, over, asked.period)
                           if facet is Facet.TAG else sum(one.amount for one in found), home),
        groups=[GroupOut(key=one.key, name=one.name, amount=amount_text(one.amount, home),
                         beside=_or_null(one.beside, home), times=one.times) for one in found],
    )  # fmt: skip


def _asked(visit: BookVisit, query: StatementQuery) -> Asked:
    """The days asked for; the visit reads the books as they were known then. Raises: LastBeforeFirst, NoSuchMoment."""
    visit.seat, _moment = knowing.at(visit.session, visit.seat, query.known)
    return spans.asked(Span(query.span), Beside(query.beside), visit.today, query.on, query.since, query.until)


def _told(visit: BookVisit, query: ToldQuery, asked: Asked) -> Told | None:
    """The currency a statement is told in; None for the home currency. Raises: UnknownCurrency, NoRateToTell."""
    if query.currency is None:
        return None
    unit = commodities.unit_in(visit.session, visit.seat, query.currency)
    return told_in(visit.session, visit.seat, unit, asked.on(visit.today), asked.beside_on())


def _rate(told: Told | None) -> str | None:
    return f"{told.rate:f}" if told else None


def _block(block: Block, home: str) -> BlockOut:
    return BlockOut(key=block.key, amount=amount_text(block.amount, home), beside=_or_null(block.beside, home),
                    rows=[_row(one, home) for one in block.rows])  # fmt: skip


def _row(row: Row, home: str) -> RowOut:
    return RowOut(
        key=row.key, account=id_or_null(row.account.account_id if row.account else None),
        amount=amount_text(row.amount, home), beside=_or_null(row.beside, home), moves=row.moves,
        unvalued=row.unvalued, foreign=[ForeignOut(amount=amount_text(one.minor, one.currency), currency=one.currency)
                                        for one in row.foreign],
    )  # fmt: skip


def _explained(one: Explained, home: str) -> ChangeOfCategoryOut:
    return ChangeOfCategoryOut(
        account=id_text(one.account.account_id), code=one.account.code, amount=amount_text(one.amount, home),
        beside=amount_text(one.beside, home), change=amount_text(one.change, home),
        reasons=[ReasonOut(why=reason.why.value, name=reason.name, amount=amount_text(reason.minor, home),
                           times=reason.times, before=reason.before) for reason in one.reasons],
    )  # fmt: skip


def _or_null(minor: int | None, home: str) -> str | None:
    return None if minor is None else amount_text(minor, home)


def _days(period: Period) -> DaysOut:
    return DaysOut(since=period.start.isoformat(), until=spans.last_day(period).isoformat())


def _days_or_null(asked: Asked) -> DaysOut | None:
    return _days(asked.beside) if asked.beside else None
