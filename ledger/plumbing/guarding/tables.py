"""How migrations guard a table: whose rows it holds, and whether they may change.

Only migrations call this, and a migration that ran must mean the same for ever: what a function here does stays, and
a new need is a new function. SQLite has no row security, so there giving a table away does nothing.
"""

from __future__ import annotations

from alembic import op

from ledger.plumbing.db import APP_ROLE

_OWNED = {
    "book": "book_id = ANY ((SELECT app_books())::bigint[])",
    "person": "person_id = (SELECT app_person())",
    "lender": "lender_id = (SELECT app_lender())",
}
"""In a subselect the setting is read once a statement, not once a row."""


def give_to(kind: str, *tables: str, seen_by: str = "") -> None:
    """Let rows be reached by their owner alone: a book, person or lender. The house's are reached by the app.

    `seen_by` is another kind of owner named in the rows, who reads them and never writes them in that right.
    """
    if _on_sqlite():
        return
    for table in tables:
        if kind != "house":
            _bind(table, _OWNED[kind], f"{_OWNED[kind]} OR {_OWNED[seen_by]}" if seen_by else _OWNED[kind])
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")


def never_changes(table: str, *, goes_with_owner: bool) -> None:
    """Refuse every change of a row; and every removal, unless the rows go when their owner does."""
    if _on_sqlite():
        op.execute(f"""CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}
                       BEGIN SELECT RAISE(ABORT, '{table}: what happened never changes'); END""")
        if not goes_with_owner:
            op.execute(f"""CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table}
                           BEGIN SELECT RAISE(ABORT, '{table}: what happened is kept'); END""")
        return
    op.execute(f"""CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table}: what happened never changes' USING ERRCODE = 'integrity_constraint_violation';
        END $$""")
    when = "UPDATE" if goes_with_owner else "UPDATE OR DELETE"
    op.execute(f"""CREATE TRIGGER {table}_stays BEFORE {when} ON {table}
                   FOR EACH ROW EXECUTE FUNCTION {table}_stays()""")


def stays_with_book(table: str) -> None:
    """Refuse every change of a book's row, and every removal unless the whole book is erased."""
    erased = "EXISTS (SELECT 1 FROM tombstone t WHERE t.book_id = OLD.book_id)"
    if _on_sqlite():
        op.execute(f"""CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}
                       BEGIN SELECT RAISE(ABORT, '{table}: what was said never changes'); END""")
        op.execute(f"""CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN NOT ({erased})
                       BEGIN SELECT RAISE(ABORT, '{table}: what was said is kept'); END""")
        return
    op.execute(f"""CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND {erased} THEN RETURN OLD; END IF;
            RAISE EXCEPTION '{table}: what was said never changes' USING ERRCODE = 'integrity_constraint_violation';
        END $$""")
    op.execute(f"""CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
                   FOR EACH ROW EXECUTE FUNCTION {table}_stays()""")


def changes_by_erasing(table: str, allowed: str) -> None:
    """Refuse every change of a book's row but the one that erases its words, and every removal unless the whole book
    is erased. `allowed` is the condition that says what erasing leaves."""
    erased = "EXISTS (SELECT 1 FROM tombstone t WHERE t.book_id = OLD.book_id)"
    if _on_sqlite():
        op.execute(f"""CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} WHEN NOT ({allowed})
                       BEGIN SELECT RAISE(ABORT, '{table}: what was said never changes'); END""")
        op.execute(f"""CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN NOT ({erased})
                       BEGIN SELECT RAISE(ABORT, '{table}: what was said is kept'); END""")
        return
    op.execute(f"""CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND {erased} THEN RETURN OLD; END IF;
            IF TG_OP = 'UPDATE' AND {allowed} THEN RETURN NEW; END IF;
            RAISE EXCEPTION '{table}: what was said never changes' USING ERRCODE = 'integrity_constraint_violation';
        END $$""")
    op.execute(f"""CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
                   FOR EACH ROW EXECUTE FUNCTION {table}_stays()""")


def forget_unchanging(table: str) -> None:
    """What is left of `never_changes` or `stays_with_book` once the table was dropped."""
    if not _on_sqlite():
        op.execute(f"DROP FUNCTION {table}_stays()")


def _bind(table: str, written: str, read: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY owner ON {table} USING ({read}) WITH CHECK ({written})")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
