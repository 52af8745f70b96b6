"""What a rule set says, and what is wrong with it: its rows against each other, and against the products they sell.

The static checks are those of the rules; beside them stands what only the lender's own shelf can tell: whether a
product is sold, over these months, for this need, within the cap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from credit.domain.lenders.lender import Lender
from credit.domain.lenders.version import Version
from credit.domain.norms.pack import Cap
from credit.domain.offers.moments import ANSWERED
from credit.domain.offers.price import price
from credit.domain.offers.product import Product, read_product
from credit.domain.rules.checks import Check, Finding, static_checks
from credit.domain.rules.plain import read_aloud
from credit.domain.rules.rule_reader import read_rule_set
from credit.domain.rules.rule_set import Row, RuleSet
from credit.domain.rules.speech import Fact, Literal, Quantity, Said
from credit.domain.signals.registry import Unit
from credit.services.deciding import norms_on
from credit.services.speaking import say_aloud
from credit.store.lenders import products
from ledger.kernel.errors import N_, HouseError
from ledger.plumbing.db import Session
from ledger.plumbing.language import LANGUAGES, use_language

HOME = "CNY"
"""The currency bounds are read in where no row sells anything yet."""

NOT_SOLD = N_("“%(product)s” is not a product on sale.")
OTHER_NEED = N_("“%(product)s” is no answer to this need.")
TERM_NOT_SOLD = N_("“%(product)s” is not sold over %(months)s.")
ABOVE_CAP = N_("Over %(months)s this costs %(rate)s a year, above the cap of %(cap)s.")


def findings(document: Mapping[str, Any], sold: Mapping[str, Product], lender: Lender, on: date) -> tuple[Finding, ...]:
    """Everything found in a rule set, what must be mended first. `sold` are the products by the rows' name."""
    found = list(static_checks(document))
    try:
        rules = read_rule_set(document)
    except HouseError:
        return tuple(found)
    cap = norms_on(lender.country, on).cap()
    for number, row in enumerate(rules.rows, start=1):
        found += _of_product(rules, row, number, sold.get(row.offer.product), cap)
    return tuple(sorted(found, key=lambda one: not one.blocks))


def faults(version: Version, lender: Lender, on: date) -> tuple[Finding, ...]:
    """What keeps a version from being submitted."""
    found = findings(version.body["set"], products_of(version.body), lender, on)
    return tuple(one for one in found if one.blocks)


def products_of(body: Mapping[str, Any]) -> dict[str, Product]:
    """The products a version's body holds, by the rows' name."""
    return {code: read_product(one["body"]) for code, one in body["products"].items()}


def on_sale(session: Session, lender_id: int) -> dict[str, Product]:
    """The products a lender sells now, by its own name for each."""
    return {code: read_product(one.body) for code, one in products.active(session, lender_id).items()}


def currency_of(codes: Iterator[str] | list[str], sold: Mapping[str, Product]) -> str:
    """The currency of the first product named that is sold; of any that is, else the house's."""
    named = (sold[code].currency for code in codes if code in sold)
    return next(named, next((one.currency for one in sold.values()), HOME))


def aloud(row: Row, currency: str) -> str:
    """A row as one plain sentence in the current language; nothing where its sums are no sums of the currency."""
    try:
        return say_aloud(read_aloud(row, currency), currency)
    except HouseError:
        return ""


def aloud_in_all(row: Row, currency: str) -> list[tuple[str, str]]:
    """The sentence in every language, each with its tag."""
    said = []
    for language in LANGUAGES:
        with use_language(language):
            said.append((language, aloud(row, currency)))
    return said


def _of_product(rules: RuleSet, row: Row, number: int, product: Product | None, cap: Cap | None) -> Iterator[Finding]:
    code, place = Literal(row.offer.product), f"rows[{number - 1}].offer"
    if product is None:
        yield Finding(Check.MISMATCH, (number,), Said(NOT_SOLD, {"product": code}), f"{place}.product")
        return
    wanted = next((one.kind for one in ANSWERED if one.moment is rules.moment), None)
    if wanted is not None and product.kind is not wanted:
        yield Finding(Check.MISMATCH, (number,), Said(OTHER_NEED, {"product": code}), f"{place}.product")
    for months in row.offer.instalments:
        if product.terms and months not in product.terms:
            facts: dict[str, Fact] = {"product": code, "months": Quantity(months, Unit.MONTHS)}
            yield Finding(Check.MISMATCH, (number,), Said(TERM_NOT_SOLD, facts), f"{place}.instalments")
    if product.borrows and cap is not None:
        yield from _above_cap(row, number, product, cap)


def _above_cap(row: Row, number: int, product: Product, cap: Cap) -> Iterator[Finding]:
    """The dearest reading of the row's price over its terms, where it is above the cap."""
    terms = [months for months in row.offer.instalments or product.terms if months in product.terms]
    for months in terms:
        try:
            most = min(row.offer.most_minor(product.currency), product.most)
            dearest = max(price(product, most, months, row.offer.rate_percent).simple_and_compound)
        except HouseError:
            continue
        if dearest > cap.simple_bps:
            facts = {"months": Quantity(months, Unit.MONTHS), "rate": Quantity(dearest, Unit.BPS),
                     "cap": Quantity(cap.simple_bps, Unit.BPS)}
            yield Finding(Check.MISMATCH, (number,), Said(ABOVE_CAP, facts), f"rows[{number - 1}].offer.rate_percent")
            return
