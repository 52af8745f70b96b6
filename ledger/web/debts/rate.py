"""What a page that reckons yearly rates is asked about a loan: its terms as the values of that page's form."""

from __future__ import annotations

from decimal import Decimal

from ledger.kernel.money import Money
from ledger.kernel.terms import LoanTerms
from ledger.plumbing.format import input_text


def cost_asked(terms: LoanTerms, unit: str, upfront: int = 0) -> dict[str, str]:
    """A loan's terms by the names of the form: amounts in whole units, the rate in per cent."""
    fees = {"upfront_fee": upfront, "each_fee": terms.each_fee}
    return {
        "principal": input_text(Money(terms.principal, unit)), "currency": unit, "instalments": str(terms.instalments),
        "rate_percent": f"{Decimal(terms.rate_bps).scaleb(-2):f}", "method": terms.method,
        **{name: input_text(Money(minor, unit)) for name, minor in fees.items() if minor},
    }
