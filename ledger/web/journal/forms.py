"""The entry form, both ways: what was typed as something said, and something said as the values of its fields.

Names of fields: verb, amount, currency, category, account, to, got, got_currency, on, payee, note, rate, and for
further parts `part-N` with `part-N-amount`, for a day's takings `take-ID` by account; `interest` and its category
`cost` in a payment on a debt; `words_only` where the form showed no amounts. `project` and `for` are read beside
these, in `gathering`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ledger.domain.books.account import Account
from ledger.domain.books.compose import NegativeAmount
from ledger.domain.books.entry import NoAmount, Verb
from ledger.domain.books.said import Said
from ledger.domain.quick.line import Reading
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.kernel.money import Money
from ledger.kernel.rate import RateNotPositive
from ledger.plumbing.fields import Fields, Needed, NotAChoice
from ledger.plumbing.format import input_text
from ledger.services.books.recording import FORM_VERBS

PARTS_MAX = 6
"""Further categories one form takes beside the first."""

VERB_NAMES = tuple(verb.value for verb in FORM_VERBS)


def read_said(form: Mapping[str, str], home: str, today: date, places: Iterable[Account]) -> Said:
    """What a form says; `places` are those a day's takings may come in by. Raises: what reading a field raises."""
    fields = Fields(form)
    verb = Verb(fields.choice("verb", VERB_NAMES)) if "verb" in fields else Verb.EXPENSE
    said = Said(fields.day("on", today), verb, payee=fields.line("payee"), note=fields.note("note"))
    if fields.flag("words_only"):
        return said
    if verb is Verb.TAKINGS:
        return replace(said, category=_id(fields, "category"), channels=_read_channels(fields, home, places))
    currency = fields.unit("currency") if "currency" in fields else home
    said = replace(said, amount=_sum(fields, "amount", currency), account=_id(fields, "account"))
    if verb in (Verb.TRANSFER, Verb.EXCHANGE):
        said = replace(said, to=_id(fields, "to"), got=_read_got(fields, currency), category=_id(fields, "cost"))
        return replace(said, interest=_read_interest(fields, currency))
    return replace(said, category=_id(fields, "category"), parts=_read_parts(fields, currency))


def read_rate(form: Mapping[str, str]) -> Decimal | None:
    """The rate a form gives, None where the field is empty. Raises: RateNotPositive, NotAnAmount."""
    fields = Fields(form)
    if "rate" not in fields:
        return None
    rate = fields.number("rate")
    if rate <= 0:
        raise RateNotPositive(field="rate")
    return rate


def values_of(said: Said) -> dict[str, str]:
    """The values of the fields that say the same."""
    amount, got = said.amount, said.got
    values = {
        "verb": (Verb.TRANSFER if said.verb is Verb.EXCHANGE else said.verb).value, "on": said.on.isoformat(),
        "amount": input_text(amount), "currency": amount.currency if amount else "",
        "category": _text(said.category), "account": _text(said.account), "to": _text(said.to),
        "interest": input_text(said.interest), "cost": _text(said.category) if said.interest else "",
        "got": input_text(got), "got_currency": got.currency if got else "", "payee": said.payee, "note": said.note,
    }
    for n, (category, money) in enumerate(said.parts, 1):
        values |= {f"part-{n}": id_text(category), f"part-{n}-amount": input_text(money)}
    values |= {f"take-{id_text(account)}": input_text(money) for account, money in said.channels}
    return {name: value for name, value in values.items() if value}


def values_read(reading: Reading) -> dict[str, str]:
    """The values of the fields that a typed line fills."""
    values = {
        "verb": reading.verb.value, "on": reading.on.isoformat(), "amount": reading.amount_text,
        "currency": reading.currency, "category": _text(reading.category), "account": _text(reading.account),
        "to": _text(reading.to), "payee": reading.payee, "note": reading.note, "rate": reading.rate,
    }
    for n, part in enumerate(reading.parts[1:], 1):
        values |= {f"part-{n}": _text(part.category), f"part-{n}-amount": format(part.amount, "f")}
    return {name: value for name, value in values.items() if value}


def _read_channels(fields: Fields, home: str, places: Iterable[Account]) -> tuple[tuple[int, Money], ...]:
    found = []
    for place in places:
        name = f"take-{id_text(place.account_id)}"
        if name in fields:
            money = fields.amount(name, place.currency or home)
            if money.minor < 0:
                raise NegativeAmount(field=name)
            found.append((place.account_id, money))
    return tuple(found)


def _read_parts(fields: Fields, currency: str) -> tuple[tuple[int, Money], ...]:
    """Further parts: a row left empty is no part, a row filled in half names what it lacks."""
    found = []
    for n in range(1, PARTS_MAX + 1):
        name, amount = f"part-{n}", f"part-{n}-amount"
        if amount not in fields:
            continue
        category = _id(fields, name)
        if category is None:
            raise Needed(field=name)
        found.append((category, _sum(fields, amount, currency)))
    return tuple(found)


def _read_got(fields: Fields, currency: str) -> Money | None:
    if "got" not in fields:
        return None
    return _sum(fields, "got", fields.unit("got_currency") if "got_currency" in fields else currency)


def _read_interest(fields: Fields, currency: str) -> Money | None:
    """The interest in a payment; nothing of it is none."""
    if "interest" not in fields:
        return None
    money = fields.amount("interest", currency)
    if money.minor < 0:
        raise NegativeAmount(field="interest")
    return money or None


def _sum(fields: Fields, name: str, currency: str) -> Money:
    """An amount above zero, refused beside its own field."""
    money = fields.amount(name, currency)
    if not money:
        raise NoAmount(field=name)
    if money.minor < 0:
        raise NegativeAmount(field=name)
    return money


def _id(fields: Fields, name: str) -> int | None:
    """An id; one that is malformed was not among the choices, like one of another book."""
    try:
        return fields.id_or_none(name)
    except Missing:
        raise NotAChoice(field=name) from None


def _text(number: int | None) -> str:
    return id_text(number) if number is not None else ""
