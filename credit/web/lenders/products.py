"""What the lender sells: the list, one product with its representative example, and the form that writes the next."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import shown
from credit.domain.offers.product import read_product
from credit.services.lenders import people as services
from credit.services.lenders import selling
from credit.web.lenders import product_form as forms
from credit.web.lenders.area import area
from credit.web.lenders.home import common
from credit.web.lenders.seats import LenderVisit, in_lender
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other

NAME_MAX = 80
VERSION_MAX = 10**6


@area.get("/lenders/<lender>/products", in_lender(Deed.READ))
def products(visit: LenderVisit) -> Response:
    """Every product, and what of it is on sale."""
    return make_response(render_template(
        "lenders/products.html", **common(visit), offerings=selling.everything(visit.session, visit.seat),
        kinds=forms.KINDS))


@area.get("/lenders/<lender>/products/new", in_lender(Deed.WRITE))
def new_product(visit: LenderVisit) -> Response:
    """The form of a new product."""
    return make_response(render_template(
        "lenders/product_new.html", **common(visit), **_choices(), was=0,
        typed=request.form or {"currency": visit.principal.home_currency, "rate.convention": "nominal",
                               "prepayment": "free"}))


@area.get("/lenders/<lender>/products/<product>", in_lender(Deed.READ))
def product(visit: LenderVisit, product: str) -> Response:
    """One product: what it costs as an example, every version, and the form for the next."""
    versions = selling.one(visit.session, visit.seat, read_id(product))
    newest = versions[0]
    return make_response(render_template(
        "lenders/product.html", **common(visit), **_choices(), product=product, versions=versions, newest=newest,
        example=selling.example_of(newest), terms=read_product(newest.body), was=newest.version, hash=shown,
        typed=request.form or {"name": newest.name, **forms.typed(newest.body)},
        names=services.names(visit.session, visit.seat)))


def typed_again(visit: LenderVisit) -> Response:
    """The form that was sent, with what is wrong in it."""
    answer: Response = new_product(visit)
    return answer


@area.post("/lenders/<lender>/products", in_lender(Deed.WRITE), again=typed_again)
def write(visit: LenderVisit) -> Response:
    """The next version of a product, or a new one: put on sale, or kept as a draft."""
    fields = Fields(request.form)
    found = read_product(forms.read_form(request.form))
    kept = selling.write(
        visit.session, visit.seat, fields.line("name", needed=True, limit=NAME_MAX), found, clock.now(),
        today=visit.today, sells=request.form.get("then") != "draft", was=fields.whole("was", 0, VERSION_MAX))
    done = "sold" if kept.state == "active" else "kept"
    return see_other(url_for("lenders.product", lender=id_text(visit.seat.lender_id),
                             product=id_text(kept.product_id), done=done))


@area.post("/lenders/<lender>/products/<product>/stop", in_lender(Deed.WRITE))
def stop(visit: LenderVisit, product: str) -> Response:
    """Sell it no more."""
    selling.stop(visit.session, visit.seat, read_id(product), clock.now())
    return see_other(url_for("lenders.product", lender=id_text(visit.seat.lender_id), product=product, done="stopped"))


def _choices() -> dict[str, object]:
    return {name: forms.options(words) for name, words in (
        ("kind_choices", forms.KINDS), ("methods", forms.METHODS), ("conventions", forms.CONVENTIONS),
        ("day_counts", forms.DAY_COUNTS), ("when", forms.WHEN), ("prepayments", forms.PREPAYMENT),
    )} | {"fee_lines": range(forms.FEES), "kinds": forms.KINDS, "convention_words": forms.CONVENTIONS}
