"""Reading the form of an account: its name, what it is for, and the terms of a card or a loan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.arranging import PURPOSES, code_for
from ledger.domain.books.scene_choices import ICONS
from ledger.kernel.errors import N_, Invalid, Missing
from ledger.kernel.money import Money
from ledger.kernel.terms import CardTerms, LoanTerms
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import current_language
from ledger.web.accounts.words import BASES, CONVENTIONS, METHODS, picture_of

NAME_MAX = 60
_DAY_MAX = 28
_RATE_MAX = Decimal(1000)
_INSTALMENTS_MAX = 600


class NotARate(Invalid):
    """A percentage that no lender asks, or one finer than a hundredth."""

    message = N_("Write a percentage from 0 to 1000 with at most two digits after the point.")


class OutOfRange(Invalid):
    """No whole number, or one outside its bounds."""

    message = N_("Write a whole number from %(low)s to %(high)s.")


class BelowNothing(Invalid):
    """A limit or a debt below zero."""

    message = N_("Write it without a minus.")


@dataclass(frozen=True, slots=True)
class Start:
    """What a place held on a day as the books begin, below zero for a debt; the rate where one was asked."""

    amount: Money
    on: date
    rate: Decimal | None


def blank(what: str) -> Account:
    """An account of a kind and purpose, still without a name. Raises: Missing for what nobody opens."""
    kind, _, purpose = what.partition(":")
    try:
        chosen, for_what = Kind(kind), Purpose(purpose)
    except ValueError:
        raise Missing() from None
    if for_what not in PURPOSES[chosen]:
        raise Missing()
    return Account(0, code_for(chosen, for_what, ""), chosen, for_what, {}, icon=picture_of(for_what))


def read_new(fields: Fields, what: str, home: str) -> Account:
    """A new account as the form says it."""
    base = blank(what)
    read = read_account(fields, base, home)
    return replace(read, code=code_for(base.kind, base.purpose, fields.line("name")))


def read_account(fields: Fields, base: Account, home: str) -> Account:
    """An account as the form says it, what the form does not show being as it was."""
    name = fields.line("name", needed=True, limit=NAME_MAX)
    purpose = Purpose(fields.choice("purpose", tuple(PURPOSES[base.kind]))) if "purpose" in fields else base.purpose
    held = fields.unit("currency") if "currency" in fields and base.is_place else None
    unit = held or home
    return replace(
        base,
        names={**base.names, current_language(): name},
        purpose=purpose,
        currency=held,
        icon=fields.choice("icon", ICONS | {base.icon}) if "icon" in fields else base.icon,
        is_first=base.is_category and fields.flag("is_first"),
        card=_card(fields, base, unit) if purpose is Purpose.CARD else None,
        loan=_loan(fields, unit) if purpose is Purpose.LOAN else None,
    )


def read_start(fields: Fields, account: Account, home: str, today: date) -> Start | None:
    """What the form says the place held at the start; None where nothing was written."""
    if not account.is_place or "start" not in fields:
        return None
    written = fields.amount("start", account.currency or home)
    rate = fields.number("rate") if "rate" in fields else None
    return Start(-written if account.kind is Kind.LIABILITY else written, fields.day("start_on", today), rate)


def _card(fields: Fields, base: Account, unit: str) -> CardTerms:
    was = base.card or CardTerms()
    if "minimum" not in fields and "card_convention" not in fields:
        return was
    return CardTerms(
        limit=_minor(fields, "limit", unit),
        statement_day=_month_day(fields, "statement_day"),
        due_day=_month_day(fields, "due_day"),
        minimum_bps=_bps(fields, "minimum") or 0,
        minimum_floor=_minor(fields, "minimum_floor", unit) or 0,
        rate_bps=_bps(fields, "card_rate"),
        rate_convention=fields.choice("card_convention", CONVENTIONS),
        interest_basis=fields.choice("basis", BASES),
    )


def _loan(fields: Fields, unit: str) -> LoanTerms | None:
    """A loan's terms, all of them or none: without what was borrowed there is nothing to pay back."""
    principal = _minor(fields, "principal", unit)
    if principal is None:
        return None
    fields.line("loan_rate", needed=True)
    return LoanTerms(
        principal=principal,
        rate_bps=_bps(fields, "loan_rate") or 0,
        rate_convention=fields.choice("loan_convention", CONVENTIONS),
        method=fields.choice("method", METHODS),
        instalments=_whole(fields, "instalments", _INSTALMENTS_MAX),
        first_due=fields.day("first_due").isoformat(),
        lender_name=fields.line("lender_name", limit=NAME_MAX),
        each_fee=_minor(fields, "each_fee", unit) or 0,
        exit_fee_bps=_bps(fields, "exit_fee") or 0,
    )


def _minor(fields: Fields, name: str, unit: str) -> int | None:
    if name not in fields:
        return None
    amount = fields.amount(name, unit)
    if amount.minor < 0:
        raise BelowNothing(field=name)
    return amount.minor


def _month_day(fields: Fields, name: str) -> int | None:
    return _whole(fields, name, _DAY_MAX) if name in fields else None


def _whole(fields: Fields, name: str, high: int) -> int:
    text = fields.line(name, needed=True)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:12]) <= high:
        raise OutOfRange(low=1, high=high, field=name)
    return int(text)


def _bps(fields: Fields, name: str) -> int | None:
    """A typed percentage in basis points, or None where nothing was typed."""
    if name not in fields:
        return None
    bps = fields.number(name) * 100
    if bps != bps.to_integral_value() or not 0 <= bps <= _RATE_MAX * 100:
        raise NotARate(field=name)
    return int(bps)
