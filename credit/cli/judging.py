"""The command `judge`: a case on stdin, what would be offered and why the rest would not on stdout."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from credit.domain.case import CASE_BYTES, read_case
from credit.services import deciding
from ledger.plumbing.commands import answering


@click.command("judge")
@click.option("--json", "_as_json", is_flag=True, help="Accepted: the answer is always JSON.")
@answering.locale
@with_appcontext
def judge(_as_json: bool, locale: str) -> None:
    """Decide a case from its signals, as people are served. Reads a JSON object on stdin and prints one."""
    with answering.answering(True, locale):
        answering.tell(deciding.judge(read_case(sys.stdin.buffer.read(CASE_BYTES + 1))), True)


COMMANDS = (judge,)
