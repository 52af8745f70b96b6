"""The command `export`: a ledger as a file that other programs read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import click
from flask.cli import with_appcontext

from ledger.cli.seating import seat_in
from ledger.domain.files.out.copy import Tally
from ledger.domain.files.out.forms import FORMS, Form
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Conflict, Invalid
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.plumbing.i18n import gettext as _
from ledger.services.files import exporting


class FileIsThere(Conflict):
    """A file where a copy was to be written."""

    message = N_("There is a file of this name already. Nothing was written.")


class NotWritable(Invalid):
    """A place where no file can be written."""

    message = N_("No file can be written there. Choose another folder.")


@click.command("export")
@click.argument("book")
@click.option("--format", "wanted", required=True, type=click.Choice(tuple(FORMS)), help="The form of the copy.")
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The new file.")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def export(book: str, wanted: str, output: Path, as_whom: str, locale: str, as_json: bool) -> None:
    """Write a ledger, as it now stands, into a new file."""
    with answering.answering(as_json, locale):
        with _appearing(output) as into:
            told = _written(book, FORMS[wanted], as_whom, into)
        answer = {"book": book, "format": wanted, "file": str(output), "entries": told.entries, "lines": told.lines,
                  "guarded": told.guarded}  # fmt: skip
        tell(answer, as_json, _lines(told, output))


COMMANDS: tuple[click.Command, ...] = (export,)
"""What the registry adds to `flask --app app`."""


def _written(book: str, form: Form, as_whom: str, into: IO[bytes]) -> Tally:
    with database().transaction(write=False) as session:
        seat = seat_in(session, read_id(book), as_whom, Deed.READ)
        return exporting.write(session, seat, form, clock.today(seat.book.zone), into)


@contextmanager
def _appearing(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there whole or not at all: written beside its place and, at the end, put there.

    Raises: FileIsThere, NotWritable.
    """
    if path.exists():
        raise FileIsThere(field="output")
    beside = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as beside:
            yield beside
            beside.flush()
            os.fsync(beside.fileno())
        _put(Path(beside.name), path)
    except OSError:
        raise NotWritable(field="output") from None
    finally:
        if beside is not None:
            with suppress(FileNotFoundError):
                os.unlink(beside.name)


def _put(beside: Path, path: Path) -> None:
    """Give a file its name, never in the place of another, also where a disk knows no second name for a file.

    Raises: FileIsThere.
    """
    try:
        os.link(beside, path)
    except OSError:
        if path.exists():
            raise FileIsThere(field="output") from None
        beside.rename(path)


def _lines(told: Tally, output: Path) -> Iterator[str]:
    yield _("%(entries)s entries, %(lines)s lines written to %(file)s.", file=output, entries=told.entries,
            lines=told.lines)  # fmt: skip
    if told.guarded:
        yield _("%(count)s texts a spreadsheet could take for a formula have an apostrophe before them.",
                count=told.guarded)  # fmt: skip
