"""The loan a person describes in the form, read and checked.

A loan is known by its stated yearly rate or by what is paid each month, never by both; what is kept back and
what fees there are count either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from credit.domain.case import RATE_PERCENT_MAX, AmountBelowZero, RateTooHigh
from credit.services.reading import Fees, LoanReading, reading, reading_of_payments
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.schedule import InstalmentsOutOfRange, Method, PrincipalNotPositive, RateBelowZero
from ledger.kernel.interest.yearly import AnnualRate, half_up
from ledger.kernel.limits import FLOWS_MAX, MINOR_MAX
from ledger.kernel.money import AmountTooLarge
from ledger.kernel.number import read_number
from ledger.plumbing.fields import Fields

_PERCENT = "%％"


class RateOrPaymentNeeded(Invalid):
    """Neither of the two by which a loan is known."""

    message = N_("Give the yearly rate, or below it what you pay each month.")


class RateAndPayment(Invalid):
    """Both of the two by which a loan is known, which need not agree."""

    message = N_("Give either the yearly rate or what you pay each month, not both.")


class MoreInHand(Invalid):
    """More is handed over than is borrowed."""

    message = N_("What you get in hand is at most what you borrow.")


class NothingInHand(Invalid):
    """Nothing is handed over at all."""

    message = N_("What you get in hand is more than zero.")


@dataclass(frozen=True, slots=True)
class LoanAsked:
    """One loan as described, money in minor units. Exactly one of `rate` and `payment` is given.

    `kept_back` is what is taken off before the money is handed over, `upfront` a fee on that day, `each` a
    fee with every instalment.
    """

    currency: str
    principal: int
    instalments: int
    rate: AnnualRate | None
    method: Method
    payment: int | None
    kept_back: int
    upfront: int
    each: int

    @property
    def fees(self) -> Fees:
        """What is paid beside the instalments; what is kept back is paid on the day of the loan."""
        return Fees(self.kept_back + self.upfront, self.each)

    def read(self) -> LoanReading:
        """What it really costs. Raises: as `reading`; AmountTooLarge where the total fits no column."""
        if self.rate is not None:
            found = reading(self.principal, self.rate, self.instalments, self.method, self.fees)
        else:
            found = reading_of_payments(self.principal, (self.payment or 0,) * self.instalments, self.fees)
        if found.total_paid > MINOR_MAX:
            raise AmountTooLarge(field="principal")
        return found


def read_loan(values: Mapping[str, str], currency: str) -> LoanAsked:
    """The loan of a form. Raises: Needed, and what each field can be refused for, naming the field."""
    fields = Fields(values)
    principal = fields.amount("principal", currency).minor
    if principal <= 0:
        raise PrincipalNotPositive(field="principal")
    instalments = _instalments(fields)
    _one_of_two(fields)
    return LoanAsked(
        currency=currency,
        principal=principal,
        instalments=instalments,
        rate=_rate(fields) if "rate_percent" in fields else None,
        method=Method(fields.choice("method", _METHODS)) if "method" in fields else Method.ANNUITY,
        payment=_not_below_zero(fields, "payment", currency) if "payment" in fields else None,
        kept_back=_kept_back(fields, currency, principal),
        upfront=_fee(fields, "upfront_fee", currency, principal),
        each=_fee(fields, "each_fee", currency, principal),
    )


_METHODS = frozenset(method.value for method in Method)


def _instalments(fields: Fields) -> int:
    number = fields.number("instalments")
    if number != number.to_integral_value() or not 1 <= number <= FLOWS_MAX:
        raise InstalmentsOutOfRange(most=FLOWS_MAX, field="instalments")
    return int(number)


def _one_of_two(fields: Fields) -> None:
    if "rate_percent" not in fields and "payment" not in fields:
        raise RateOrPaymentNeeded(field="rate_percent")
    if "rate_percent" in fields and "payment" in fields:
        raise RateAndPayment(field="payment")


def _rate(fields: Fields) -> AnnualRate:
    percent = _share(fields.line("rate_percent"), "rate_percent")
    if percent < 0:
        raise RateBelowZero(field="rate_percent")
    if percent > RATE_PERCENT_MAX:
        raise RateTooHigh(most=RATE_PERCENT_MAX, field="rate_percent")
    return AnnualRate.stated(percent)


def _kept_back(fields: Fields, currency: str, principal: int) -> int:
    if "in_hand" not in fields:
        return 0
    in_hand = fields.amount("in_hand", currency).minor
    if in_hand <= 0:
        raise NothingInHand(field="in_hand")
    if in_hand > principal:
        raise MoreInHand(field="in_hand")
    return principal - in_hand


def _fee(fields: Fields, name: str, currency: str, principal: int) -> int:
    """A fee as a sum, or as per cent of the loan rounded half up; nothing where nothing is written."""
    text = fields.line(name)
    if not text.endswith(tuple(_PERCENT)):
        return _not_below_zero(fields, name, currency) if text else 0
    minor = half_up(Fraction(_share(text, name)) * principal / 100)
    if minor < 0:
        raise AmountBelowZero(field=name)
    if minor > MINOR_MAX:
        raise AmountTooLarge(field=name)
    return minor


def _not_below_zero(fields: Fields, name: str, currency: str) -> int:
    minor = fields.amount(name, currency).minor
    if minor < 0:
        raise AmountBelowZero(field=name)
    return minor


def _share(text: str, field: str) -> Decimal:
    """A typed per cent, with or without its sign."""
    return read_number(text.rstrip(_PERCENT), field)
