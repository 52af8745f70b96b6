"""The command `consent`: a person's own deed, done by the operator at their word, with the receipt of it."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from credit.domain.people.scope import read_scope
from credit.services.people import consenting
from credit.services.people.words import consent_json
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell


@click.command("consent")
@click.argument("email")
@click.argument("scope")
@click.option("--book", default="", metavar="BOOK", help="The ledger meant. Default: every one the person holds.")
@click.option("--lender", default="", metavar="LENDER", help="The lender meant, for lead.share.")
@click.option("--withdraw", is_flag=True, help="Take it back.")
@answering.locale
@answering.as_json
@with_appcontext
def consent(email: str, scope: str, book: str, lender: str, withdraw: bool, locale: str, as_json: bool) -> None:
    """Allow one thing for a person, or take it back."""
    with answering.answering(as_json, locale):
        meant, named = read_scope(scope)
        lender_id = read_id(lender or named) if lender or named else 0
        book_id, now = read_id(book) if book else 0, clock.now()
        with database().transaction() as session:
            person = consenting.person_at(session, email)
            if withdraw:
                found = consenting.withdraw_scope(
                    session, person, meant, now, book_id=book_id, lender_id=lender_id
                )
            else:
                found = consenting.grant(
                    session, person, meant, now, book_id=book_id, lender_id=lender_id, locale=locale
                )
        tell(consent_json(found), as_json)


COMMANDS: tuple[click.Command, ...] = (consent,)
