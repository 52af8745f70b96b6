"""Every command of the credit side, for the composition root."""

from __future__ import annotations

import click

from credit.cli import consent, cost, judging, lenders, measuring, offers


def commands() -> tuple[click.Command, ...]:
    """The commands `flask --app app …` knows from the credit side."""
    modules = (cost, consent, offers, lenders, measuring, judging)
    return tuple(command for module in modules for command in module.COMMANDS)
