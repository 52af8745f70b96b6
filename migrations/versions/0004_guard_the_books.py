"""Guard the books: what was posted never changes, and nobody's rows are seen by another.

Triggers on both engines refuse every change of posted entries, postings, shares and log rows. Two deeds pass: a
home value is completed once, and a book that has a tombstone lets its rows go. On PostgreSQL row security gives one
policy to each kind of owner, and the role the app works under is bound by it.

Revision: 0004, after 0003
"""

from alembic import op

from ledger.plumbing.db import APP_ROLE
from ledger.plumbing.guarding.tables import give_to

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OWNED = {
    "book": "account book book_log book_rate entry entry_token entry_words invitation kept_sum payee posting "
            "posting_share project proposal scheduled standing tombstone".split(),
    "person": "answer person person_link person_session person_token recovery_code".split(),
    "house": "address lease work".split(),
}

ERASED = "EXISTS (SELECT 1 FROM tombstone t WHERE t.book_id = OLD.book_id)"

UNCHANGED_POSTING = " AND ".join(
    f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}"
    for name in "book_id entry_id n account_id on_day minor currency payer beneficiary quantity unit project_id "
                "receivable".split()
)
MAY_CHANGE = {
    "entry": "OLD.status = 'pending'",
    "posting": f"OLD.home_minor IS NULL AND {UNCHANGED_POSTING}",
    "posting_share": "FALSE",
    "book_log": "FALSE",
    "entry_words": "NEW.payee = '' AND NEW.note = '' AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL",
}


def upgrade() -> None:
    """Make the triggers; on PostgreSQL also the policies and the role."""
    if op.get_bind().dialect.name == "sqlite":
        for table, allowed in MAY_CHANGE.items():
            _sqlite_guard(table, allowed)
        return
    for table, allowed in MAY_CHANGE.items():
        _postgres_guard(table, allowed)
    _row_security()


def downgrade() -> None:
    """Take them away again."""
    if op.get_bind().dialect.name == "sqlite":
        for table in MAY_CHANGE:
            op.execute(f"DROP TRIGGER {table}_stays")
            op.execute(f"DROP TRIGGER {table}_is_kept")
        return
    for table in MAY_CHANGE:
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
        op.execute(f"DROP FUNCTION {table}_stays()")
    for tables in (*OWNED.values(), ["member"]):
        for table in tables:
            op.execute(f"DROP POLICY IF EXISTS owner ON {table}")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")
    op.execute("DROP FUNCTION app_books()")
    op.execute("DROP FUNCTION app_person()")


def _sqlite_guard(table: str, allowed: str) -> None:
    allowed = allowed.replace("IS NOT DISTINCT FROM", "IS").replace("FALSE", "0")
    op.execute(f"""CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} WHEN NOT ({allowed})
                   BEGIN SELECT RAISE(ABORT, '{table}: what was posted never changes'); END""")
    op.execute(f"""CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN NOT ({ERASED})
                   BEGIN SELECT RAISE(ABORT, '{table}: what was posted is kept'); END""")


def _postgres_guard(table: str, allowed: str) -> None:
    op.execute(f"""CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF {ERASED} THEN RETURN OLD; END IF;
                RAISE EXCEPTION '{table}: what was posted is kept' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF {allowed} THEN RETURN NEW; END IF;
            RAISE EXCEPTION '{table}: what was posted never changes' USING ERRCODE = 'integrity_constraint_violation';
        END $$""")
    op.execute(f"""CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
                   FOR EACH ROW EXECUTE FUNCTION {table}_stays()""")


def _row_security() -> None:
    op.execute("""CREATE FUNCTION app_books() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT string_to_array(nullif(current_setting('app.books', true), ''), ',')::bigint[] $$""")
    op.execute("""CREATE FUNCTION app_person() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT nullif(current_setting('app.person', true), '')::bigint $$""")
    _make_role()
    for kind, tables in OWNED.items():
        give_to(kind, *tables)
    give_to("book", "member", seen_by="person")
    op.execute(f"GRANT SELECT ON alembic_version TO {APP_ROLE}")


def _make_role() -> None:
    op.execute(f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
            CREATE ROLE {APP_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
        END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$""")
    op.execute(f"""DO $$ BEGIN EXECUTE format('GRANT {APP_ROLE} TO %I', current_user);
        EXCEPTION WHEN OTHERS THEN NULL; END $$""")
