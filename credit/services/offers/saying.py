"""A card as it is said on screen: headings, ways, rates and values in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from credit.domain.people import phrases
from credit.domain.people.waiting import Line
from credit.domain.rules.plain import range_said
from credit.domain.rules.speech import Quantity
from credit.domain.signals.registry import NEVER_DAYS, NEVER_MONTHS, SIGNALS, Unit
from credit.domain.signals.signal import State
from credit.services.speaking import say_aloud
from credit.store.offers.offers import Event
from ledger.kernel.currency import digits_of
from ledger.kernel.interest.yearly import half_up
from ledger.plumbing.face.chart import Bar, LinePlot, bars, line_plot
from ledger.plumbing.format import amount_text, day_short, listed, money, month_name, month_short, percent_bp
from ledger.plumbing.language import gettext, ngettext

Plain = Mapping[str, Any]

_COLUMNS = ("payment", "principal", "interest", "fee")
_NEVER = {Unit.DAYS: NEVER_DAYS, Unit.MONTHS: NEVER_MONTHS}


def heading(card: Plain, today: date) -> str:
    """What a card is about."""
    need = card["need"]
    message = phrases.HEADINGS.get(need["moment"], phrases.ANY_HEADING)
    return gettext(message, amount=_sum(need["amount"], need), day=day_short(date.fromisoformat(need["by"]), today))


def offer_heading(card: Plain) -> str:
    """What taking the card's offer up would mean."""
    quote = card["quote"]
    message = phrases.OFFER_HEADINGS[quote["kind"]]
    return gettext(message, amount=_sum(quote["amount"], card["need"]), months=months(quote["months"]))


def way(card: Plain, one: Plain, today: date) -> str:
    """One of the ways."""
    if one["kind"] == "stay":
        return gettext(phrases.STAY)
    if one["kind"] == "offer":
        message = phrases.OFFER_WAYS[card["quote"]["kind"]]
        return gettext(message, name=one["name"], months=months(one["months"]))
    says = one["says"]
    return gettext(says, **{name: _fact(fact, today) for name, fact in one["facts"].items()})


def cost(one: Plain, currency: str) -> Markup | str:
    """What a way costs in all: a sum; what it earns where it earns; or that it never ends."""
    if one["kind"] == "stay" and one["months"] is None:
        return gettext("without end")
    if one["cost"] < 0:
        return gettext("earns %(sum)s", sum=amount_text((-one["cost"], currency), home=currency))
    return money((one["cost"], currency), home=currency)


def months(count: int) -> str:
    """A length."""
    return ngettext("%(num)s month", "%(num)s months", count)


def rate(bps: int, convention: str) -> str:
    """A yearly rate with its convention in words."""
    return gettext(phrases.RATES[convention], rate=percent_bp(bps))


def bps_of(percent: Decimal) -> int:
    """Per cent as whole basis points."""
    return half_up(percent * 100)


def line_name(name: str) -> str:
    """A line of a cost: one of ours in words, a fee as its lender calls it."""
    return gettext(phrases.LINES[name]) if name in phrases.LINES else name


def signal_name(name: str) -> str:
    """A signal's plain name."""
    return gettext(SIGNALS[name].plain)


def value(name: str, number: int, currency: str) -> str:
    """A signal's value: a class by its name, yes or no, never, else a number with its unit."""
    meaning = SIGNALS[name]
    if meaning.unit is Unit.CLASS:
        return gettext(meaning.classes[number])
    if meaning.unit is Unit.YES:
        return gettext("yes") if number else gettext("no")
    if meaning.unit in _NEVER and number >= _NEVER[meaning.unit]:
        return gettext("never")
    return say_aloud(Quantity(number, meaning.unit), currency)


def bound(condition: Plain, currency: str) -> str:
    """What a condition asks for, such as “at least 3 times”; yes or no where that is all there is."""
    name = condition["signal"]
    if SIGNALS[name].unit is Unit.YES:
        return value(name, condition["bound"], currency)
    return say_aloud(range_said(name, condition["low"], condition["high"]), currency)


def _sum(minor: int, need: Plain) -> str:
    return amount_text((minor, need["currency"]), home=need["currency"])


def _fact(fact: Plain, today: date) -> str:
    if "minor" in fact:
        return amount_text((fact["minor"], fact["currency"]), home=fact["currency"])
    return day_short(date.fromisoformat(fact["day"]), today) if "day" in fact else str(fact["number"])


def line(one: Line, today: date) -> str:
    """A quiet line."""
    return gettext(one.message, **({"day": day_short(one.day, today)} if one.day else {}))


@dataclass(frozen=True, slots=True)
class Drawing:
    """Two lines ready to be drawn, the name of each step, and the figures behind them."""

    of: str
    plot: LinePlot
    labels: list[str]
    with_it: list[int]
    without: list[int]


def drawing(card: Plain, today: date) -> Drawing | None:
    """The drawing of a card: with it in one line, without it dotted; the longer of the two gives the width."""
    twin = card["twin"]
    if twin is None:
        return None
    days = [date.fromisoformat(day) for day in twin["days"]]
    by_month = twin["of"] == "cost"
    labels = [month_name(day, today) if by_month else day_short(day, today) for day in days]
    last = len(days) - 1
    places = sorted({0, last // 4, last // 2, 3 * last // 4, last})
    short = [month_short(day) if by_month else day_short(day, today) for day in days]
    plot = line_plot(
        twin["with"], was=twin["without"], slots=len(days), ticks=[(place, short[place]) for place in places],
        unit=10 ** digits_of(card["need"]["currency"]))
    return Drawing(twin["of"], plot, labels, twin["with"], twin["without"])


def bars_of(card: Plain) -> tuple[Bar, ...]:
    """How long each way's bar is: what costs nothing has none; without end is as long as the dearest."""
    costs = [0 if one["cost"] < 0 else one["cost"] for one in card["ways"]]
    return bars(costs)


def sums_of(quote: Plain) -> tuple[int, int, int, int]:
    """What all rows of a schedule come to: paid, paid back, interest, fees, with what is due on the first day."""
    first, rows = quote["upfront"], quote["rows"]
    paid, principal, interest, fee = (sum(row[name] for row in rows) for name in _COLUMNS)
    return paid + first, principal, interest, fee + first


def aside(quote: Plain) -> int:
    """What belongs to the cost and to no payment: the old card's interest until it is paid off."""
    return sum(one["minor"] for one in quote["lines"] if one["name"] in phrases.LINES)


def measured(name: str, signal: Plain, currency: str) -> str:
    """A measured figure; where there is nothing to measure, or it is not known, that is said instead."""
    if signal["state"] == State.ABSENT:
        return gettext("not here")
    if signal["value"] is None:
        return gettext("cannot tell yet")
    return value(name, signal["value"], currency)


def stage(state: str) -> str:
    """Where an offer stands."""
    return gettext(phrases.STATES[state])


def event(kind: str) -> str:
    """Something that happened to an offer."""
    return gettext(phrases.EVENTS[kind])


def happened(events: Sequence[Event]) -> str:
    """Everything that happened to an offer, in order, each once."""
    return listed(dict.fromkeys(event(one.kind) for one in events))
