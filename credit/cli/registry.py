"""Every command of the credit side, for the composition root."""

from __future__ import annotations

import click
from flask import has_app_context

from credit.cli import consent, cost, judging, lenders, measuring, offers
from ledger.kernel.errors import HouseError
from ledger.plumbing.i18n import say, use_language


def commands() -> tuple[click.Command, ...]:
    """The commands `flask --app app …` knows from the credit side, refusing in the locale asked for."""
    modules = (consent, offers, lenders, measuring, judging)
    return (*cost.commands(_worded), *(command for module in modules for command in module.COMMANDS))


def _worded(error: HouseError, locale: str) -> str:
    if not has_app_context():
        return str(error)
    with use_language(locale):
        return say(error)
