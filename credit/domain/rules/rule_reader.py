"""Reads a rule set out of its JSON shape, or refuses it by name with the path of the field at fault.

What it is given is already parsed; lists and texts are bounded before they are looked at, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping

from credit.domain.case import Case, NotAnObject
from credit.domain.offers.product import MONTHS_MAX, NAME_MAX, TERMS_MAX, NameMissing, TermsMissing
from credit.domain.rules.denied import is_denied
from credit.domain.rules.moment import Moment, find_moment
from credit.domain.rules.rule_set import FORMAT, Condition, Op, Row, RuleSet, Terms, reach
from credit.domain.signals.registry import SIGNALS
from ledger.kernel.errors import N_, Invalid

ROWS_MAX = 200
"""Rows of one rule set."""

CONDITIONS_MAX = 20
"""Conditions of one row."""

_SET_FIELDS = ("format", "need", "rows")
_ROW_FIELDS = ("when", "offer")
_CONDITION_FIELDS = ("signal", "op", "bound")
_OFFER_FIELDS = ("product", "max", "rate_percent", "instalments")


class UnknownRuleFormat(Invalid):
    """A format that does not exist, or not yet."""

    message = N_("Rules are written in format %(format)s.")


class UnknownNeed(Invalid):
    """A need that is none of the sixteen moments."""

    message = N_("This need is not known. Known are: %(known)s.")


class NothingSoldThen(Invalid):
    """A moment in which a person is helped and nothing is sold."""

    message = N_("In this need people are helped and nothing is sold. No rules can be written for it.")


class NoRows(Invalid):
    """A rule set that offers nobody anything."""

    message = N_("Rules have at least one row.")


class TooManyRuleRows(Invalid):
    """More rows than anybody can read."""

    message = N_("Rules have at most %(most)s rows.")


class TooManyConditions(Invalid):
    """More conditions than one row can be read with."""

    message = N_("A row has at most %(most)s conditions.")


class UnknownSignal(Invalid):
    """A signal that nothing measures."""

    message = N_("“%(signal)s” is not a signal that is measured here.")


class DeniedSignal(Invalid):
    """Something no offer may depend on (credit.md E7)."""

    message = N_("“%(signal)s” must not decide about offers. Take it out.")


class BoundOutOfReach(Invalid):
    """A bound the signal can never have, as for a share of more than everything."""

    message = N_("“%(signal)s” is a whole number from %(least)s to %(most)s.")


class NothingOffered(Invalid):
    """A row that offers up to nothing."""

    message = N_("The most a row offers is above zero.")


def read_rule_set(document: object) -> RuleSet:
    """The rule set of a parsed JSON object.

    Raises: UnknownRuleFormat, UnknownNeed, NothingSoldThen, NoRows, TooManyRuleRows, what `read_row` raises, and what
    `Case` raises for shapes (UnknownField, MissingField, NotAnObject, NotAList, NotQuoted, NotWhole).
    """
    head = read_head(document)
    return RuleSet(read_need(head), tuple(read_row(row) for row in row_cases(head)))


def read_head(document: object) -> Case:
    """The outermost object, its format checked. Raises: NotAnObject, UnknownField, UnknownRuleFormat."""
    if not isinstance(document, Mapping):
        raise NotAnObject(field="rules")
    head = Case(document, _SET_FIELDS)
    if head.whole("format") != FORMAT:
        raise UnknownRuleFormat(format=FORMAT, field="format")
    return head


def read_need(head: Case) -> Moment:
    """The moment a rule set is for, by name or number. Raises: UnknownNeed, NothingSoldThen."""
    moment = find_moment(head.text("need"))
    if moment is None:
        raise UnknownNeed(known=", ".join(one for one in Moment if one.sells), field="need")
    if not moment.sells:
        raise NothingSoldThen(field="need")
    return moment


def row_cases(head: Case) -> tuple[Case, ...]:
    """The rows, unread. Raises: NoRows, TooManyRuleRows."""
    rows = head.values.get("rows")
    if isinstance(rows, list) and len(rows) > ROWS_MAX:
        raise TooManyRuleRows(most=ROWS_MAX, field="rows")
    cases = head.parts("rows", _ROW_FIELDS)
    if not cases:
        raise NoRows(field="rows")
    return cases


def read_row(row: Case) -> Row:
    """One row. Raises: TooManyConditions, and what `read_condition` and `read_terms` raise."""
    return Row(tuple(read_condition(one) for one in condition_cases(row)), read_terms(row))


def condition_cases(row: Case) -> tuple[Case, ...]:
    """The conditions of a row, unread. Raises: TooManyConditions."""
    when = row.values.get("when")
    if isinstance(when, list) and len(when) > CONDITIONS_MAX:
        raise TooManyConditions(most=CONDITIONS_MAX, field=row.name("when"))
    return row.parts("when", _CONDITION_FIELDS)


def read_condition(one: Case) -> Condition:
    """One comparison. Raises: DeniedSignal, UnknownSignal, NotOneOf, NotWhole, BoundOutOfReach."""
    signal = one.text("signal")
    if is_denied(signal):
        raise DeniedSignal(signal=signal[:40], field=one.name("signal"))
    if signal not in SIGNALS:
        raise UnknownSignal(signal=signal[:40], field=one.name("signal"))
    op = Op(one.choice("op", list(Op)))
    bound = one.whole("bound")
    least, most = reach(signal)
    if not least <= bound <= most:
        raise BoundOutOfReach(signal=signal, least=least, most=most, field=one.name("bound"))
    return Condition(signal, op, bound)


def read_terms(row: Case) -> Terms:
    """What a row offers. Raises: NameMissing, NothingOffered, TermsMissing, and what `Case.percent` raises."""
    offer = row.part("offer", _OFFER_FIELDS)
    most = offer.number("max")
    if most <= 0:
        raise NothingOffered(field=offer.name("max"))
    rate = offer.percent("rate_percent") if offer.values.get("rate_percent") is not None else None
    return Terms(_product(offer), most, rate, _instalments(offer))


def _product(offer: Case) -> str:
    text = offer.text("product")
    if not 0 < len(text) <= NAME_MAX or not text.isprintable() or text != text.strip():
        raise NameMissing(most=NAME_MAX, field=offer.name("product"))
    return text


def _instalments(offer: Case) -> tuple[int, ...]:
    """One number of months, or a list of them; ascending."""
    given = offer.values.get("instalments")
    if given is None:
        return ()
    months = tuple(given) if isinstance(given, list) else (given,)
    whole = [n for n in months if isinstance(n, int) and not isinstance(n, bool) and 1 <= n <= MONTHS_MAX]
    if not 0 < len(months) <= TERMS_MAX or len(whole) != len(months) or len(set(whole)) != len(whole):
        raise TermsMissing(most=TERMS_MAX, months=MONTHS_MAX, field=offer.name("instalments"))
    return tuple(sorted(whole))
