"""A row read aloud: one plain sentence, as a message with places and facts typed by unit (credit.md F5)."""

from __future__ import annotations

from credit.domain.rules.boxes import box
from credit.domain.rules.phrases import RANGED, SAID_YES
from credit.domain.rules.rule_set import Row, Terms, reach
from credit.domain.rules.speech import Fact, Listed, Literal, Quantity, Said
from credit.domain.signals.registry import SIGNALS, Unit
from ledger.kernel.errors import N_


def read_aloud(row: Row, currency: str) -> Said:
    """Who is offered what, as one sentence. Sums are of `currency`.

    Raises: TooManyDigits, AmountTooLarge where the most it offers is no sum of that currency.
    """
    offer = _offer(row.offer, currency)
    if not row.when:
        return Said(N_("Offer everybody %(offer)s."), {"offer": offer})
    conditions = tuple(condition_said(signal, *spread) for signal, spread in box(row.when).items())
    return Said(N_("When %(conditions)s, offer %(offer)s."), {"conditions": Listed(conditions), "offer": offer})


def range_said(signal: str, low: int, high: int) -> Said:
    """The range a signal lies in, such as “at least 30 days” or “between 5% and 9%”."""
    least, most = reach(signal)
    if low == high and SIGNALS[signal].classes:
        return Said(SIGNALS[signal].classes[low])
    if low == high:
        return Said(N_("exactly %(bound)s"), {"bound": _value(signal, low)})
    if high >= most:
        return Said(N_("at least %(bound)s"), {"bound": _value(signal, low)})
    if low <= least:
        return Said(N_("at most %(bound)s"), {"bound": _value(signal, high)})
    return Said(N_("between %(low)s and %(high)s"), {"low": _value(signal, low), "high": _value(signal, high)})


def condition_said(signal: str, low: int, high: int) -> Said:
    """That a signal lies in a range, as it is said in the middle of a sentence."""
    if signal in SAID_YES:
        yes, no = SAID_YES[signal]
        if (low, high) == (0, 1):
            return Said(N_("it is known whether %(what)s"), {"what": Said(yes)})
        return Said(yes if low == 1 else no)
    return Said(RANGED[signal], {"range": range_said(signal, low, high)})


def _value(signal: str, value: int) -> Fact:
    meaning = SIGNALS[signal]
    return Said(meaning.classes[value]) if meaning.unit is Unit.CLASS else Quantity(value, meaning.unit)


def _offer(terms: Terms, currency: str) -> Said:
    facts: dict[str, Fact] = {"most": Quantity(terms.most_minor(currency), Unit.MONEY)}
    if terms.rate_percent is not None:
        facts["rate"] = Literal(f"{terms.rate_percent.normalize():f}%")
    if terms.instalments:
        facts["months"] = _months(terms.instalments)
    return Said(_OFFERS["rate" in facts, "months" in facts], facts)


def _months(instalments: tuple[int, ...]) -> Fact:
    if len(instalments) == 1:
        return Quantity(instalments[0], Unit.MONTHS)
    numbers = Listed(tuple(Literal(str(months)) for months in instalments), either=True)
    return Said(N_("%(numbers)s months"), {"numbers": numbers})


_OFFERS = {
    (True, True): N_("up to %(most)s at %(rate)s a year over %(months)s"),
    (True, False): N_("up to %(most)s at %(rate)s a year"),
    (False, True): N_("up to %(most)s over %(months)s"),
    (False, False): N_("up to %(most)s"),
}

