"""The composition root: builds the app from its two sides. Nothing imports it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from click import Command
from flask import Flask

from ledger.api.registry import areas as api_areas
from ledger.cli import demo
from ledger.cli.registry import commands
from ledger.plumbing.access import Area, check_declared, init_access
from ledger.plumbing.api.mounting import init_api, mount
from ledger.plumbing.db import Database
from ledger.plumbing.face.assets import init_assets
from ledger.plumbing.guarding.throttle import init_throttle
from ledger.plumbing.http import init_http
from ledger.plumbing.i18n import init_i18n
from ledger.plumbing.mail import init_mail
from ledger.plumbing.pushing.sending import init_push
from ledger.plumbing.sessions import HouseSessions
from ledger.plumbing.settings import Settings, read_settings
from ledger.plumbing.waking import init_waking
from ledger.services.books import proposing
from ledger.services.people import leaving
from ledger.web import registry
from ledger.web.here import init_here


def create_app(settings: Settings | None = None) -> Flask:
    """The app of these settings, or of the environment's."""
    settings = settings or read_settings()
    app = Flask(__name__, static_folder="templates/static", static_url_path="/static",
                instance_path=str(settings.instance))
    database = Database(settings.database_url)
    app.session_interface = HouseSessions()
    app.extensions["house_settings"] = settings
    init_http(app, settings)
    init_access(app, database, registry.resolvers())
    init_throttle(app, settings.broker_url)
    init_mail(database, settings.mail_url, settings.base_url)
    init_push(database, settings.push_secret, settings.base_url)
    if not settings.testing:
        init_waking(app, database, settings.broker_url)
    init_i18n(app)
    init_assets(app)
    init_here(app)
    init_api(app)
    mount(app, api_areas())
    _open(app, registry.areas(), commands())
    if find_spec("credit"):
        _join_credit(app)
    check_declared(app)
    return app


def _join_credit(app: Flask) -> None:
    """The credit side, where it is installed: the ledger is whole without it."""
    from credit.api import registry as credit_api  # noqa: PLC0415 may be absent
    from credit.cli import registry as credit_cli  # noqa: PLC0415
    from credit.services import demo as credit_demo  # noqa: PLC0415
    from credit.services.lenders import people as lender_people  # noqa: PLC0415
    from credit.services.offers import drafts  # noqa: PLC0415
    from credit.services.people import leaving as credit_leaving  # noqa: PLC0415
    from credit.web import registry as credit_web  # noqa: PLC0415

    app.extensions["house_resolvers"].update(credit_web.resolvers())
    mount(app, credit_api.areas())
    _open(app, credit_web.areas(), credit_cli.commands())
    credit_web.settle(app)
    _once(demo.extend, credit_demo.give)
    _once(proposing.settled, drafts.settled)
    _once(leaving.take_along, credit_leaving.take_along)
    _once(leaving.parting, credit_leaving.part)
    _once(leaving.parting, lender_people.part)


def _open(app: Flask, areas: Iterable[Area], added: Iterable[Command]) -> None:
    for area in areas:
        app.register_blueprint(area.blueprint)
    for command in added:
        app.cli.add_command(command)


def _once(those_told: list[Any], one: Any) -> None:
    """Add one to those who are told of something, however often an app is made."""
    if one not in those_told:
        those_told.append(one)
