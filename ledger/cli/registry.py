"""Every command of the ledger, for the composition root."""

from __future__ import annotations

import click

from ledger.cli import books, demo, exporting, forecasting, importing, people, reading, serving, tokens


def commands() -> tuple[click.Command, ...]:
    """The commands `flask --app app …` knows from the ledger."""
    modules = (serving, people, tokens, books, importing, exporting, reading, forecasting, demo)
    return tuple(command for module in modules for command in module.COMMANDS)
