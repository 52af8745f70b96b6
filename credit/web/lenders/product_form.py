"""The form of a product: its fields are named as in the shape every interface uses, so a fault finds its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from credit.domain.offers.product import Kind, When
from ledger.kernel.errors import N_
from ledger.kernel.interest.schedule import Method
from ledger.kernel.interest.yearly import Convention, DayCount
from ledger.kernel.number import read_number
from ledger.plumbing.i18n import gettext as _

FEES = 5
"""Lines for fees on the form."""

KINDS: Mapping[str, str] = {
    Kind.REFINANCE: N_("Pays a card off, back in instalments"),
    Kind.LOAN: N_("A loan"),
    Kind.INSTALMENT: N_("A purchase in instalments"),
    Kind.FUND: N_("A fund to put money in"),
    Kind.VIRTUAL_CARD: N_("A virtual card"),
}
METHODS: Mapping[str, str] = {
    Method.ANNUITY: N_("The same sum every month"),
    Method.EQUAL_PRINCIPAL: N_("The same part of the loan every month"),
    Method.INTEREST_ONLY: N_("Interest only, the loan at the end"),
}
CONVENTIONS: Mapping[str, str] = {
    Convention.NOMINAL: N_("as the contract states it"),
    Convention.CN_SIMPLE: N_("China, simple"),
    Convention.CN_COMPOUND: N_("China, compound"),
    Convention.EU_APRC: N_("EU and UK"),
    Convention.US_ACTUARIAL: N_("United States"),
}
DAY_COUNTS: Mapping[str, str] = {
    DayCount.EQUAL_MONTHS: N_("Months, all alike"),
    DayCount.ACT_365: N_("Days of 365"),
    DayCount.ACT_360: N_("Days of 360"),
    DayCount.THIRTY_360: N_("Months of 30 days"),
}
WHEN: Mapping[str, str] = {
    When.UPFRONT: N_("On the first day"),
    When.EACH: N_("With each payment"),
    When.LATE: N_("When late"),
    When.EXIT: N_("When left early"),
}
PREPAYMENT: Mapping[str, str] = {
    "free": N_("May be paid back early at no cost"),
    "percent": N_("May be paid back early for a share of what is left"),
    "no": N_("May not be paid back early"),
}


def options(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Choices for a select."""
    return [(str(value), _(text)) for value, text in words.items()]


def read_form(form: Mapping[str, str]) -> dict[str, Any]:
    """The product's JSON shape as it was typed; only numbers are made canonical. Raises: NotAnAmount and its kin."""
    said = {name: form.get(name, "").strip() for name in ("id", "kind", "currency", "method")}
    rate = {"percent": _number(form, "rate.percent"), "convention": form.get("rate.convention", ""),
            "day_count": form.get("rate.day_count", "")}
    if form.get("rate.all_in_percent", "").strip():
        rate["all_in_percent"] = _number(form, "rate.all_in_percent")
    until = form.get("licence.until", "").strip()
    return {
        **said, "currency": said["currency"].upper(), "method": said["method"] or None, "min": _number(form, "min"),
        "max": _number(form, "max"), "terms": _terms(form.get("terms", "")), "rate": rate, "fees": _fees(form),
        "prepayment": _prepayment(form), "licence": {"until": until} if until else None,
        "commission": _charge(form, "commission"),
    }


def typed(body: Mapping[str, Any]) -> dict[str, str]:
    """A kept product as it would be typed."""
    fields = {name: str(body.get(name) or "") for name in ("id", "kind", "currency", "min", "max", "method")}
    fields["terms"] = ", ".join(map(str, body["terms"]))
    fields |= {f"rate.{name}": str(value) for name, value in body["rate"].items()}
    fields["licence.until"] = (body.get("licence") or {}).get("until", "")
    for at, fee in enumerate(body["fees"][:FEES]):
        fields |= {f"fees[{at}].{name}": str(fee[name]) for name in ("name", "when")}
        fields[f"fees[{at}]"] = _charge_text(fee)
    fields["commission"] = _charge_text(body.get("commission") or {})
    prepayment = body["prepayment"]
    percent = prepayment.get("percent", "0") if isinstance(prepayment, dict) else "0"
    fields["prepayment"] = "no" if prepayment is False else "percent" if percent != "0" else "free"
    fields["prepayment.percent"] = percent if percent != "0" else ""
    return fields


def _number(form: Mapping[str, str], name: str) -> str:
    text = form.get(name, "").strip()
    return f"{read_number(text.removesuffix('%'), name):f}" if text else ""


def _terms(text: str) -> list[int]:
    parts = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip()]
    return [int(part) if part.isascii() and part.isdigit() and len(part) < 5 else 0 for part in parts]


def _fees(form: Mapping[str, str]) -> list[dict[str, Any]]:
    found = []
    for at in range(FEES):
        name, charge = form.get(f"fees[{at}].name", "").strip(), _charge(form, f"fees[{at}]")
        if name or charge:
            found.append({"name": name, "when": form.get(f"fees[{at}].when", ""), **(charge or {})})
    return found


def _charge(form: Mapping[str, str], name: str) -> dict[str, str] | None:
    """An amount, or a share where it ends in a per cent sign."""
    text = form.get(name, "").strip().replace("％", "%")
    if not text:
        return None
    kind = "percent" if text.endswith("%") else "amount"
    return {kind: f"{read_number(text.removesuffix('%'), name):f}"}


def _charge_text(charge: Mapping[str, Any]) -> str:
    if charge.get("percent") not in (None, "0"):
        return f"{charge['percent']}%"
    amount = str(charge.get("amount", ""))
    return "" if not amount.strip("0.") else amount


def _prepayment(form: Mapping[str, str]) -> Any:
    chosen = form.get("prepayment", "free")
    if chosen == "no":
        return False
    percent = form.get("prepayment.percent", "").strip()
    return _number(form, "prepayment.percent") if chosen == "percent" and percent else True

