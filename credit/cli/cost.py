"""The commands `cost`, `schedule` and `compare`: one JSON object in on stdin, one out on stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

import click
from flask.cli import with_appcontext

from credit.domain.case import CASE_BYTES, read_case
from credit.services.costing import compare_from, cost_from, schedule_from
from ledger.plumbing.commands import answering

_Service = Callable[[Mapping[str, object]], dict[str, object]]


def _command(name: str, help_text: str, service: _Service) -> click.Command:
    @click.command(name, help=f"{help_text} Reads a JSON object on stdin and prints one.")
    @click.option("--json", "_as_json", is_flag=True, help="Accepted: the answer is always JSON.")
    @answering.locale
    @with_appcontext
    def run(_as_json: bool, locale: str) -> None:
        with answering.answering(True, locale):
            answering.tell(service(read_case(sys.stdin.buffer.read(CASE_BYTES + 1))), True)

    return run


COMMANDS: tuple[click.Command, ...] = (
    _command("cost", "The yearly rate of a loan's flows in one convention.", cost_from),
    _command("schedule", "Every instalment of a loan.", schedule_from),
    _command("compare", "Keeping a debt against paying it off with a new loan.", compare_from),
)
