"""Every signal there is: its subject, unit, bounds and plain name. Rules and guards may name no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ledger.kernel.errors import N_


class Subject(StrEnum):
    """What a signal speaks of."""

    BOOK = "book"
    """The book, or the person whose book it is."""
    OFFER = "offer"
    """The candidate offer."""
    SITUATION = "situation"
    """Consent, quality, frequency, stage."""


class Unit(StrEnum):
    """The unit of a signal's whole number."""

    MONEY = "money"
    """Minor units of the book's home currency."""
    MONEY_A_DAY = "money_a_day"
    BPS = "bps"
    """Hundredths of a per cent."""
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    CLASS = "class"
    """A class as a small number; `Meaning.classes` names each."""
    YES = "yes"
    """1 yes, 0 no."""


NEVER_DAYS = 9_999
"""Days that mean "never", or "longer than anyone plans"."""

NEVER_MONTHS = 999
"""Months that mean "never"."""

MOST_BPS = 100_000
"""A ratio ten times over: larger ones count as this."""

WHOLE_BPS = 10_000
"""All of it: one hundred per cent."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a signal's number means.

    `absent` is what ABSENT counts as, None where the signal always exists. `least` and `most` bound the value,
    None where nothing does. `plain` is its name to a person.
    """

    name: str
    subject: Subject
    unit: Unit
    plain: str
    absent: int | None = None
    least: int | None = 0
    most: int | None = None
    classes: tuple[str, ...] = ()


def _book(name: str, unit: Unit, plain: str, absent: int | None = None, least: int | None = 0,
          most: int | None = None, classes: tuple[str, ...] = ()) -> Meaning:
    return Meaning(name, Subject.BOOK, unit, plain, absent, least, most, classes)


def _offer(name: str, unit: Unit, plain: str, least: int | None = 0, most: int | None = None) -> Meaning:
    return Meaning(name, Subject.OFFER, unit, plain, None, least, most)


def _situation(name: str, unit: Unit, plain: str, most: int | None = None) -> Meaning:
    return Meaning(name, Subject.SITUATION, unit, plain, None, 0, 1 if unit is Unit.YES else most)


_OF_THE_BOOK = (
    _book("liquid_balance", Unit.MONEY, N_("Money you can spend today"), least=None),
    _book("avg_daily_outflow", Unit.MONEY_A_DAY, N_("What goes out on a usual day")),
    _book("avg_daily_essential", Unit.MONEY_A_DAY, N_("What you cannot do without on a usual day")),
    _book("cash_buffer_days", Unit.DAYS, N_("Days your money lasts"), most=NEVER_DAYS),
    _book("runway_net_days", Unit.DAYS, N_("Days until your money runs out, with your income"), most=NEVER_DAYS),
    _book("committed_out_30", Unit.MONEY, N_("Bills of the next 30 days")),
    _book("committed_out_60", Unit.MONEY, N_("Bills of the next 60 days")),
    _book("committed_out_90", Unit.MONEY, N_("Bills of the next 90 days")),
    _book("idle_cash", Unit.MONEY, N_("Money you will not need for two months")),
    _book("surplus_streak", Unit.DAYS, N_("Days in a row with money to spare"), most=NEVER_DAYS),
    _book("shortfall_prob_30", Unit.BPS, N_("Chance of running short within 30 days"), most=WHOLE_BPS),
    _book("shortfall_prob_60", Unit.BPS, N_("Chance of running short within 60 days"), most=WHOLE_BPS),
    _book("shortfall_prob_90", Unit.BPS, N_("Chance of running short within 90 days"), most=WHOLE_BPS),
    _book("shortfall_date", Unit.DAYS, N_("Days until money may run short"), most=NEVER_DAYS),
    _book("shortfall_depth", Unit.MONEY, N_("How much may be missing")),
    _book("income_month", Unit.MONEY, N_("Income of a usual month"), least=None),
    _book("income_cv", Unit.BPS, N_("How much your income goes up and down"), most=MOST_BPS),
    _book("income_regularity", Unit.CLASS, N_("How regularly you are paid"), most=2,
          classes=(N_("Irregular"), N_("Fairly regular"), N_("Regular"))),
    _book("income_dip", Unit.BPS, N_("Income of the last 30 days against the usual"), most=MOST_BPS),
    _book("payer_concentration", Unit.BPS, N_("How much your income hangs on one payer"), most=WHOLE_BPS),
    _book("savings_rate", Unit.BPS, N_("Share of your income that you keep"), least=-MOST_BPS, most=MOST_BPS),
    _book("stmt_balance", Unit.MONEY, N_("Your last card statement"), absent=0),
    _book("min_due", Unit.MONEY, N_("The least your card asks for"), absent=0),
    _book("revolving_balance", Unit.MONEY, N_("Card debt you carried past its due day"), absent=0),
    _book("revolving_streak", Unit.COUNT, N_("Statements in a row not paid in full"), absent=0),
    _book("card_interest_12m", Unit.MONEY, N_("Card interest and fees of a year"), absent=0),
    _book("card_effective_apr", Unit.BPS, N_("What your card debt costs a year"), absent=0, most=MOST_BPS),
    _book("min_pay_hits", Unit.COUNT, N_("Times you paid only the least, of six"), absent=0, most=6),
    _book("payoff_months", Unit.MONTHS, N_("Months until your card is paid off"), absent=0, most=NEVER_MONTHS),
    _book("persistent_debt", Unit.YES, N_("You pay more interest than you pay back"), absent=0, most=1),
    _book("utilisation", Unit.BPS, N_("Share of your card limit in use"), absent=0, most=MOST_BPS),
    _book("dti", Unit.BPS, N_("Share of your income that goes to debts"), most=MOST_BPS),
    _book("residual_income", Unit.MONEY, N_("Income left after needs and debts"), least=None),
    _book("missed_due", Unit.COUNT, N_("Due days missed in 90 days"), absent=0),
    _book("loan_stacking", Unit.COUNT, N_("Lenders you borrowed from in 90 days"), absent=0),
    _book("cash_advance", Unit.COUNT, N_("Times you took cash from a card in 180 days"), absent=0),
    _book("debt_velocity", Unit.BPS, N_("Debt added in 90 days, in months of income"), absent=0,
          least=-MOST_BPS, most=MOST_BPS),
    _book("loan_rate_gap", Unit.BPS, N_("How much dearer your loan is than the cheapest"), absent=0,
          least=-MOST_BPS, most=MOST_BPS),
)

