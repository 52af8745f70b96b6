"""What a person may allow, one thing at a time: each scope with its purpose, its fields and how long it holds.

Source: credit.md E2 and E3 (the list of PIPL 23). A scope's `version` rises whenever its purpose, its fields or its
recipient's kind changes; a consent given under an earlier version no longer stands (E5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from ledger.kernel.errors import N_, Invalid


class Scope(StrEnum):
    """One thing that can be allowed. Nothing is allowed unless somebody said so."""

    INSIGHT = "insight.local"
    PERSONALISED = "offer.personalised"
    GENERIC = "offer.generic"
    SHARE = "lead.share"
    BY_EMAIL = "contact.email"
    BY_SMS = "contact.sms"
    BY_CALL = "contact.call"
    BY_WECOM = "contact.wecom"
    RESEARCH = "research.aggregate"


READS = frozenset({Scope.INSIGHT, Scope.PERSONALISED, Scope.RESEARCH})
"""Scopes under which a ledger's figures are measured."""


class NoSuchScope(Invalid):
    """A word that is no scope."""

    message = N_("There is no such consent. Known are: %(known)s.")


class BookNotMeant(Invalid):
    """A ledger named for a consent that is about no ledger."""

    message = N_("This consent is about you, not about one ledger.")


class LenderNeeded(Invalid):
    """Sharing without saying with whom."""

    message = N_("Say which lender it is for. Each lender is asked for apart.")


class LenderNotMeant(Invalid):
    """A lender named for a consent that concerns none."""

    message = N_("This consent is not about one lender.")


POLICY_VERSION = "1"
"""The version of the house's own policy that receipts name."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a scope is asked for, in full: what a receipt repeats and what the screen says.

    `of_book` scopes are about one ledger (or, said so, every one); `of_lender` ones go to one lender. `fields` are
    what is read or sent, by code of `FIELDS`; `lookback_days` how far back, `duration_days` how long it holds.
    """

    scope: Scope
    version: int
    title: str
    text: str
    method: str
    fields: tuple[str, ...]
    lookback_days: int
    duration_days: int
    of_book: bool = False
    of_lender: bool = False
    since: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def statement(self, say: Callable[[str], str]) -> str:
        """Everything one agrees to, line by line, in the language of `say`: what is hashed into the receipt."""
        return "\n".join(map(say, (self.title, self.text, self.method, *(FIELDS[code] for code in self.fields))))


FIELDS: dict[str, str] = {
    "day_sums": N_("sums of each day by kind of spending and income"),
    "balances": N_("balances of your accounts"),
    "cards_and_loans": N_("statements and terms of your cards and loans"),
    "planned": N_("planned items"),
    "open_items": N_("what is owed to you and by you"),
    "born_and_country": N_("your birth date and country"),
    "country": N_("your country"),
    "signals": N_("measured figures, as whole numbers without names"),
    "name": N_("your name"),
    "email": N_("your e-mail address"),
    "offer": N_("the offer you chose: product, amount, instalments"),
    "reasons": N_("the conditions of its rule, with your figures"),
}
"""What may be read or sent, by code, in the words of the screen. Nothing outside this list ever leaves the books."""

_READ = ("day_sums", "balances", "cards_and_loans", "planned", "open_items")
_HERE = N_("Reckoned on this house’s own machines. Nothing is sent to anybody.")
_YEAR = 365
_LOOKBACK = 548

PURPOSES: dict[Scope, Purpose] = {
    one.scope: one
    for one in (
        Purpose(
            Scope.INSIGHT, 1, N_("Say what these books show"),
            N_("Figures of this ledger are measured to tell you what is coming: money running low, what a card "
               "costs, ways that cost nothing. No lender takes part."),
            _HERE, _READ, _LOOKBACK, _YEAR, of_book=True,
        ),
        Purpose(
            Scope.PERSONALISED, 1, N_("Offers that fit these books"),
            N_("Figures of this ledger are held against the rules of lenders, and an offer is shown to you alone "
               "where it helps. No lender learns of it."),
            _HERE, (*_READ, "born_and_country"), _LOOKBACK, _YEAR, of_book=True,
        ),
        Purpose(
            Scope.GENERIC, 1, N_("The shelf, the same for everybody"),
            N_("You can look at what lenders sell, in an order that is the same for everybody. Your books are not "
               "read for it."),
            _HERE, ("country",), 0, _YEAR,
        ),
        Purpose(
            Scope.SHARE, 1, N_("Pass an offer on to its lender"),
            N_("Where you take an offer up, this lender gets what is listed here, and nothing else."),
            N_("Sent once, over an encrypted connection, when you confirm an offer."),
            ("name", "email", "offer", "reasons"), 0, 30, of_book=True, of_lender=True,
        ),
        Purpose(
            Scope.BY_EMAIL, 1, N_("Write to you by e-mail"),
            N_("You may be written to about what you asked for."),
            N_("By e-mail, to the address you sign in with."), ("email",), 0, 180,
        ),
        Purpose(
            Scope.BY_SMS, 1, N_("Send you text messages"),
            N_("You may be sent text messages about what you asked for."),
            N_("By text message."), ("name",), 0, 180,
        ),
        Purpose(
            Scope.BY_CALL, 1, N_("Call you"),
            N_("You may be called about what you asked for, between 9:00 and 21:00 where you are."),
            N_("By telephone."), ("name",), 0, 180,
        ),
        Purpose(
            Scope.BY_WECOM, 1, N_("Write to you on WeCom"),
            N_("You may be written to on WeCom about what you asked for."),
            N_("On WeCom."), ("name",), 0, 180,
        ),
        Purpose(
            Scope.RESEARCH, 1, N_("Help to try rules out"),
            N_("Measured figures of this ledger are counted together with those of others when a lender tries a "
               "rule out. Fewer than twenty are never shown."),
            N_("Counted on this house’s own machines. A lender sees counts, never one person."),
            ("signals",), _LOOKBACK, _YEAR, of_book=True,
        ),
    )
}
"""Every scope with its purpose, in the order they are asked for."""


def read_scope(text: str) -> tuple[Scope, str]:
    """A scope as it is written, and the lender's number after the colon of `lead.share:…` ("" for none).

    Raises: NoSuchScope.
    """
    word, _, lender = text.strip().partition(":")
    if word not in set(Scope) or (lender and word != Scope.SHARE):
        raise NoSuchScope(known=", ".join(Scope), field="scope")
    return Scope(word), lender


def check_subject(scope: Scope, book_id: int, lender_id: int) -> None:
    """A consent names exactly what its scope is about. Raises: BookNotMeant, LenderNeeded, LenderNotMeant."""
    purpose = PURPOSES[scope]
    if book_id and not purpose.of_book:
        raise BookNotMeant(field="book")
    if purpose.of_lender and not lender_id:
        raise LenderNeeded(field="lender")
    if lender_id and not purpose.of_lender:
        raise LenderNotMeant(field="lender")
