"""An app with nothing but a face: languages, filters, static files and the shells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ledger.plumbing.face.assets import init_assets
from ledger.plumbing.i18n import init_i18n

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def face() -> Flask:
    """A bare app that can draw the templates."""
    app = Flask("face", template_folder=str(ROOT / "templates"))
    init_i18n(app)
    init_assets(app)
    app.jinja_env.globals.update(csrf_token=lambda: "token", new_key=lambda: "key")
    return app


@pytest.fixture
def spoken(face: Flask) -> Iterator[Flask]:
    """The bare app inside a request of someone who reads English."""
    with face.test_request_context("/"):
        yield face
