"""What every test of the journal's screens stands on."""

from __future__ import annotations

import pytest

from tests.ledger.web.journal.at_home import Home


@pytest.fixture
def home(app, today):
    """Mei's household on the whole app, on the day every test happens on."""
    return Home(app)
