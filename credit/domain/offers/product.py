"""What a lender sells, read strictly from the shape every interface uses, and written back to it unchanged.

Money is whole minor units of the product's currency; rates keep their convention and day count; every fee says
when it is paid. A product's digest is over its canonical bytes, so that what was approved is what is served.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from credit.domain.case import Case, NotOneOf
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.schedule import Method
from ledger.kernel.interest.yearly import AnnualRate, Convention, DayCount, half_up

TERMS_MAX = 20
"""Different numbers of instalments one product may have."""

MONTHS_MAX = 360
"""The longest term, months."""

FEES_MAX = 20
"""Fees of one product."""

NAME_MAX = 80
"""Characters in a product's id or a fee's name."""

_FIELDS = ("id", "kind", "currency", "min", "max", "terms", "method", "rate", "fees", "prepayment", "licence",
           "commission")
_OF = {"upfront": "principal", "each": "principal", "late": "instalment", "exit": "balance"}
_FREE = ("free", "none")


class RangeUpsideDown(Invalid):
    """The largest amount is below the smallest, or is nothing."""

    message = N_("The largest amount must be above zero and not below the smallest.")


class TermsMissing(Invalid):
    """A loan without a number of instalments, or with one no loan has."""

    message = N_("Give one to %(most)s terms, each of 1 to %(months)s months and no two alike.")


class TooManyFees(Invalid):
    """More fees than anybody could read."""

    message = N_("A product has at most %(most)s fees.")


class AmountOrPercent(Invalid):
    """A fee that is both an amount and a share, or neither."""

    message = N_("“%(field)s” is either an amount or a per cent: give one of the two.")


class NameMissing(Invalid):
    """No name, or one that is too long to be shown."""

    message = N_("“%(field)s” needs 1 to %(most)s characters.")


class Kind(StrEnum):
    """What kind of help a product is."""

    REFINANCE = "refinance"
    """信用卡代偿: pays the card directly, and is paid back in instalments."""
    LOAN = "loan"
    INSTALMENT = "instalment"
    FUND = "fund"
    VIRTUAL_CARD = "virtual_card"


class When(StrEnum):
    """When a fee is paid. Late and exit fees are paid only by who is late or leaves early."""

    UPFRONT = "upfront"
    EACH = "each"
    LATE = "late"
    EXIT = "exit"


@dataclass(frozen=True, slots=True)
class Charge:
    """An `amount` in minor units, or a share in `percent` of something."""

    amount: int | None = None
    percent: Decimal | None = None

    def on(self, base: int) -> int:
        """What it comes to, minor units, half up."""
        if self.amount is not None:
            return self.amount
        return half_up(base * (self.percent or Decimal(0)) / 100)


NOTHING = Charge(amount=0)


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee: `of` is what a per cent is taken of (principal, instalment or balance)."""

    name: str
    when: When
    charge: Charge
    of: str


@dataclass(frozen=True, slots=True)
class Prepayment:
    """Whether it may be paid back early, and what that costs of the balance then."""

    allowed: bool = True
    charge: Charge = NOTHING


@dataclass(frozen=True, slots=True)
class Product:
    """What a lender sells. `least` and `most` are minor units, `terms` months, ascending.

    `percent` with `convention` and `day_count` is the yearly interest (for a fund, the yearly yield); `all_in` is
    what the lender states as the whole yearly cost, fees included, None where there is no difference.
    `licence_until` is the last day the lender may sell it, None where nobody said. `commission` is what the lender
    pays us when somebody takes it.
    """

    id: str
    kind: Kind
    currency: str
    least: int
    most: int
    terms: tuple[int, ...]
    method: Method | None
    percent: Decimal
    convention: Convention
    day_count: DayCount
    all_in: Decimal | None
    fees: tuple[Fee, ...]
    prepayment: Prepayment
    licence_until: date | None
    commission: Charge

    @property
    def borrows(self) -> bool:
        """Whether it is money lent, and not money put by."""
        return self.kind is not Kind.FUND

    def rate(self, percent: Decimal | None = None) -> AnnualRate:
        """The yearly interest at a price in per cent, or at the product's own.

        A year of 360 days bears its rate on all 365, so that a month costs what its days cost.
        """
        value = (self.percent if percent is None else percent).scaleb(-2)
        if self.day_count is DayCount.ACT_360:
            value = value * 365 / 360
        return AnnualRate(value, self.convention, self.day_count)


