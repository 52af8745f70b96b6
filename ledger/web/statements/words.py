"""What statements, their rows and their reasons are called on screen."""

from __future__ import annotations

from datetime import date

from ledger.domain.books.account import Kind
from ledger.domain.books.entry import Words
from ledger.domain.books.flow import Flow
from ledger.domain.reports import balance, cash_flow, span
from ledger.domain.reports.change import Reason, Why
from ledger.domain.reports.facet import SEVERAL, Facet, Grouped, Of
from ledger.domain.reports.span import Span
from ledger.domain.reports.statement import Row
from ledger.kernel.errors import N_
from ledger.kernel.money import Money
from ledger.kernel.period import Period
from ledger.plumbing.format import amount_text, day_short, month_name
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, ngettext
from ledger.web.accounts.words import SECTIONS

REPORTS = {
    "statements.balance_sheet": (N_("Own and owe"), N_("What we own and owe"), N_("Balance sheet")),
    "statements.income_statement": (N_("In and out"), N_("What came in and went out"), N_("Income statement")),
    "statements.cash_flow": (N_("Money at hand"), N_("Where money at hand went"), N_("Cash-flow statement")),
    "statements.gathered": (N_("By whom and when"), N_("By whom and when"), ""),
    "statements.account_register": (N_("One account"), N_("One account, entry by entry"), N_("Register")),
    "statements.trial_balance": (N_("Every account"), N_("Every account and its balance"), N_("Trial balance")),
    "statements.exchange": (N_("Exchange"), N_("Gained and lost by exchange"), N_("Exchange differences")),
}
"""Each page's short name, its own name, and the accountant's word for it."""

SPANS = {Span.MONTH: N_("Month"), Span.QUARTER: N_("Quarter"), Span.YEAR: N_("Year")}
BESIDES = {"before": N_("The period before"), "month": N_("The same a month ago"),
           "year": N_("The same a year ago"), "none": N_("Nothing")}

BLOCKS: dict[str, str] = {
    **{section.value: text for section, text in SECTIONS.items()},
    cash_flow.EVERYDAY: N_("Earned and spent"), cash_flow.OWN: N_("Moved to and from other places"),
    cash_flow.BORROWED: N_("Borrowed and repaid"), cash_flow.BEGAN: N_("Begun with and exchanged"),
}
TECHNICAL = {
    cash_flow.EVERYDAY: N_("Operating"), cash_flow.OWN: N_("Investing"), cash_flow.BORROWED: N_("Financing"),
}
"""The accountant's words for the parts of a cash-flow statement."""

KINDS: dict[str, str] = {Kind.ASSET: N_("Have"), Kind.LIABILITY: N_("Owe"), Kind.EQUITY: N_("Where it began"),
                         Kind.INCOME: N_("Income"), Kind.EXPENSE: N_("Spending")}

ROWS: dict[str, str] = {
    balance.KEPT: N_("Income less spending so far"), balance.HIDDEN: N_("In accounts only others see"),
    Flow.INCOME: N_("Income"), Flow.ESSENTIAL: N_("Spent on what cannot wait"),
    Flow.OTHER: N_("Spent on what could wait"), Flow.CARD_PURCHASE: N_("Bought on the card"),
    Flow.OWN_TRANSFER: N_("Put by, lent, put in or taken back"), Flow.DEBT_DRAWN: N_("Borrowed"),
    Flow.DEBT_REPAID: N_("Repaid"), Flow.COST_OF_CREDIT: N_("Interest and fees"),
    Flow.OPENING: N_("What was there at the start"), Flow.EXCHANGE: N_("Exchanged"),
}

FACETS = {Facet.PAYEE: N_("Payee"), Facet.FOR: N_("Whom it was for"), Facet.PAID: N_("Who paid"),
          Facet.PROJECT: N_("Project"), Facet.TAG: N_("Tag"), Facet.WEEKDAY: N_("Day of the week")}
SIDES = {Of.SPENDING: N_("Spending"), Of.INCOME: N_("Income")}

REASONS = {
    Why.NEW: N_("%(name)s: %(times)s, not before"), Why.GONE: N_("%(name)s: not this time, %(times)s before"),
    Why.OFTENER: N_("%(name)s: %(times)s, %(before)s before"),
    Why.RARER: N_("%(name)s: only %(times)s, %(before)s before"),
    Why.DEARER: N_("%(name)s: %(sum)s more each time, %(times)s"),
    Why.CHEAPER: N_("%(name)s: %(sum)s less each time, %(times)s"),
    Why.OTHERWISE: N_("%(name)s: otherwise than before"),
}
"""What a reason says; its sum stands beside it."""

_NOBODY = {Facet.PAYEE: N_("Nobody named"), Facet.FOR: N_("For nobody in particular"),
           Facet.PAID: N_("Not said who paid"), Facet.PROJECT: N_("No project"),
           Facet.TAG: N_("No tag")}

_WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


def period_name(kind: Span, period: Period, today: date) -> str:
    """A period as a heading: a month or a year by name, a quarter by number, days by the first and the last."""
    if kind is Span.MONTH:
        return month_name(period.start, today)
    if kind is Span.YEAR:
        return _("%(year)s", year=period.start.year)
    if kind is Span.QUARTER:
        return _("Q%(number)s %(year)s", number=period.start.month // 3 + 1, year=period.start.year)
    first, last = day_short(period.start, today), day_short(span.last_day(period), today)
    return first if period.days == 1 else _("%(low)s to %(high)s", low=first, high=last)


def row_name(row: Row) -> str:
    """What a row is called: its account's own name, or what its key stands for."""
    return localised(row.account.names) if row.account else _(ROWS[row.key])


def group_name(group: Grouped, facet: Facet) -> str:
    """What a group is called."""
    if facet is Facet.PAID and group.key == SEVERAL:
        return _("Several together")
    return group.name or _(_NOBODY[facet])


def entry_name(words: Words, verb: str) -> str:
    """What an entry is called in a list: payee and note, or what it was."""
    return " · ".join(text for text in (words.payee, words.note) if text) or _(verb)


def weekday_name(weekday: int) -> str:
    """A day of the week, Monday being 0."""
    return _(_WEEKDAYS[weekday])


def reason_text(reason: Reason, home: str) -> str:
    """A reason in words; its sum stands beside it."""
    if reason.why is Why.REST:
        return ngettext("%(num)s smaller reason", "%(num)s smaller reasons", reason.times)
    said = {
        "name": reason.name or _(_NOBODY[Facet.PAYEE]), "sum": amount_text(Money(abs(reason.each), home)),
        "times": ngettext("%(num)s time", "%(num)s times", reason.times or reason.before), "before": reason.before,
    }
    return _(REASONS[reason.why], **said)
