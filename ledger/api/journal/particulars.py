"""Answers to a scene's own questions, and how much of what at what price, between a program and the books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from ledger.api.shapes.journal.entry_in import SaidIn
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.domain.books.said import Said
from ledger.domain.papers import particular
from ledger.domain.papers.measure import (
    NO_MEASURE,
    Measure,
    PriceNotPositive,
    QuantityNotPositive,
    amount_of,
    price_of,
    quantity_text,
    settled,
)
from ledger.domain.papers.particular import Fields
from ledger.kernel.errors import HouseError
from ledger.kernel.money import Money
from ledger.plumbing.fields import NotAChoice
from ledger.services.papers import asking


def amount_in(body: SaidIn, currency: str) -> Decimal | None:
    """The amount that was left to be reckoned, further parts counted in; None where it cannot be.

    Raises: QuantityNotPositive, PriceNotPositive.
    """
    if body.quantity is None or body.unit_price is None or (body.parts and body.category is None):
        return None
    if body.quantity <= 0:
        raise QuantityNotPositive(field="quantity")
    if body.unit_price <= 0:
        raise PriceNotPositive(field="unit_price")
    parts = sum((one.amount for one in body.parts), Decimal(0))
    return amount_of(body.quantity, body.unit_price, currency).decimal + parts


def said_with(seat: Seat, said: Said, body: SaidIn) -> Said:
    """What was said with its answers and its measure. Raises: what an answer or a measure is refused for."""
    if body.fields:
        said = replace(said, fields=_answers(seat, said.verb, body.fields))
    if said.amount is None or (body.quantity is None and body.unit_price is None):
        return said
    first = Money(said.amount.minor - sum(part.minor for _category, part in said.parts), said.amount.currency)
    return replace(said, measure=settled(first, body.quantity, body.unit_price, body.unit or ""))


def fields_after(seat: Seat, was: Entry | None, verb: Verb, sent: Mapping[str, str]) -> Fields:
    """The answers of an entry written as its lines: those it had, with those that were sent put over them."""
    return particular.merged(was.words.fields if was else (), _answers(seat, verb, sent))


def measure_in(quantity: Decimal | None, unit: str | None, field: str) -> Measure:
    """The measure of one line. Raises: QuantityNotPositive, QuantityTooFine, in this line's field."""
    if quantity is None:
        return NO_MEASURE
    try:
        return Measure(quantity_text(quantity), unit or "")
    except HouseError as error:
        error.facts["field"] = f"{field}quantity"
        raise


def price_out(posting: Posting) -> str | None:
    """What one of a line's quantity cost, as decimal text; None for a line without one."""
    if not posting.quantity:
        return None
    return format(price_of(Money(abs(posting.minor), posting.currency), Decimal(posting.quantity)), "f")


def _answers(seat: Seat, verb: Verb, sent: Mapping[str, str]) -> Fields:
    """The answers sent, each checked by its kind. Raises: NotAChoice for a question that is not asked of this verb."""
    questions = asking.questions(seat) if verb is Verb.JOURNAL else {
        one.key: one for one in asking.asked(seat, verb.value)
    }  # fmt: skip
    for key in sent:
        if key not in questions:
            raise NotAChoice(field=f"fields.{key[:40]}")
    return tuple((key, particular.read(questions[key], value, f"fields.{key}")) for key, value in sent.items())