def read_product(values: Mapping[str, object], path: str = "") -> Product:
    """A product out of its shape in INTERFACES; errors name the field by its path.

    Raises: what `Case` raises, RangeUpsideDown, TermsMissing, TooManyFees, AmountOrPercent, NameMissing.
    """
    case = Case(values, _FIELDS, path)
    kind = Kind(case.choice("kind", list(Kind)))
    currency = case.text("currency")
    digits_of(currency)
    rate = case.part("rate", ("percent", "convention", "day_count", "all_in_percent"))
    return Product(
        id=_name(case, "id"), kind=kind, currency=currency, **_range(case, currency), terms=_terms(case, kind),
        method=_method(case, kind), percent=rate.percent("percent"),
        convention=Convention(rate.choice("convention", list(Convention))), day_count=_day_count(rate),
        all_in=rate.percent("all_in_percent") if rate.has("all_in_percent") else None,
        fees=_fees(case, currency), prepayment=_prepayment(case, currency), licence_until=_licence(case),
        commission=_commission(case, currency),
    )


def _range(case: Case, currency: str) -> dict[str, int]:
    least, most = case.not_below_zero("min", currency), case.not_below_zero("max", currency)
    if most < max(least, 1):
        raise RangeUpsideDown(field=case.name("max"))
    return {"least": least, "most": most}


def _terms(case: Case, kind: Kind) -> tuple[int, ...]:
    if kind is Kind.FUND and not case.has("terms"):
        return ()
    terms = case.wholes("terms")
    wanted = kind is not Kind.FUND
    right = len(terms) <= TERMS_MAX and len(set(terms)) == len(terms) and all(1 <= t <= MONTHS_MAX for t in terms)
    if not right or (wanted and not terms):
        raise TermsMissing(most=TERMS_MAX, months=MONTHS_MAX, field=case.name("terms"))
    return tuple(sorted(terms))


def _method(case: Case, kind: Kind) -> Method | None:
    if kind is Kind.FUND and case.values.get("method") is None:
        return None
    return Method(case.choice("method", list(Method)))


def _day_count(rate: Case) -> DayCount:
    text = rate.text("day_count").casefold().replace("actual", "act")
    known = {count.value: count for count in DayCount}
    if text not in known:
        raise NotOneOf(field=rate.name("day_count"), choices=", ".join(known))
    return known[text]


def _fees(case: Case, currency: str) -> tuple[Fee, ...]:
    if not case.has("fees"):
        return ()
    parts = case.parts("fees", ("name", "when", "amount", "percent", "of"))
    if len(parts) > FEES_MAX:
        raise TooManyFees(most=FEES_MAX, field=case.name("fees"))
    return tuple(_fee(part, currency) for part in parts)


def _fee(part: Case, currency: str) -> Fee:
    when = When(part.choice("when", list(When)))
    given = part.values.get("of") is not None
    of = part.choice("of", ("principal", "instalment", "balance")) if given else _OF[when]
    return Fee(_name(part, "name"), when, _charge(part, currency), of)


def _charge(part: Case, currency: str) -> Charge:
    if part.has("amount") == part.has("percent"):
        raise AmountOrPercent(field=part.path)
    if part.has("amount"):
        return Charge(amount=part.not_below_zero("amount", currency))
    return Charge(percent=part.percent("percent"))


def _prepayment(case: Case, currency: str) -> Prepayment:
    value = case.values.get("prepayment")
    if value is None or value in _FREE:
        return Prepayment()
    if isinstance(value, bool):
        return Prepayment(allowed=value)
    if isinstance(value, str):
        return Prepayment(charge=Charge(percent=case.percent("prepayment")))
    return Prepayment(charge=_charge(case.part("prepayment", ("amount", "percent", "of")), currency))


def _licence(case: Case) -> date | None:
    if case.values.get("licence") is None:
        return None
    return case.part("licence", ("until", "number", "country")).day("until")


def _commission(case: Case, currency: str) -> Charge:
    value = case.values.get("commission")
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return Charge(amount=case.not_below_zero("commission", currency))
    return _charge(case.part("commission", ("amount", "percent", "of")), currency)


def _name(case: Case, key: str) -> str:
    text = case.text(key).strip()
    if not 0 < len(text) <= NAME_MAX:
        raise NameMissing(most=NAME_MAX, field=case.name(key))
    return text
