"""Products: what a lender sells, and writing one or its next version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from credit.api.places import document_of, in_dotted_places
from credit.api.seats import RULES, LenderVisit, in_lender
from credit.api.shapes.product import ProductIn, ProductOut, ProductQuery, Products, ProductText
from credit.domain.lenders.lender import NAME_MAX
from credit.domain.lenders.role import Deed
from credit.domain.offers.product import read_product
from credit.services.lenders import selling
from credit.store.lenders.products import KeptProduct
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.api.words import instant, page_of
from ledger.plumbing.fields import TooLong

area = ApiArea("products", __name__)


@area.get("/lenders/<lender>/products", in_lender(Deed.READ), RULES, Products, query=ListQuery)
def listing(visit: LenderVisit, query: ListQuery) -> Products:
    """Every product in its newest version, with the version that is on sale."""
    found = selling.everything(visit.session, visit.seat)
    shown, then = page_of("products", found, lambda one: one.newest.product_id, query.after, query.limit)
    return Products(next=then, items=[told(one.newest, one.sold.version if one.sold else None) for one in shown])


@area.post("/lenders/<lender>/products", in_lender(Deed.WRITE), RULES, ProductOut, body=ProductIn, query=ProductQuery,
           status=201)
def write(visit: LenderVisit, query: ProductQuery, body: ProductIn) -> ProductOut:
    """Write a product, or the next version of the one of this id. Live rules go on with the version they hold."""
    if len(query.name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    with in_dotted_places():
        product = read_product(document_of(body))
        kept = selling.write(
            visit.session, visit.seat, query.name, product, clock.now(), today=visit.today,
            sells=query.keep == "on_sale", was=query.was)
    sold = {one.newest.code: one.sold for one in selling.everything(visit.session, visit.seat)}[kept.code]
    return told(kept, sold.version if sold else None)


def told(product: KeptProduct, on_sale: int | None) -> ProductOut:
    """A version of a product as a program is answered."""
    return ProductOut(
        id=id_text(product.product_id), version=product.version, name=product.name, state=product.state,
        on_sale=on_sale, made_by=id_text(product.made_by) if product.made_by else None,
        made_at=instant(product.made_at), digest=product.digest.hex(), product=product_text(product.body))


def product_text(body: Mapping[str, Any]) -> ProductText:
    """The body of a product as it was kept."""
    return ProductText.model_validate(dict(body))
