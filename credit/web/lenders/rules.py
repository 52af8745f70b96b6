"""Rule sets and their versions: the list, one with its history, a new one; putting live, taking off, writing anew."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from credit.domain.lenders.role import Deed
from credit.domain.lenders.version import Version
from credit.domain.offers.product_text import amount_text
from credit.domain.rules.rule_set import FORMAT
from credit.services.lenders import drafting, looking, reading, selling, shelving
from credit.services.lenders import people as services
from credit.web.lenders.area import area
from credit.web.lenders.home import common
from credit.web.lenders.seats import LenderVisit, in_lender
from credit.web.lenders.words import ANSWERED, MOMENTS
from ledger.kernel.errors import N_, Invalid, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _

NAME_MAX = 80
VERSION_MAX = 10**6


class NothingOnSale(Invalid):
    """Rules without a product to offer."""

    message = N_("Rules offer a product. Put one on sale first.")


@area.get("/lenders/<lender>/rules", in_lender(Deed.READ))
def rules(visit: LenderVisit) -> Response:
    """Every rule set: what is live of it and what is being written."""
    sold = reading.on_sale(visit.session, visit.seat.lender_id)
    called = selling.names(visit.session, visit.seat)
    return make_response(render_template(
        "lenders/rules.html", **common(visit), sets=looking.rule_sets(visit.session, visit.seat), sold=sold,
        needs=[(one.value, _(MOMENTS[one])) for one in ANSWERED],
        products=[(code, called.get(code, code)) for code in sold], names=services.names(visit.session, visit.seat)))


@area.post("/lenders/<lender>/rules", in_lender(Deed.WRITE), again=rules)
def begin(visit: LenderVisit) -> Response:
    """A new rule set: one row for everybody, to be narrowed in the table."""
    fields = Fields(request.form)
    sold = reading.on_sale(visit.session, visit.seat.lender_id)
    if not sold:
        raise NothingOnSale()
    code = fields.choice("product", sold)
    product = sold[code]
    offer: dict[str, object] = {"product": code, "max": amount_text(product.most, product.currency)}
    row = {"when": [], "offer": offer}
    document = {"format": FORMAT, "need": fields.choice("need", MOMENTS), "rows": [row]}
    written = drafting.read_written(fields.line("name", needed=True, limit=NAME_MAX), document)
    return _to(visit, drafting.draft(visit.session, visit.seat, written, clock.now()))


@area.get("/lenders/<lender>/rules/<rule>", in_lender(Deed.READ))
def rule(visit: LenderVisit, rule: str) -> Response:
    """One rule set: every version, what is live, what it can go back to."""
    found = _found(visit, rule)
    return make_response(render_template(
        "lenders/rule.html", **common(visit), found=found, rule=rule, names=services.names(visit.session, visit.seat),
        back_to=shelving.to_go_back_to(visit.session, visit.seat, found.newest.rule_id)))


@area.post("/lenders/<lender>/rules/<rule>/retire", in_lender(Deed.SHELVE))
def retire(visit: LenderVisit, rule: str) -> Response:
    """Take a rule set off the shelf."""
    shelving.retire(visit.session, visit.seat, read_id(rule), clock.now())
    return _to_rule(visit, rule, "retired")


@area.post("/lenders/<lender>/rules/<rule>/<version>/live", in_lender(Deed.SHELVE))
def go_live(visit: LenderVisit, rule: str, version: str) -> Response:
    """Put a version on the shelf, or back on it."""
    shelving.go_live(visit.session, visit.seat, read_id(rule), read_version(version), clock.now())
    return _to_rule(visit, rule, "live")


@area.post("/lenders/<lender>/rules/<rule>/<version>/anew", in_lender(Deed.WRITE))
def write_anew(visit: LenderVisit, rule: str, version: str) -> Response:
    """The text of a version as a fresh draft."""
    return _to(visit, drafting.write_anew(visit.session, visit.seat, read_id(rule), read_version(version), clock.now()))


def read_version(text: str) -> int:
    """The number of a version in an address. Raises: Missing."""
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Missing()
    return int(text)


def _found(visit: LenderVisit, rule: str) -> looking.RuleSet:
    rule_id = read_id(rule)
    for one in looking.rule_sets(visit.session, visit.seat):
        if one.newest.rule_id == rule_id:
            return one
    raise Missing()


def _to(visit: LenderVisit, version: Version) -> Response:
    return see_other(url_for("lenders.version", lender=id_text(visit.seat.lender_id), rule=id_text(version.rule_id),
                             version=version.version))


def _to_rule(visit: LenderVisit, rule: str, done: str) -> Response:
    return see_other(url_for("lenders.rule", lender=id_text(visit.seat.lender_id), rule=rule, done=done))
