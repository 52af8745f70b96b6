"""What an account says, field by field as its form shows them: for putting two versions side by side."""

from __future__ import annotations

from ledger.domain.books.account import Account
from ledger.kernel.money import Money
from ledger.kernel.terms import CardTerms, LoanTerms
from ledger.plumbing.format import amount_text, percent_bp
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.web.accounts.words import BASES, CONVENTIONS, METHODS, PURPOSE_NAMES, icon_name
from ledger.web.stale import NOTHING


def said(account: Account, home: str) -> list[tuple[str, str]]:
    """The names of an account's fields, each with its value as text; always the same fields in the same order."""
    unit = account.currency or home
    yes_no = {True: _("yes"), False: _("no")}
    return [
        (_("Name"), localised(account.names)),
        (_("What it is for"), _(PURPOSE_NAMES[account.purpose])),
        (_("Currency"), account.currency or _("Any currency")),
        (_("A tile above the keypad"), yes_no[account.is_first]),
        (_("Picture"), icon_name(account.icon)),
        *_card(account.card or CardTerms(), unit),
        *_loan(account.loan, unit),
    ]


def _card(card: CardTerms, unit: str) -> list[tuple[str, str]]:
    return [
        (_("Limit"), _money(card.limit, unit)),
        (_("Statement on day"), _number(card.statement_day)),
        (_("Due on day"), _number(card.due_day)),
        (_("Least to pay"), percent_bp(card.minimum_bps)),
        (_("But at least"), _money(card.minimum_floor, unit)),
        (_("Interest a year"), NOTHING if card.rate_bps is None else percent_bp(card.rate_bps)),
        (_("Reckoned as"), _(CONVENTIONS[card.rate_convention])),
        (_("When not all of it is paid, interest is asked"), _(BASES[card.interest_basis])),
    ]


def _loan(loan: LoanTerms | None, unit: str) -> list[tuple[str, str]]:
    return [
        (_("Borrowed"), _money(loan.principal if loan else None, unit)),
        (_("Interest a year"), percent_bp(loan.rate_bps) if loan else NOTHING),
        (_("Reckoned as"), _(CONVENTIONS[loan.rate_convention]) if loan else NOTHING),
        (_("Each instalment is"), _(METHODS[loan.method]) if loan else NOTHING),
        (_("Instalments, monthly"), _number(loan.instalments if loan else None)),
        (_("First one due"), loan.first_due if loan else NOTHING),
        (_("Lender"), (loan.lender_name if loan else "") or NOTHING),
        (_("Fee with each payment"), _money(loan.each_fee if loan else None, unit)),
        (_("Fee for paying early"), percent_bp(loan.exit_fee_bps) if loan else NOTHING),
    ]


def _money(minor: int | None, unit: str) -> str:
    return NOTHING if minor is None else amount_text(Money(minor, unit))


def _number(value: int | None) -> str:
    return NOTHING if value is None else str(value)