_OF_THE_OFFER = (
    _offer("offer_amount", Unit.MONEY, N_("Amount offered")),
    _offer("offer_largest_instalment", Unit.MONEY, N_("Largest instalment")),
    _offer("offer_rate_simple", Unit.BPS, N_("Yearly rate with all fees, simple"), most=MOST_BPS),
    _offer("offer_rate_compound", Unit.BPS, N_("Yearly rate with all fees, compound"), most=MOST_BPS),
    _offer("offer_saving", Unit.MONEY, N_("What it saves you"), least=None),
    _offer("offer_ends_later", Unit.MONTHS, N_("Months it ends later than now"), most=NEVER_MONTHS),
    _offer("offer_dti_after", Unit.BPS, N_("Share of your income for debts afterwards"), most=MOST_BPS),
    _offer("offer_residual_after", Unit.MONEY, N_("Income left afterwards"), least=None),
    _offer("offer_shortfall_change", Unit.BPS, N_("Change in the chance of running short"),
           least=-WHOLE_BPS, most=WHOLE_BPS),
    _offer("offer_pays_card", Unit.YES, N_("It pays your card directly"), most=1),
    _offer("offer_new_money", Unit.MONEY, N_("New money paid out to you")),
)

_OF_THE_SITUATION = (
    _situation("consent", Unit.YES, N_("You allow it")),
    _situation("books_granted", Unit.YES, N_("Everybody of the ledger allows it")),
    _situation("quality_coverage", Unit.YES, N_("Enough days are recorded")),
    _situation("quality_freshness", Unit.YES, N_("The last week is recorded")),
    _situation("quality_reconciled", Unit.YES, N_("The ledger agrees with what you counted")),
    _situation("quality_timely", Unit.YES, N_("Entries are written soon after")),
    _situation("quality_duplicates", Unit.YES, N_("Hardly anything is imported twice")),
    _situation("settled", Unit.YES, N_("Late and imported entries have settled")),
    _situation("history_days", Unit.DAYS, N_("Days since your first entry")),
    _situation("age_years", Unit.YEARS, N_("Your age")),
    _situation("shown_today", Unit.COUNT, N_("Offers shown today")),
    _situation("shown_week", Unit.COUNT, N_("Offers shown in 7 days")),
    _situation("shown_month", Unit.COUNT, N_("Offers shown in 30 days")),
    _situation("days_since_not_now", Unit.DAYS, N_("Days since you said not now"), NEVER_DAYS),
    _situation("said_never", Unit.YES, N_("You said never")),
    _situation("free_of_offers", Unit.YES, N_("This ledger is kept free of offers")),
    _situation("screen_shared", Unit.YES, N_("The screen is being shown to others")),
    _situation("life_event_days", Unit.DAYS, N_("Days since you asked for quiet"), NEVER_DAYS),
    _situation("licence_current", Unit.YES, N_("The lender’s licence is valid")),
    _situation("days_since_refused_here", Unit.DAYS, N_("Days since this lender refused you"), NEVER_DAYS),
    _situation("days_since_same_refinance", Unit.DAYS, N_("Days since this card was last paid by a loan"), NEVER_DAYS),
    _situation("country_known", Unit.YES, N_("You told us your country")),
)

SIGNALS: Mapping[str, Meaning] = MappingProxyType(
    {meaning.name: meaning for meaning in (*_OF_THE_BOOK, *_OF_THE_OFFER, *_OF_THE_SITUATION)})
"""Every signal by its name, in the order they are told."""

BOOK_SIGNALS = tuple(meaning.name for meaning in _OF_THE_BOOK)
"""The names that `measure` reads off a book, in order."""
