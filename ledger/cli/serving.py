"""Bringing the database up to date, and serving."""

from __future__ import annotations

import json

import click
from flask import current_app
from flask.cli import run_command, with_appcontext

from ledger.plumbing.access import database
from ledger.plumbing.migrating import bypasses_row_security, is_up_to_date, upgrade
from ledger.plumbing.settings import Settings


@click.command("migrate")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@with_appcontext
def migrate(as_json: bool) -> None:
    """Bring the database up to date."""
    upgrade(_settings().migrate_url)
    said = {"up_to_date": is_up_to_date(database()), "row_security_bypassed": bypasses_row_security(database())}
    click.echo(json.dumps(said) if as_json else "The database is up to date.")


@click.command("run")
@click.option("--debug", is_flag=True, help="Flask's own server, which starts again when a file changes.")
@click.option("--host", default=None, help="Address to listen at; HOST by default.")
@click.option("--port", default=None, type=int, help="Port to listen at; PORT by default.")
@click.pass_context
def run(context: click.Context, debug: bool, host: str | None, port: int | None) -> None:
    """Serve the app: waitress on HOST:PORT, after bringing SQLite up to date."""
    if debug:
        context.invoke(run_command, host=host, port=port, debugger=True, reload=True)
        return
    _serve(context, host, port)


@with_appcontext
def _serve(_context: click.Context, host: str | None, port: int | None) -> None:
    from waitress import serve  # noqa: PLC0415 loaded only where it serves

    settings = _settings()
    if settings.migrate_url.startswith("sqlite"):
        upgrade(settings.migrate_url)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    at, on = host or settings.host, port or settings.port
    click.echo(f"Countinghouse is open at http://{at}:{on}", err=True)
    serve(app, host=at, port=on, threads=8, channel_timeout=60, ident="countinghouse")


def _settings() -> Settings:
    found: Settings = current_app.extensions["house_settings"]
    return found


COMMANDS: tuple[click.Command, ...] = (migrate,)
