"""The public page in a small app of its own: plumbing and this one area, nothing of the ledger's screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from credit.web.registry import areas
from ledger.plumbing.access import check_declared, init_access
from ledger.plumbing.db import Database
from ledger.plumbing.face.assets import init_assets
from ledger.plumbing.http import init_http
from ledger.plumbing.i18n import init_i18n
from ledger.plumbing.sessions import HouseSessions
from ledger.plumbing.settings import Settings

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


@pytest.fixture
def loan_app(settings: Settings) -> Iterator[Flask]:
    """The credit side's screens alone."""
    made = Flask("loan", static_folder=None, template_folder=str(TEMPLATES))
    made.session_interface = HouseSessions()
    database = Database(settings.database_url)
    init_http(made, settings)
    init_access(made, database, {})
    init_i18n(made)
    init_assets(made)
    for area in areas():
        made.register_blueprint(area.blueprint)
    check_declared(made)
    made.config.update(PROPAGATE_FAULTS=True)
    yield made
    database.dispose()


@pytest.fixture
def browser(loan_app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return loan_app.test_client()
