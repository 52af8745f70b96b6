"""What a lender sells: versions of products, kept as drafts, sold, or sold no more.

A product's version never changes. Rules name a product by the lender's own id for it and hold the version that was
sold when they were written, so what was approved is what is served.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from credit.domain.lenders.lender import Lender, LenderSeat
from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import State
from credit.domain.norms.pack import UnknownJurisdiction
from credit.domain.norms.wording import check_wording
from credit.domain.offers.product import Product, read_product
from credit.domain.offers.product_text import product_digest, product_json
from credit.domain.offers.sellable import Example, check_sellable, example
from credit.store import norms
from credit.store.lenders import log, products, rules
from credit.store.lenders.products import ACTIVE, DRAFT, RETIRED, KeptProduct
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, HouseError, Missing
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session


class SoldByLiveRules(Conflict):
    """Taking away a product that live rules sell."""

    message = N_("Live rules sell this. Take them off first: %(rules)s.")


class StaleProduct(Conflict):
    """A product of which somebody wrote a newer version meanwhile."""

    message = N_("Somebody wrote a newer version of this product. Look at it once more.")


@dataclass(frozen=True, slots=True)
class Offering:
    """A product with the version it is sold in, if any, and its newest, which may be a draft."""

    newest: KeptProduct
    sold: KeptProduct | None


def everything(session: Session, seat: LenderSeat) -> list[Offering]:
    """Every product, in the order they were first written."""
    sold = products.active(session, seat.lender_id)
    return [Offering(one, sold.get(code)) for code, one in products.latest(session, seat.lender_id).items()]


def names(session: Session, seat: LenderSeat) -> dict[str, str]:
    """What each product is called, by the lender's own id for it."""
    return {code: one.name for code, one in products.latest(session, seat.lender_id).items()}


def one(session: Session, seat: LenderSeat, product_id: int) -> list[KeptProduct]:
    """Every version of a product, newest first. Raises: Missing."""
    found = products.versions(session, seat.lender_id, product_id)
    if not found:
        raise Missing()
    return found


def write(
    session: Session, seat: LenderSeat, name: str, product: Product, now: datetime, *,
    today: date, sells: bool, was: int = 0,
) -> KeptProduct:
    """The next version of the product of this id, or a new product; `sells` puts it up for rules to offer.

    `was` is the newest version the writer saw (0 for none, or to write on top whatever stands). Raises:
    NotAllowedHere, ForbiddenWords, StaleProduct, and to be sold what `check_sellable` raises.
    """
    seat.check(Deed.WRITE)
    for text, field in ((name, "name"), (product.id, "id"), *((fee.name, "fees") for fee in product.fees)):
        check_wording(text, field)
    if sells:
        check_sellable(product, cap_of(seat.lender, today))
    head = log.lock(session, seat.lender_id)
    before = products.latest(session, seat.lender_id).get(product.id)
    if before is not None and was and before.version != was:
        raise StaleProduct()
    fresh = KeptProduct(
        before.product_id if before else new_id(), before.version + 1 if before else 1, product.id,
        name or product.id, product.kind.value, product.currency, product_json(product), product_digest(product),
        ACTIVE if sells else DRAFT, seat.actor, now)
    if sells:
        head = _retire_sold(session, seat, fresh.code, head, now)
    products.add(session, seat.lender_id, fresh)
    log.append(session, seat.lender_id, head, _act(seat, "sell" if sells else "draft", fresh, head.salt, now))
    return fresh


def stop(session: Session, seat: LenderSeat, product_id: int, now: datetime) -> KeptProduct:
    """Sell a product no more. Raises: NotAllowedHere, Missing, SoldByLiveRules."""
    seat.check(Deed.WRITE)
    head = log.lock(session, seat.lender_id)
    sold = next((one for one in products.versions(session, seat.lender_id, product_id) if one.state == ACTIVE), None)
    if sold is None:
        raise Missing()
    live = [one.name for one in rules.everything(session, seat.lender_id, [State.LIVE]) if sold.code in one.products]
    if live:
        raise SoldByLiveRules(rules=", ".join(live))
    _retire_sold(session, seat, sold.code, head, now)
    return replace(sold, state=RETIRED)


def example_of(kept: KeptProduct) -> Example | None:
    """The representative example of a loan, made by nobody; None for a fund, or where none can be worked out."""
    product = read_product(kept.body)
    try:
        return example(product) if product.borrows else None
    except HouseError:
        return None


def cap_of(lender: Lender, today: date) -> Decimal | None:
    """The most a product may cost a year where this lender lends, per cent; None where no cap is on file."""
    try:
        cap = norms.pack(lender.country).on(today).cap()
    except UnknownJurisdiction:
        return None
    return Decimal(cap.simple_bps) / 100 if cap else None


def _retire_sold(session: Session, seat: LenderSeat, code: str, head: log.Head, now: datetime) -> log.Head:
    sold = products.active(session, seat.lender_id).get(code)
    if sold is None:
        return head
    products.set_state(session, seat.lender_id, sold.product_id, sold.version, ACTIVE, RETIRED)
    return log.append(session, seat.lender_id, head, _act(seat, "retire", sold, head.salt, now))


def _act(seat: LenderSeat, deed: str, product: KeptProduct, salt: bytes, now: datetime) -> log.Act:
    return log.Act(now, seat.actor, seat.actor_kind, deed, "product", (product.product_id, product.version),
                   digest(salt, product.content()))
