"""A product written in the shape it is read from, every field in its canonical text; its digest is over that."""

from __future__ import annotations

from decimal import Decimal

from credit.domain.offers.product import Charge, Product
from ledger.kernel.canonical import digest
from ledger.kernel.money import Money


def product_json(product: Product) -> dict[str, object]:
    """The product in the shape it is read from, every field in its canonical text."""
    rate = {"percent": percent_text(product.percent), "convention": product.convention.value,
            "day_count": product.day_count.value}
    if product.all_in is not None:
        rate["all_in_percent"] = percent_text(product.all_in)
    prepayment: object = False
    if product.prepayment.allowed:
        prepayment = _charge_json(product.prepayment.charge, product.currency)
    return {
        "id": product.id, "kind": product.kind.value, "currency": product.currency,
        "min": amount_text(product.least, product.currency), "max": amount_text(product.most, product.currency),
        "terms": list(product.terms), "method": product.method.value if product.method else None, "rate": rate,
        "fees": [{"name": fee.name, "when": fee.when.value, "of": fee.of,
                  **_charge_json(fee.charge, product.currency)} for fee in product.fees],
        "prepayment": prepayment,
        "licence": {"until": product.licence_until.isoformat()} if product.licence_until else None,
        "commission": _charge_json(product.commission, product.currency),
    }


def product_digest(product: Product) -> bytes:
    """SHA-256 of the canonical bytes of the product."""
    return digest(b"", product_json(product))


def amount_text(minor: int, currency: str) -> str:
    """Decimal text of an amount, with all digits of its currency."""
    return f"{Money(minor, currency).decimal:f}"


def percent_text(percent: Decimal) -> str:
    """A rate in per cent without needless zeros."""
    return format(percent.normalize(), "f") if percent else "0"


def _charge_json(charge: Charge, currency: str) -> dict[str, str]:
    if charge.amount is not None:
        return {"amount": amount_text(charge.amount, currency)}
    return {"percent": percent_text(charge.percent or Decimal(0))}
