"""A signal: one whole number read off the books, or the plain statement that it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ledger.kernel.errors import N_
from ledger.kernel.figures import Entries


class State(StrEnum):
    """Whether a signal can be read. Only UNKNOWN blocks what depends on it."""

    KNOWN = "known"
    ABSENT = "absent"
    """What it measures does not exist here (no card, no loan); it then counts as the value its name states."""
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Why a signal is UNKNOWN, as a code that stays; `WORDS` says each to a person."""

    NEEDS_30_DAYS = "needs_30_days"
    NEEDS_60_DAYS = "needs_60_days"
    NEEDS_90_DAYS = "needs_90_days"
    NEEDS_120_DAYS = "needs_120_days"
    NEEDS_3_MONTHS = "needs_3_months"
    NEEDS_6_MONTHS = "needs_6_months"
    NEEDS_12_MONTHS = "needs_12_months"
    NEEDS_STATEMENT = "needs_statement"
    NEEDS_2_STATEMENTS = "needs_2_statements"
    NEEDS_3_STATEMENTS = "needs_3_statements"
    NEEDS_4_STATEMENTS = "needs_4_statements"
    NEEDS_4_PAYMENTS = "needs_4_payments"
    NEEDS_BALANCE = "needs_balance"
    NEEDS_INCOME = "needs_income"
    NEEDS_CARD_TERMS = "needs_card_terms"
    NEEDS_CARD_LIMIT = "needs_card_limit"
    NEEDS_CARD_RATE = "needs_card_rate"
    NEEDS_LOAN_TERMS = "needs_loan_terms"
    NEEDS_A_RATE_TO_COMPARE = "needs_a_rate_to_compare"


WORDS: dict[Why, str] = {
    Why.NEEDS_30_DAYS: N_("This needs 30 days of entries."),
    Why.NEEDS_60_DAYS: N_("This needs 60 days of entries."),
    Why.NEEDS_90_DAYS: N_("This needs 90 days of entries."),
    Why.NEEDS_120_DAYS: N_("This needs 120 days of entries."),
    Why.NEEDS_3_MONTHS: N_("This needs three whole months of entries."),
    Why.NEEDS_6_MONTHS: N_("This needs six whole months of entries."),
    Why.NEEDS_12_MONTHS: N_("This needs twelve months of entries."),
    Why.NEEDS_STATEMENT: N_("This needs a card statement."),
    Why.NEEDS_2_STATEMENTS: N_("This needs two card statements that have come due."),
    Why.NEEDS_3_STATEMENTS: N_("This needs three card statements that have come due."),
    Why.NEEDS_4_STATEMENTS: N_("This needs four card statements that have come due."),
    Why.NEEDS_4_PAYMENTS: N_("This needs four payments from the same payer in half a year."),
    Why.NEEDS_BALANCE: N_("This needs one balance that you have counted and written down."),
    Why.NEEDS_INCOME: N_("This needs income in the books."),
    Why.NEEDS_CARD_TERMS: N_("This needs the statement day and due day of your card."),
    Why.NEEDS_CARD_LIMIT: N_("This needs the limit of your card."),
    Why.NEEDS_CARD_RATE: N_("This needs the yearly rate of your card."),
    Why.NEEDS_LOAN_TERMS: N_("This needs the terms of your loan."),
    Why.NEEDS_A_RATE_TO_COMPARE: N_("There is no other rate to compare your loan with."),
}
"""What a person is told about an UNKNOWN signal: what is missing."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One reading.

    `value` is whole, in the unit its name states; None only where UNKNOWN. `low` and `high` stand where days are
    unrecorded: the value lies somewhere between. `entries` are the ids behind it.
    """

    value: int | None
    state: State
    why: Why | None = None
    low: int | None = None
    high: int | None = None
    entries: Entries = ()


def known(value: int, entries: Entries = (), low: int | None = None, high: int | None = None) -> Signal:
    """A signal that could be read."""
    return Signal(value, State.KNOWN, None, low, high, entries)


def absent(counts_as: int) -> Signal:
    """A signal whose subject does not exist here, with the value it counts as."""
    return Signal(counts_as, State.ABSENT)


def unknown(why: Why) -> Signal:
    """A signal that cannot be read, and what is missing."""
    return Signal(None, State.UNKNOWN, why)
