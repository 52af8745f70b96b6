"""What the sheet asks beside the usual: the scene's own questions, and how much of what at what price.

Names of fields: `field-KEY` by the key of a question; `quantity`, `unit` and `unit_price`, of which any two with the
amount give the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ledger.domain.books.said import Said
from ledger.domain.books.scene import SceneField
from ledger.domain.books.scene_choices import FieldKind
from ledger.domain.papers import particular
from ledger.domain.papers.measure import Measured, amount_of, price_of, settled
from ledger.kernel.errors import N_
from ledger.kernel.limits import UNIT_MAX
from ledger.kernel.money import Money
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import day, number
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.papers import asking
from ledger.services.papers.asking import Fallen
from ledger.web.seats import BookVisit

MEASURE = ("quantity", "unit", "unit_price")
ANSWER = "field-"
"""What the name of a question's field begins with."""

UNITS = {"kg": N_("kg"), "km": N_("km"), "night": N_("nights"), "litre": N_("litres"), "hour": N_("hours")}
"""What units of scenes are called; any other is called as it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the scene as the sheet draws it.

    `options` are (value, text) where it is a choice, `offered` earlier answers, `hint` what was answered last.
    """

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    offered: tuple[str, ...] = ()
    hint: str = ""


def drawn(visit: BookVisit, verb: str) -> tuple[Question, ...]:
    """The questions of a sheet where this is said."""
    about = asking.asked(visit.seat, verb)
    before = asking.last(visit.session, visit.seat, about)
    return tuple(_question(one, before.get(one.key, ()), visit.today) for one in about)


def reckoned(form: Mapping[str, str], home: str) -> Mapping[str, str]:
    """A form whose amount was left to be reckoned, with it: quantity × unit price, and the further parts.

    Raises: what reading a number or an amount raises.
    """
    fields = Fields(form)
    if "amount" in fields or "quantity" not in fields or "unit_price" not in fields:
        return form
    currency = fields.currency("currency") if "currency" in fields else home
    whole = amount_of(fields.number("quantity"), fields.number("unit_price"), currency)
    for name in form:
        if name.startswith("part-") and name.endswith("-amount") and name in fields:
            whole += fields.amount(name, currency)
    return {**form, "amount": format(whole.decimal, "f")}


def with_particulars(visit: BookVisit, said: Said, form: Mapping[str, str]) -> Said:
    """What was said with the answers and the measure of the form; what it did not ask stays unsaid.

    Raises: what an answer is refused for, QuantityNotPositive, PriceNotPositive, PriceOff and their like.
    """
    about = [one for one in asking.asked(visit.seat, said.verb.value) if ANSWER + one.key in form]
    if about:
        answers = [(one.key, particular.read(one, form[ANSWER + one.key], ANSWER + one.key)) for one in about]
        said = replace(said, fields=tuple(answers))
    if said.amount is None or not any(name in form for name in MEASURE):
        return said
    fields, first = Fields(form), said.amount
    for _category, part in said.parts:
        first -= part
    quantity, price = (fields.number(name) if name in fields else None for name in ("quantity", "unit_price"))
    return replace(said, measure=settled(first, quantity, price, fields.line("unit", limit=UNIT_MAX)))


def values_said(said: Said) -> dict[str, str]:
    """The values of the fields that say the same; the unit price is only shown: another amount may be written."""
    values = {ANSWER + key: value for key, value in said.fields or ()}
    if said.measure and said.amount:
        first = Money(said.amount.minor - sum(part.minor for _category, part in said.parts), said.amount.currency)
        price = price_of(first, Decimal(said.measure.quantity))
        values |= {"quantity": said.measure.quantity, "unit": said.measure.unit, "price_now": format(price, "f")}
    return {name: value for name, value in values.items() if value}


def answer_text(question: SceneField | None, value: str, today: date) -> str:
    """An answer as a person reads it; that of a question the scene no longer asks as it is kept."""
    if question is None or question.kind is FieldKind.TEXT:
        return value
    if question.kind in (FieldKind.NUMBER, FieldKind.QUANTITY):
        return f"{number(Decimal(value))} {unit_name(question.unit)}".strip()
    if question.kind is FieldKind.DAY:
        return day(date.fromisoformat(value), today)
    if question.kind is FieldKind.FLAG:
        return _("yes") if value == particular.YES else _("no")
    return next((localised(one.names) for one in question.options if one.key == value), value)


def measure_text(one: Measured) -> str:
    """How much of what, and what one of it cost: “50 kg at 6.00”."""
    quantity = f"{number(Decimal(one.measure.quantity))} {unit_name(one.measure.unit)}".strip()
    return _("%(quantity)s at %(price)s", quantity=quantity, price=number(one.price))


def unit_name(unit: str) -> str:
    """What a unit is called."""
    return _(UNITS[unit]) if unit in UNITS else unit


def fallen_text(fallen: list[Fallen], today: date) -> str:
    """What is pointed out of answers below the ones before; empty where there are none."""
    return " ".join(
        _("%(what)s: %(now)s is less than %(before)s before.", what=localised(one.question.names),
          now=answer_text(one.question, one.now, today), before=answer_text(one.question, one.before, today))
        for one in fallen
    )


def _question(one: SceneField, before: tuple[str, ...], today: date) -> Question:
    unit = unit_name(one.unit)
    name = localised(one.names)
    label = f"{name} ({unit})" if unit and unit.casefold() not in name.casefold() else name
    options = tuple((each.key, localised(each.names)) for each in one.options)
    if one.kind is FieldKind.FLAG:
        options = ((particular.YES, _("yes")), (particular.NO, _("no")))
    hint = _("Last: %(answer)s", answer=answer_text(one, before[0], today)) if before else ""
    offered = before if one.kind is FieldKind.TEXT else ()
    return Question(ANSWER + one.key, label, one.kind.value, options, offered, "" if offered else hint)
