"""The commands `cost`, `schedule` and `compare`: one JSON object in on stdin, one out on stdout.

A case that cannot be right leaves `{"error": …}` on stdout, one line on stderr and exit code 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping

import click

from credit.domain.case import CASE_BYTES, read_case
from credit.services.costing import compare_from, cost_from, schedule_from
from ledger.kernel.errors import HouseError

Say = Callable[[HouseError, str], str]
"""How an error is worded in a locale."""

_Service = Callable[[Mapping[str, object]], dict[str, object]]

_SERVICES: tuple[tuple[str, str, _Service], ...] = (
    ("cost", "The yearly rate of a loan's flows in one convention.", cost_from),
    ("schedule", "Every instalment of a loan.", schedule_from),
    ("compare", "Keeping a debt against paying it off with a new loan.", compare_from),
)


def _say(error: HouseError, locale: str) -> str:
    """The message as it is written in the source, whatever the locale: the app hands in a speaking one."""
    return str(error)


def commands(say: Say = _say) -> tuple[click.Command, ...]:
    """The three commands, their errors worded by `say`."""
    return tuple(_command(name, help_text, service, say) for name, help_text, service in _SERVICES)


def _command(name: str, help_text: str, service: _Service, say: Say) -> click.Command:
    @click.command(name, help=f"{help_text} Reads a JSON object on stdin and prints one.")
    @click.option("--json", "_as_json", is_flag=True, help="Accepted: the answer is always JSON.")
    @click.option("--locale", default="en", show_default=True, help="The language of refusals.")
    def run(_as_json: bool, locale: str) -> None:
        try:
            answer = service(read_case(sys.stdin.buffer.read(CASE_BYTES + 1)))
        except HouseError as error:
            message = " ".join(say(error, locale).split())
            click.echo(_line({"error": _error(error, message)}))
            click.echo(message, err=True)
            raise SystemExit(1) from None
        click.echo(_line(answer))

    return run


def _error(error: HouseError, message: str) -> dict[str, object]:
    field = {"field": error.facts["field"]} if "field" in error.facts else {}
    return {"code": error.code, "message": message, **field}


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value)


COMMANDS = commands()
"""What `app.cli.add_command` takes when no other voice is wanted."""
