"""The public page "What does this loan really cost?": a form, and below or beside it the answer.

The whole question stands in the address, so that an answer can be passed on.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from credit.web.loan_asked import read_loan
from credit.web.loan_shown import LoanShown, shown
from ledger.kernel.currency import DIGITS
from ledger.kernel.errors import Invalid
from ledger.plumbing.access import PUBLIC, Area, Visit
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import page_or_part, wants_part
from ledger.plumbing.i18n import current_language, say
from ledger.plumbing.sessions import Principal

cost = Area("cost", __name__)

FIELDS = (
    "principal",
    "currency",
    "instalments",
    "rate_percent",
    "method",
    "payment",
    "in_hand",
    "upfront_fee",
    "each_fee",
)
"""The fields of the form; a fault of anything else stands above it."""

CURRENCIES = ("CNY", "TWD", "EUR", "GBP", "USD", "HKD", "JPY", "KRW", "INR", "SGD")
"""Currencies offered; an address may name any other."""

_CURRENCY_OF = {"zh-Hans": "CNY", "zh-Hant": "TWD", "en": "EUR"}


@cost.get("/loan-cost", may=PUBLIC)
def loan(visit: Visit[None]) -> Response:
    """The form and what it was answered; 422 where what was asked cannot be read."""
    home = _home(visit.principal)
    asked = str(request.args.get("currency", "")).strip().upper()
    currency = asked if asked in DIGITS else home
    answer, faults = _answer(request.args, home) if "principal" in request.args else (None, {})
    response = page_or_part(
        "cost/loan.html",
        "cost/_reading.html",
        shown=answer,
        is_part=wants_part(),
        kept=request.args,
        faults=faults,
        currency=currency,
        currencies=[(code, code) for code in dict.fromkeys((currency, home, *CURRENCIES))],
    )
    response.status_code = 422 if faults else 200
    return response


def _answer(values: Mapping[str, str], home: str) -> tuple[LoanShown | None, dict[str, str]]:
    """The loan as shown, or what is wrong by field."""
    try:
        currency = Fields(values).currency("currency") if values.get("currency") else home
        return shown(read_loan(values, currency)), {}
    except Invalid as error:
        field = str(error.facts.get("field", ""))
        return None, {field if field in FIELDS else "": say(error)}


def _home(principal: Principal) -> str:
    """The currency of someone signed in, else that of the language."""
    return principal.home_currency if principal.person_id else _CURRENCY_OF[current_language()]
