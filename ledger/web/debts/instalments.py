"""A purchase of a card in instalments: what it would cost, said before it is done, and doing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.debts.instalments import Instalments
from ledger.domain.planning.due import next_due
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.plumbing.format import amount_text, day_short
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, say
from ledger.services.debts import cards, dividing
from ledger.services.debts.cards import Card
from ledger.services.debts.dividing import Purchase
from ledger.web.accounts.form import BelowNothing, OutOfRange
from ledger.web.debts.area import area
from ledger.web.debts.frame import frame
from ledger.web.debts.rate import cost_asked
from ledger.web.seats import BookVisit
from ledger.web.told import tell

_WHEN = ("each", "upfront")
_NAME_MAX = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked about: the purchase, what it is called, and its instalments."""

    bought: Purchase
    what: str
    plan: Instalments


@area.get("/books/<book>/cards/<card>/instalments", may=in_book(Deed.PLAN))
def instalments(visit: BookVisit, card: str) -> Response:
    """The purchases of late, and what one of them costs in instalments."""
    found = cards.card(visit.session, visit.seat, read_id(card), visit.today)
    bought = dividing.purchases(visit.session, visit.seat, found, visit.today)
    asked, faults = _shown(found, bought, visit.today) if "purchase" in request.values else (None, {})
    view = {**frame(visit, found.account, found.unit), "faults": {**faults, **visit.faults}}
    return make_response(render_template(
        "debts/instalments.html", **view, asked=asked, typed=request.values, first=_first(found, visit.today),
        purchases=[(id_text(one.shown.kept.entry_id), _option(one, found.unit, visit.today)) for one in bought],
        whens=[("each", _("With each instalment")), ("upfront", _("Once, at the start"))],
        asked_cost=cost_asked(asked.plan.terms, found.unit, asked.plan.upfront) if asked else {},
    ))


@area.post("/books/<book>/cards/<card>/instalments", may=in_book(Deed.PLAN), again=instalments)
def divide(visit: BookVisit, card: str) -> Response:
    """Divide the purchase as it was shown."""
    found = cards.card(visit.session, visit.seat, read_id(card), visit.today)
    asked = _read(found, dividing.purchases(visit.session, visit.seat, found, visit.today), request.form, visit.today)
    debt = dividing.divide(
        visit.session, visit.seat, found, asked.bought, asked.what, asked.plan, visit.today, clock.now())
    tell(_("In instalments: %(name)s", name=asked.what))
    return see_other(url_for("debts.loan", book=id_text(visit.seat.book_id), loan=id_text(debt.account_id)))


def _shown(found: Card, bought: list[Purchase], today: date) -> tuple[Asked | None, dict[str, str]]:
    try:
        return _read(found, bought, request.values, today), {}
    except Invalid as error:
        return None, {str(error.facts.get("field", "")): say(error)}


def _read(found: Card, bought: list[Purchase], values: Mapping[str, str], today: date) -> Asked:
    """What the form asks. Raises: NotAChoice, OutOfRange, BelowNothing, BadInstalments and what reading raises."""
    fields = Fields(values)
    chosen = next((one for one in bought if id_text(one.shown.kept.entry_id) == values.get("purchase")), None)
    if chosen is None:
        raise NotAChoice(field="purchase")
    fee = fields.amount("fee", found.unit).minor if "fee" in fields else 0
    if fee < 0:
        raise BelowNothing(field="fee")
    is_upfront = "when" in fields and fields.choice("when", _WHEN) == "upfront"
    plan = Instalments(chosen.minor, _months(fields), fee, is_upfront, fields.day("first", _first(found, today)))
    return Asked(chosen, _what(chosen), plan)


def _months(fields: Fields) -> int:
    text = fields.line("months", needed=True)
    if not text.isascii() or not text.isdigit():
        raise OutOfRange(low=2, high=60, field="months")
    return int(text[:6])


def _first(found: Card, today: date) -> date:
    """The day the next statement closes: the first instalment stands on it."""
    day_of_month = found.course.terms.statement_day
    return next_due(day_of_month, today) if day_of_month else today


def _what(one: Purchase) -> str:
    words, line = one.shown.kept.entry.words, one.shown.line
    return (words.note or words.payee or ", ".join(localised(account.names) for account in line.what))[:_NAME_MAX]


def _option(one: Purchase, unit: str, today: date) -> str:
    on = one.shown.kept.entry.on
    return f"{day_short(on, today)} · {_what(one)} · {amount_text(Money(one.minor, unit))}"
