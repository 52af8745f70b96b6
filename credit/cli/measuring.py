"""The command `measure`: what a ledger says of its money, as its owner would see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import click
from flask.cli import with_appcontext

from credit.domain.signals.gates import UNSETTLED
from credit.domain.signals.measure import Measured
from credit.domain.signals.registry import NEVER_DAYS, NEVER_MONTHS, SIGNALS, Unit
from credit.domain.signals.signal import WORDS
from credit.services import measuring
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing import format as formats
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.plumbing.fields import NotADay
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import ngettext

_on = click.option("--on", default="", metavar="DAY", help="The day, at its end. Default: today.")


@click.command("measure")
@click.argument("book")
@_on
@answering.locale
@answering.as_json
@with_appcontext
def measure(book: str, on: str, locale: str, as_json: bool) -> None:
    """Everything that is measured of a ledger."""
    with answering.answering(as_json, locale):
        with database().transaction() as session:
            owner, facts = measuring.owned(session, read_id(book))
            measured = measuring.of_book(session, owner, facts.book_id, _day(on, facts.zone))
        tell(measuring.measured_json(measured), as_json, _lines(measured))


COMMANDS: tuple[click.Command, ...] = (measure,)


def _day(text: str, zone: str) -> date:
    if not text:
        return clock.today(zone)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADay(text=text[:40], field="on") from None


def _lines(measured: Measured) -> Iterator[str]:
    for name, signal in measured.signals.items():
        words = _(WORDS[signal.why]) if signal.why else _written(name, signal.value or 0, measured.currency)
        yield f"{_(SIGNALS[name].plain)}: {words}"
    for gate in measured.gates:
        if not gate.holds:
            yield _(gate.do)
    if measured.settles_on:
        yield _(UNSETTLED) % {"day": formats.day_long(measured.settles_on)}


def _written(name: str, value: int, currency: str) -> str:
    meaning = SIGNALS[name]
    if meaning.unit in (Unit.MONEY, Unit.MONEY_A_DAY):
        return formats.amount_text((value, currency))
    if meaning.unit is Unit.CLASS:
        return _(meaning.classes[value])
    if value in (NEVER_DAYS, NEVER_MONTHS) and value == meaning.most:
        return _("Never, as far as can be seen")
    return _COUNTED.get(meaning.unit, formats.number)(value)


_COUNTED: dict[Unit, Callable[[int], str]] = {
    Unit.BPS: formats.percent_bp,
    Unit.YES: lambda value: _("Yes") if value else _("No"),
    Unit.DAYS: lambda value: ngettext("%(num)d day", "%(num)d days", value),
    Unit.MONTHS: lambda value: ngettext("%(num)d month", "%(num)d months", value),
}
