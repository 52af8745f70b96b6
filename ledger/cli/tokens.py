"""The command that gives a program a token."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from ledger.domain.people.token import SCOPES, read_scopes
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.services.people import tokens
from ledger.services.people.finding import person_at

NAME = "flask token"
"""What a token made here is called on its person's account page."""


@click.command("token")
@click.argument("email")
@click.option("--scope", "scopes", multiple=True, metavar="S", help=f"One of {', '.join(SCOPES)}. Default: all.")
@answering.locale
@answering.as_json
@with_appcontext
def token(email: str, scopes: tuple[str, ...], locale: str, as_json: bool) -> None:
    """Make a token by which a program acts for a person. It is shown this once."""
    with answering.answering(as_json, locale):
        wanted = read_scopes(scopes or SCOPES)
        with database().transaction() as session:
            made = tokens.make(session, person_at(session, email).person_id, NAME, wanted, clock.now())
        tell({"token": made, "scope": " ".join(wanted)}, as_json)


COMMANDS: tuple[click.Command, ...] = (token,)
"""What the registry adds to `flask --app app`."""
