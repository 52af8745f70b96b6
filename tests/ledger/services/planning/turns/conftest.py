"""One database for all stories of turns."""

from collections.abc import Iterator

import pytest

from ledger.plumbing.db import Database, Session


@pytest.fixture(scope="module")
def shared(shared_url: str) -> Iterator[Database]:
    """One database for all stories: each opens a ledger of its own."""
    made = Database(shared_url)
    yield made
    made.dispose()


@pytest.fixture
def session(shared: Database) -> Iterator[Session]:
    with shared.transaction() as opened:
        yield opened
