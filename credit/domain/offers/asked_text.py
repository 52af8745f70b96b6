"""A case in the plain form of the command `judge`: read strictly, and written so that it decides the same again.

`signals` are whole numbers, null where unknown; `absent` names those whose subject does not exist. A situation that
is not mentioned is that of somebody who asks: consent is given and nothing stands in the way; any of its signals
may be given too. `currency`, `facts`, `changes`, `of_lender` and `of_kind` may be added, and are in what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from credit.domain.case import Case, NotAList, NotQuoted, NotWhole
from credit.domain.norms.pack import Norms
from credit.domain.offers.asked import Asked, Numbers, Surroundings
from credit.domain.offers.facts import FIELDS, facts_json, read_facts
from credit.domain.offers.need import NO_FACTS, GivenNeed, NeedEndsBeforeItBegins
from credit.domain.offers.product import NAME_MAX, Kind, NameMissing, Product, read_product
from credit.domain.offers.product_text import amount_text, product_json
from credit.domain.offers.shelf import OnShelf, Seller
from credit.domain.rules.rule_reader import BoundOutOfReach, UnknownSignal, read_rule_set
from credit.domain.rules.rule_set import reach, rule_set_json
from credit.domain.signals.registry import BOOK_SIGNALS, NEVER_DAYS, SIGNALS, Subject
from credit.domain.signals.signal import Signal, State, absent, known
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_, Invalid

_FIELDS = ("on", "jurisdiction", "currency", "need", "signals", "absent", "products", "rules", "facts", "changes",
           "of_lender", "of_kind")
_RULE = ("lender", "set", "name", "rule", "version", "licence", "products")

CALM: Mapping[str, int] = {
    "consent": 1, "books_granted": 1, "quality_coverage": 1, "quality_freshness": 1, "quality_reconciled": 1,
    "quality_timely": 1, "quality_duplicates": 1, "settled": 1, "history_days": 365, "age_years": 30,
    "shown_today": 0, "shown_week": 0, "shown_month": 0, "days_since_not_now": NEVER_DAYS, "said_never": 0,
    "free_of_offers": 0, "screen_shared": 0, "life_event_days": NEVER_DAYS, "days_since_refused_here": NEVER_DAYS,
    "days_since_same_refinance": NEVER_DAYS, "country_known": 1,
}
"""The situation of somebody who asks, as far as a case does not say otherwise."""


_HOME = "CNY"
"""The currency of a case in which no product names one."""

_UNTOLD = Signal(None, State.UNKNOWN)


class NeverAbsent(Invalid):
    """A signal whose subject always exists, or one that is given and said to be absent."""

    message = N_("“%(signal)s” cannot be absent here.")


class OfferSignalGiven(Invalid):
    """A signal of the offer: it is worked out, never told."""

    message = N_("“%(signal)s” is worked out from the offer. Leave it out.")


class SeveralCurrencies(Invalid):
    """Products in more than one currency, and no word which one the amounts are in."""

    message = N_("Say in which currency the amounts are.")


class ProductTwice(Invalid):
    """Two products of one id."""

    message = N_("Two products have the id “%(id)s”.")


def read_asked(values: Mapping[str, object], norms_of: Callable[[str, date], Norms]) -> Asked:
    """The case of a JSON object, under the norms of its jurisdiction on its day.

    Raises: what `Case`, `read_product`, `read_rule_set` and `norms_of` raise; UnknownSignal, BoundOutOfReach,
    NeverAbsent, OfferSignalGiven, SeveralCurrencies, ProductTwice, NeedEndsBeforeItBegins.
    """
    case = Case(values, _FIELDS)
    on = case.day("on")
    products = _products(case)
    currency = _currency(case, products)
    signals, situation = _signals(case)
    facts = read_facts(case.part("facts", FIELDS)) if case.has("facts") else NO_FACTS
    return Asked(
        on=on, currency=currency, signals=signals, norms=norms_of(case.text("jurisdiction"), on), facts=facts,
        surroundings=Surroundings({**CALM, **situation}, _numbers_by(case, "of_lender"), _by_kind(case)),
        shelf=tuple(_on_shelf(one, at, products) for at, one in enumerate(case.parts("rules", _RULE), start=1)),
        given=_given(case, on, currency), changes=_changes(case),
    )


def asked_json(asked: Asked) -> dict[str, object]:
    """The case as it is stored: reading it again gives the same decision, byte for byte."""
    names = [name for name, meaning in SIGNALS.items() if meaning.subject is Subject.SITUATION]
    situation = {name: asked.surroundings.every.get(name) for name in names
                 if name in CALM or name in asked.surroundings.every}
    told = {name: _signal_json(signal) for name, signal in asked.signals.items() if signal.state is not State.ABSENT}
    plain: dict[str, object] = {
        "on": asked.on.isoformat(), "jurisdiction": asked.norms.jurisdiction, "currency": asked.currency,
        "signals": {**told, **situation}, "products": [],
        "absent": [name for name, signal in asked.signals.items() if signal.state is State.ABSENT],
        "rules": [_rule_json(one) for one in asked.shelf], "facts": facts_json(asked.facts),
        "changes": dict(asked.changes),
        "of_lender": {key: dict(one) for key, one in asked.surroundings.of_seller.items()},
        "of_kind": {kind.value: dict(one) for kind, one in asked.surroundings.of_kind.items()},
    }
    if asked.given is not None:
        plain["need"] = {"amount": amount_text(asked.given.amount, asked.currency), "by": asked.given.by.isoformat(),
                         "until": asked.given.until.isoformat()}
    return plain


def _products(case: Case) -> dict[str, Product]:
    found: dict[str, Product] = {}
    for at, values in enumerate(case.mappings("products") if case.has("products") else ()):
        path = f"{case.name('products')}[{at}]"
        product = read_product(values, path)
        if product.id in found:
            raise ProductTwice(id=product.id, field=f"{path}.id")
        found[product.id] = product
    return found


def _currency(case: Case, products: Mapping[str, Product]) -> str:
    if case.has("currency"):
        currency = case.text("currency")
        digits_of(currency)
        return currency
    used = {product.currency for product in products.values()}
    if len(used) > 1:
        raise SeveralCurrencies(field="currency")
    return used.pop() if used else _HOME


def _on_shelf(case: Case, at: int, products: Mapping[str, Product]) -> OnShelf:
    seller = case.text("lender").strip()
    if not 0 < len(seller) <= NAME_MAX:
        raise NameMissing(most=NAME_MAX, field=case.name("lender"))
    licence = case.part("licence", ("until",)).day("until") if case.values.get("licence") else None
    document = case.mapping("set")
    try:
        rules = read_rule_set(document)
    except Invalid as error:
        error.facts["field"] = f"{case.name('set')}.{error.facts.get('field', '')}".rstrip(".")
        raise
    return OnShelf(
        Seller(seller, case.text("name") if case.has("name") else seller, licence),
        case.text("rule") if case.has("rule") else f"{seller}/{at}",
        case.whole("version") if case.has("version") else 1, rules,
        {**products, **_pinned(case)},
    )


def _pinned(case: Case) -> dict[str, Product]:
    """Products by the name the rows of one rule set have for them."""
    if not case.has("products"):
        return {}
    part = Case(case.mapping("products"), case.mapping("products"), case.name("products"))
    return {code: read_product(part.mapping(code), part.name(code)) for code in part.values}


def _given(case: Case, on: date, currency: str) -> GivenNeed | None:
    if case.values.get("need") is None:
        return None
    need = case.part("need", ("amount", "by", "until"))
    if need.day("by") < on:
        raise NeedEndsBeforeItBegins(field="need.by")
    return GivenNeed(need.minor("amount", currency), need.day("by"), need.day("until"))


def _signals(case: Case) -> tuple[dict[str, Signal], dict[str, int | None]]:
    """The signals of the book, every one that is not mentioned unknown; and those of the situation that are."""
    given, gone = case.mapping("signals"), _absent(case)
    book: dict[str, Signal] = {name: _UNTOLD for name in BOOK_SIGNALS}
    situation: dict[str, int | None] = {}
    for name in given:
        signal = _signal(case, name)
        if SIGNALS[name].subject is Subject.SITUATION:
            situation[name] = signal.value
        else:
            book[name] = signal
    for name in gone:
        counts_as = SIGNALS[name].absent if name in SIGNALS else None
        if counts_as is None or given.get(name) is not None:
            raise NeverAbsent(signal=name[:40], field="absent")
        book[name] = absent(counts_as)
    return book, situation


def _signal(case: Case, name: str) -> Signal:
    path = f"signals.{name[:40]}"
    if name not in SIGNALS:
        raise UnknownSignal(signal=name[:40], field=path)
    if SIGNALS[name].subject is Subject.OFFER:
        raise OfferSignalGiven(signal=name, field=path)
    value = case.mapping("signals")[name]
    if value is None:
        return _UNTOLD
    if not isinstance(value, dict):
        return known(_bounded(name, value, path))
    part = Case(value, ("value", "low", "high"), path)
    ends = {key: _bounded(name, part.whole(key), path) for key in ("low", "high") if part.values.get(key) is not None}
    return known(_bounded(name, part.whole("value"), path), low=ends.get("low"), high=ends.get("high"))


def _bounded(name: str, value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotWhole(field=path)
    least, most = reach(name)
    if not least <= value <= most:
        raise BoundOutOfReach(signal=name, least=least, most=most, field=path)
    return value


def _absent(case: Case) -> tuple[str, ...]:
    if not case.has("absent"):
        return ()
    names = case.values["absent"]
    if not isinstance(names, list):
        raise NotAList(field="absent")
    if not all(isinstance(name, str) for name in names):
        raise NotQuoted(field="absent")
    return tuple(names)


def _numbers_by(case: Case, key: str) -> dict[str, Numbers]:
    """Situation signals by seller or by kind."""
    if not case.has(key):
        return {}
    part = Case(case.mapping(key), case.mapping(key), key)
    return {one: {name: _situation(part.mapping(one), name, part.name(one)) for name in part.mapping(one)}
            for one in part.values}


def _by_kind(case: Case) -> dict[Kind, Numbers]:
    part = Case(case.mapping("of_kind") if case.has("of_kind") else {}, list(Kind), "of_kind")
    return {Kind(one): numbers for one, numbers in _numbers_by(case, "of_kind").items() if one in part.known}


def _situation(given: Mapping[str, object], name: str, path: str) -> int | None:
    if name not in SIGNALS or SIGNALS[name].subject is not Subject.SITUATION:
        raise UnknownSignal(signal=name[:40], field=path)
    return None if given[name] is None else _bounded(name, given[name], f"{path}.{name}")


def _changes(case: Case) -> dict[str, int]:
    if not case.has("changes"):
        return {}
    given = case.mapping("changes")
    return {key: _bounded("offer_shortfall_change", value, f"changes.{key}"[:NAME_MAX]) for key, value in given.items()}


def _signal_json(signal: Signal) -> object:
    if signal.low is None and signal.high is None:
        return signal.value
    return {"value": signal.value, "low": signal.low, "high": signal.high}


def _rule_json(one: OnShelf) -> dict[str, object]:
    until = one.seller.licence_until
    return {
        "lender": one.seller.id, "name": one.seller.name, "rule": one.rule, "version": one.version,
        "licence": {"until": until.isoformat()} if until else None, "set": rule_set_json(one.rules),
        "products": {code: product_json(product) for code, product in sorted(one.products.items())},
    }
