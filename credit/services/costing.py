"""What a loan costs, how it is paid back, and whether switching to it helps: JSON in, JSON out.

The shapes are those of the commands `cost`, `schedule` and `compare`; pages and the API stand on the same
functions. Amounts and rates go out as decimal text, amounts with all digits of their currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from credit.domain.case import Case, MissingField
from credit.domain.cost.annual_rate import annual_rate
from credit.domain.cost.flows import Flow, Flows, MixedForms, TooManyFlows
from credit.domain.cost.refinance import Debt, NewLoan, compare
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.interest.schedule import (
    InstalmentsOutOfRange,
    Method,
    PrincipalNotPositive,
    Row,
    schedule,
)
from ledger.kernel.interest.yearly import CONVENTIONS, AnnualRate, Convention
from ledger.kernel.limits import FLOWS_MAX


class PeriodOutOfRange(Invalid):
    """A count of months outside a loan's life."""

    message = N_("A period is a whole number of months from 0 to %(most)s.")


def cost_from(values: Mapping[str, object]) -> dict[str, object]:
    """`cost`: the yearly rate of some flows in one convention, and what they come to.

    Raises: what `Case`, `Flows` and `annual_rate` raise.
    """
    case = Case(values, ("convention", "currency", "advances", "payments"))
    convention = Convention(case.choice("convention", [convention.value for convention in CONVENTIONS]))
    currency = _currency(case)
    flows = Flows(_flows(case, "advances", currency), _flows(case, "payments", currency))
    return {
        "rate_percent": _percent(annual_rate(flows, convention)),
        "total_paid": amount_text(flows.total_paid, currency),
        "total_cost": amount_text(flows.total_paid - flows.total_advanced, currency),
    }


def schedule_from(values: Mapping[str, object]) -> dict[str, object]:
    """`schedule`: every instalment of a loan. Raises: what `Case` and `schedule` raise."""
    case = Case(values, ("currency", "principal", "rate_percent", "instalments", "method", "first_due"))
    currency = _currency(case)
    principal = _above_zero(case, "principal", currency)
    first_due = case.day("first_due") if case.has("first_due") else None
    plan = schedule(principal, _stated(case), _instalments(case), _method(case), first_due)
    return {
        "rows": [_row(row, currency) for row in plan.rows],
        "total_paid": amount_text(plan.total_paid, currency),
        "total_interest": amount_text(plan.total_interest, currency),
    }


def compare_from(values: Mapping[str, object]) -> dict[str, object]:
    """`compare`: keeping a debt at the observed payment against a new loan. Raises: as `schedule_from`."""
    case = Case(values, ("currency", "balance", "rate_percent", "observed_payment", "exit_fee", "offer"))
    currency = _currency(case)
    debt = Debt(
        currency,
        balance=_above_zero(case, "balance", currency),
        rate=_stated(case),
        payment=case.not_below_zero("observed_payment", currency),
        exit_fee=case.not_below_zero("exit_fee", currency, absent=0),
    )
    offer = case.part("offer", ("rate_percent", "instalments", "method", "upfront_fee", "transfer_fee"))
    new = NewLoan(
        rate=_stated(offer),
        instalments=_instalments(offer),
        method=_method(offer),
        upfront_fee=offer.not_below_zero("upfront_fee", currency),
        transfer_fee=offer.not_below_zero("transfer_fee", currency, absent=0),
    )
    return _comparison(debt, new)


def amount_text(minor: int, currency: str) -> str:
    """Decimal text of an amount, with all digits of its currency and no sign on zero."""
    digits = digits_of(currency)
    whole, rest = divmod(abs(minor), 10**digits)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def _comparison(debt: Debt, new: NewLoan) -> dict[str, object]:
    found = compare(debt, new)
    stay_cost = found.stay.cost
    return {
        "pass": found.passes,
        "stay": {
            "months": found.stay.months,
            "cost": None if stay_cost is None else amount_text(stay_cost, debt.currency),
        },
        "switch": {
            "months": len(found.plan.rows),
            "instalment": amount_text(found.instalment, debt.currency),
            "cost": amount_text(found.switch_cost, debt.currency),
        },
        "break_even_month": found.break_even_month,
        "reasons": [reason.value for reason in found.reasons],
    }


def _percent(rate: AnnualRate) -> str:
    return f"{rate.percent:f}"


def _row(row: Row, currency: str) -> dict[str, object]:
    due = {"due": row.due.isoformat()} if row.due else {}
    amounts = {
        "payment": row.payment,
        "principal": row.principal,
        "interest": row.interest,
        "balance": row.balance,
    }
    return {"n": row.n, **due, **{name: amount_text(minor, currency) for name, minor in amounts.items()}}


def _currency(case: Case) -> str:
    currency = case.text("currency")
    digits_of(currency)
    return currency


def _flows(case: Case, key: str, currency: str) -> tuple[Flow, ...]:
    parts = case.parts(key, ("on", "period", "amount"))
    if len(parts) > FLOWS_MAX:
        raise TooManyFlows(most=FLOWS_MAX, field=key)
    return tuple(Flow(_time(part), part.minor("amount", currency)) for part in parts)


def _time(part: Case) -> date | int:
    if part.has("on") and part.has("period"):
        raise MixedForms(field=part.name("period"))
    if not part.has("period"):
        if not part.has("on"):
            raise MissingField(field=part.name("on"))
        return part.day("on")
    period = part.whole("period")
    if not 0 <= period <= FLOWS_MAX:
        raise PeriodOutOfRange(most=FLOWS_MAX, field=part.name("period"))
    return period


def _stated(case: Case) -> AnnualRate:
    return AnnualRate.stated(case.percent("rate_percent"))


def _instalments(case: Case) -> int:
    instalments = case.whole("instalments")
    if not 1 <= instalments <= FLOWS_MAX:
        raise InstalmentsOutOfRange(most=FLOWS_MAX, field=case.name("instalments"))
    return instalments


def _method(case: Case) -> Method:
    return Method(case.choice("method", [method.value for method in Method]))


def _above_zero(case: Case, key: str, currency: str) -> int:
    minor = case.minor(key, currency)
    if minor <= 0:
        raise PrincipalNotPositive(field=case.name(key))
    return minor
