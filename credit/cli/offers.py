"""The command `offers`: what a place would show to a person, and why not the rest."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import click
from flask.cli import with_appcontext

from credit.services.offers import foreseeing
from credit.services.people import consenting
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.plumbing.fields import NotADay


@click.command("offers")
@click.argument("email")
@click.option("--book", default="", metavar="BOOK", help="The ledger meant. Default: every one the person holds.")
@click.option("--on", default="", metavar="DAY", help="The day, at its end. Default: today.")
@answering.locale
@answering.as_json
@with_appcontext
def offers(email: str, book: str, on: str, locale: str, as_json: bool) -> None:
    """What would be shown to a person now. It is shown to nobody, and nothing is spent."""
    with answering.answering(as_json, locale):
        with database().transaction(write=False) as session:
            person = consenting.person_at(session, email)
            found = foreseeing.foresee(session, person, clock.now(), read_id(book) if book else 0, _day(on))
        told = asdict(found)
        tell(told, as_json, _lines(found))


COMMANDS: tuple[click.Command, ...] = (offers,)


def _lines(found: foreseeing.Foreseen) -> list[str]:
    """One line for each offer, way and refusal."""
    shown = [f"{one['lender_name']}  {one['amount']}  costs {one['total_cost']}" for one in found.offers]
    ways = [f"{one['says']}  costs {one['total_cost']}" for one in found.free]
    stopped = [f"{one['rule']}  {one['by']}  {one['says']}" for one in found.stopped]
    return [*shown, *ways, *stopped, *found.unknown]


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADay(text=text[:20], field="on") from None
