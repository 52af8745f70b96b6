"""Commands about lenders: adding one, its people, its products and its rules, checking its log."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from credit.domain.case import CASE_BYTES, read_case
from credit.domain.lenders import snapshots
from credit.domain.lenders.version import Version
from credit.services.lenders import arriving, checking, opening, shelving, simulating
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.plumbing.fields import Needed

FAULTS_FOUND = 3
"""The exit code of a check that found a fault."""


class NoSuchFile(Invalid):
    """A file that cannot be read, or not be written."""

    message = N_("The file “%(name)s” cannot be read.")


@click.group()
def lender() -> None:
    """Lenders, their people and their rules."""


@lender.command("add")
@click.argument("name")
@click.option("--country", required=True, metavar="C", help="Where it lends: two letters.")
@click.option("--legal-name", default="", help="Its legal name. Default: its name.")
@click.option("--contact", default="", help="Where a person reaches it.")
@click.option("--licence-until", default="", metavar="DAY", help="The last day it may lend there.")
@click.option("--licence", default="", metavar="NUMBER", help="Its number in the regulator's list.")
@answering.locale
@answering.as_json
@with_appcontext
def add(name: str, country: str, legal_name: str, contact: str, licence_until: str, licence: str, locale: str,
        as_json: bool) -> None:
    """Add a lender."""
    with answering.answering(as_json, locale):
        if not name.strip():
            raise Needed(field="name")
        shown = opening.Licence(licence.strip(), _day(licence_until)) if licence_until else None
        with database().transaction() as session:
            seat = opening.add_lender(session, name.strip()[:200], country, clock.now(), contact=contact.strip()[:200],
                                      legal_name=legal_name.strip()[:200], licence=shown)
        tell({"lender": id_text(seat.lender_id)}, as_json)


@lender.command("member")
@click.argument("lender_id", metavar="LENDER")
@click.argument("email")
@click.argument("role")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def member(lender_id: str, email: str, role: str, as_whom: str, locale: str, as_json: bool) -> None:
    """Let a person be of a lender: as admin, analyst, approver, compliance or viewer."""
    with answering.answering(as_json, locale):
        with database().transaction() as session:
            seat = arriving.seat_as(session, read_id(lender_id), as_whom)
            joined = arriving.put_in_role(session, seat, email, role, clock.now())
        tell({"lender": lender_id, "member": id_text(joined.member_id), "role": joined.role}, as_json)


@lender.command("rules")
@click.argument("lender_id", metavar="LENDER")
@click.argument("file", type=click.Path())
@click.option("--name", default="", help="What the rules are called: the next version of the ones that are.")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def rules(lender_id: str, file: str, name: str, as_whom: str, locale: str, as_json: bool) -> None:
    """Write a rule set out of a file as a draft version; products beside it in the file are written first."""
    with answering.answering(as_json, locale):
        document = read_case(_bytes(file))
        with database().transaction() as session:
            seat = arriving.seat_as(session, read_id(lender_id), as_whom)
            drafted = arriving.bring(session, seat, document, name.strip()[:80], clock.now(), _today())
        tell(_told(drafted), as_json)


@lender.command("licence")
@click.argument("lender_id", metavar="LENDER")
@click.argument("until", metavar="DAY")
@click.option("--number", default="", help="Its number in the regulator's list.")
@answering.locale
@answering.as_json
@with_appcontext
def licence(lender_id: str, until: str, number: str, locale: str, as_json: bool) -> None:
    """Write down until when a lender may lend in its country."""
    with answering.answering(as_json, locale):
        shown = opening.Licence(number.strip()[:200], arriving.read_day(until, "until"))
        with database().transaction() as session:
            renewed = shelving.renew_licence(session, read_id(lender_id), shown, clock.now())
        tell({"lender": lender_id, "country": renewed.country, "until": shown.until.isoformat()}, as_json)


@lender.command("cohort")
@click.argument("file", type=click.Path())
@click.option("--people", default=snapshots.PEOPLE, show_default=True, type=click.IntRange(1, snapshots.PEOPLE))
@answering.locale
@answering.as_json
@with_appcontext
def cohort(file: str, people: int, locale: str, as_json: bool) -> None:
    """Draw the synthetic cohort anew, number for number, and write it to a file. It takes some minutes."""
    with answering.answering(as_json, locale):
        drawn = simulating.draw_cohort(people)
        try:
            Path(file).write_bytes(snapshots.packed(drawn))
        except OSError:
            raise NoSuchFile(name=file[-80:], field="file") from None
        tell({"cohort": drawn.name, "people": drawn.people}, as_json)


@lender.command("verify")
@click.argument("lender_id", metavar="LENDER")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def verify(lender_id: str, as_whom: str, locale: str, as_json: bool) -> None:
    """Check a lender's log and everything it speaks of. Exit 3 where a fault is."""
    with answering.answering(as_json, locale):
        with database().transaction(write=False) as session:
            seat = arriving.seat_as(session, read_id(lender_id), as_whom)
            found = checking.verify(session, seat.lender_id)
        faults = [{"lender": lender_id, "seq": one.seq, "what": one.what} for one in found.faults]
        tell({"deeds": found.deeds, "faults": faults, "heads": {lender_id: found.head.hex()}}, as_json)
        if faults:
            raise SystemExit(FAULTS_FOUND)


COMMANDS: tuple[click.Command, ...] = (lender,)


def _told(version: Version) -> Mapping[str, object]:
    return {"rule": id_text(version.rule_id), "version": version.version, "name": version.name,
            "state": version.state.value, "digest": version.digest.hex()}


def _bytes(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(CASE_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(CASE_BYTES + 1)
    except OSError:
        raise NoSuchFile(name=file[-80:], field="file") from None


def _day(text: str) -> date:
    return arriving.read_day(text, "licence_until")


def _today() -> date:
    now: datetime = clock.now()
    return now.date()
