"""One set of migrations on both engines: up, down, up again; what stands then is what the row classes say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from ledger.plumbing.db import Database
from ledger.plumbing.migrating import downgrade, is_up_to_date, upgrade
from ledger.plumbing.rows import metadata
from ledger.services.books import bookkeeping, checking
from tests.cast import NOW, book, lunch

GUARDED = {"entry", "posting", "posting_share", "book_log", "entry_words", "lender_log", "approval", "simulation",
           "lender_event", "offer_event", "impression", "account_check", "check_fix", "entry_tag", "moved_thing"}


def test_up_down_up_leaves_the_books_as_they_were(database_url: str) -> None:
    database = Database(database_url)
    with database.transaction() as session:
        seat = book(session)
        bookkeeping.record(session, seat, lunch(session, seat), NOW)
        before = checking.verify(session, seat.book_id)

    downgrade(database_url, "0003")
    upgrade(database_url)

    with database.transaction() as session:
        after = checking.verify(session, seat.book_id)
    assert is_up_to_date(database) and after == before and after.faults == ()
    database.dispose()


def test_everything_comes_down_and_up_again_from_empty(database_url: str) -> None:
    downgrade(database_url, "base")
    upgrade(database_url)

    database = Database(database_url, as_login=True)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
    database.dispose()


def test_checks_and_triggers_stand_after_the_last_migration(database_url: str) -> None:
    database = Database(database_url, as_login=True)
    with database.engine.connect() as connection:
        inspector = sa.inspect(connection)
        for table in metadata.sorted_tables:
            wanted = {c.name for c in table.constraints if isinstance(c, sa.CheckConstraint)}
            assert wanted <= {check["name"] for check in inspector.get_check_constraints(table.name)}
        is_sqlite = database.url.get_backend_name() == "sqlite"
        asked = ("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'" if is_sqlite
                 else "SELECT event_object_table FROM information_schema.triggers")
        assert {row[0] for row in connection.exec_driver_sql(asked)} >= GUARDED
    database.dispose()
