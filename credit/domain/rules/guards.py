"""The guards that stand above every lender's rules, as data: conditions that must hold, in the language of rules.

Source: credit.md (c) G0–G12, and E22, E24, E26 beside them. Bounds are ours unless a clause is named. No guard can
be loosened: a lender's row is only ever looked at together with all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from credit.domain.offers.product import Kind
from credit.domain.rules.rule_set import Condition, Op
from credit.domain.rules.stress import UNSTRESSED
from ledger.kernel.errors import N_

EVERY = frozenset(Kind)
FUND = frozenset({Kind.FUND})
REFINANCE = frozenset({Kind.REFINANCE})
CREDIT = EVERY - FUND
NEW_CREDIT = CREDIT - REFINANCE

OURS = "ours"
"""The source of a bound that no clause sets."""


class GuardId(StrEnum):
    """Which guard it is."""

    CONSENT = "G0"
    QUALITY = "G1"
    STRESS = "G2"
    AFFORD = "G3"
    CAP = "G4"
    FREQUENCY = "G5"
    STAGE = "G6"
    AGE = "G7"
    LIFE_EVENT = "G8"
    SCREEN = "G9"
    ASKED = "G10"
    LICENCE = "G11"
    REFUSED = "G12"
    INCOME_DIP = "E22"
    SETTLED = "E24"
    CHURN = "E26"


TITLES: dict[GuardId, str] = {
    GuardId.CONSENT: N_("Only with consent"),
    GuardId.QUALITY: N_("Only from books that are complete"),
    GuardId.STRESS: N_("No new credit under debt stress"),
    GuardId.AFFORD: N_("It must stay affordable"),
    GuardId.CAP: N_("All costs within the legal cap"),
    GuardId.FREQUENCY: N_("Seldom"),
    GuardId.STAGE: N_("Not before the books are old enough"),
    GuardId.AGE: N_("Grown up, in a country we know"),
    GuardId.LIFE_EVENT: N_("Nothing sold in a hard time"),
    GuardId.SCREEN: N_("Never where others look on"),
    GuardId.ASKED: N_("A no is a no"),
    GuardId.LICENCE: N_("Only licensed lenders"),
    GuardId.REFUSED: N_("No second try right after a refusal"),
    GuardId.INCOME_DIP: N_("Nothing sold when income drops"),
    GuardId.SETTLED: N_("Late entries must settle first"),
    GuardId.CHURN: N_("No card paid off by loan after loan"),
}
"""What each guard is for, in a few words."""


@dataclass(frozen=True, slots=True)
class Must:
    """One condition that must hold before a kind of product is offered, and what is said where it does not.

    `reason` may have the places `value` and `bound`. `source` is a clause's id or `ours`. With `if_known`, only a
    known value stops; everywhere else an unknown one stops as well.
    """

    guard: GuardId
    condition: Condition
    reason: str
    binds: frozenset[Kind] = EVERY
    source: str = OURS
    if_known: bool = False


def _yes(guard: GuardId, signal: str, reason: str) -> Must:
    return Must(guard, Condition(signal, Op.IS, 1), reason)


def _no(guard: GuardId, signal: str, reason: str) -> Must:
    return Must(guard, Condition(signal, Op.IS, 0), reason)


def _least(guard: GuardId, signal: str, bound: int, reason: str, binds: frozenset[Kind] = EVERY) -> Must:
    return Must(guard, Condition(signal, Op.AT_LEAST, bound), reason, binds)


def _most(guard: GuardId, signal: str, bound: int, reason: str, binds: frozenset[Kind] = CREDIT) -> Must:
    return Must(guard, Condition(signal, Op.AT_MOST, bound), reason, binds)


_STRESSED = {
    "dti": N_("Debts take %(value)s of your income. The limit is %(bound)s."),
    "persistent_debt": N_("You pay more interest on your card than you pay back."),
    "missed_due": N_("In the last 90 days you missed a due day %(value)s."),
    "min_pay_hits": N_("Of six statements you paid only the least %(value)s."),
    "loan_stacking": N_("In 90 days you borrowed from different lenders %(value)s."),
    "residual_income": N_("After what you need and your debts, the month ends at %(value)s."),
    "shortfall_prob_30": N_("The chance of running short within 30 days is %(value)s. The limit is %(bound)s."),
    "debt_velocity": N_("In 90 days you took on debts of %(value)s of a month’s income."),
}
_NOT_NOW = N_("You said not now %(value)s ago. That holds for %(bound)s.")

MUSTS: tuple[Must, ...] = (
    _yes(GuardId.CONSENT, "consent", N_("You have not allowed offers from this ledger.")),
    _yes(GuardId.CONSENT, "books_granted", N_("Not everybody of this ledger allows it to be read.")),
    _yes(GuardId.QUALITY, "quality_coverage", N_("Too few days are recorded.")),
    _yes(GuardId.QUALITY, "quality_freshness", N_("Nothing was recorded in the last week.")),
    _yes(GuardId.QUALITY, "quality_reconciled", N_("The ledger and the balance you counted lie too far apart.")),
    _yes(GuardId.QUALITY, "quality_timely", N_("Entries are written too long after the day.")),
    _yes(GuardId.QUALITY, "quality_duplicates", N_("Too many rows were imported twice.")),
    *(Must(GuardId.STRESS, one, _STRESSED[one.signal], NEW_CREDIT) for one in UNSTRESSED),
    Must(GuardId.STRESS, Condition("offer_pays_card", Op.IS, 1),
         N_("The money would not go straight to the debt it is for."), REFINANCE),
    _most(GuardId.STRESS, "offer_new_money", 0, N_("It would pay %(value)s of new debt out to you."), REFINANCE),
    _least(GuardId.STRESS, "offer_saving", 1, N_("It would not save you anything."), REFINANCE),
    _most(GuardId.STRESS, "offer_ends_later", 0, N_("You would be free of it %(value)s later than now."), REFINANCE),
    _most(GuardId.AFFORD, "offer_dti_after", 4_000,
          N_("With it, debts would take %(value)s of your income. The limit is %(bound)s.")),
    _least(GuardId.AFFORD, "offer_residual_after", 0,
           N_("With it, after what you need and your debts, the month would end at %(value)s."), CREDIT),
    _most(GuardId.AFFORD, "offer_shortfall_change", 0,
          N_("It would raise the chance of running short by %(value)s.")),
    _most(GuardId.FREQUENCY, "shown_today", 0, N_("You were shown an offer today already.")),
    _most(GuardId.FREQUENCY, "shown_week", 2, N_("Within 7 days you were shown offers %(value)s already.")),
    _most(GuardId.FREQUENCY, "shown_month", 5, N_("Within 30 days you were shown offers %(value)s already.")),
    _least(GuardId.FREQUENCY, "days_since_not_now", 90, _NOT_NOW),
    _least(GuardId.STAGE, "history_days", 90, N_("The ledger is %(value)s old. Credit needs %(bound)s."), CREDIT),
    _least(GuardId.STAGE, "history_days", 60, N_("The ledger is %(value)s old. A fund needs %(bound)s."), FUND),
    _least(GuardId.AGE, "age_years", 18, N_("You must be at least %(bound)s old.")),
    _yes(GuardId.AGE, "country_known", N_("We do not know your country.")),
    _least(GuardId.LIFE_EVENT, "life_event_days", 90,
           N_("You said times are hard %(value)s ago. Nothing is sold for %(bound)s.")),
    _no(GuardId.SCREEN, "screen_shared", N_("Your screen is being shown to others.")),
    _no(GuardId.SCREEN, "free_of_offers", N_("This ledger is kept free of offers.")),
    _no(GuardId.ASKED, "said_never", N_("You said never to this kind.")),
    _least(GuardId.ASKED, "days_since_not_now", 90, _NOT_NOW),
    _yes(GuardId.LICENCE, "licence_current", N_("The lender’s licence is not valid today.")),
    _least(GuardId.REFUSED, "days_since_refused_here", 90,
           N_("This lender refused you %(value)s ago. We wait %(bound)s."), CREDIT),
    Must(GuardId.INCOME_DIP, Condition("income_dip", Op.AT_LEAST, 6_000),
         N_("Your income of the last 30 days is %(value)s of the usual. Nothing is sold now."), if_known=True),
    _yes(GuardId.SETTLED, "settled", N_("Late or imported entries have not settled yet.")),
    _least(GuardId.CHURN, "days_since_same_refinance", 365,
           N_("A loan paid this card off %(value)s ago. At least %(bound)s must pass."), REFINANCE),
)
"""Everything that must hold, guard by guard, but for the cap, which is the law's and the day's."""


def cap_musts(simple_bps: int, compound_bps: int, clause: str) -> tuple[Must, ...]:
    """G4 at a cap: the notices do not say which reading they mean, so both must hold."""
    return (
        Must(GuardId.CAP, Condition("offer_rate_simple", Op.AT_MOST, simple_bps),
             N_("With all fees it costs %(value)s a year, read simply. The cap is %(bound)s."), CREDIT, clause),
        Must(GuardId.CAP, Condition("offer_rate_compound", Op.AT_MOST, compound_bps),
             N_("With all fees it costs %(value)s a year, with compound interest. The cap is %(bound)s."), CREDIT,
             clause),
    )


NO_CAP = Must(
    GuardId.CAP, Condition("offer_rate_simple", Op.AT_MOST, 0),
    N_("No cap on what credit may cost is on file for your country."), CREDIT)
"""What G4 stops with where the law's cap is not on file: that is unknown, and unknown stops."""
