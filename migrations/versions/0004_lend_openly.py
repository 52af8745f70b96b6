"""Lend openly: consent and offers a person owns, rules and people a lender owns, the shelf the house keeps.

A draft offered to a book (`proposal`) belongs to the book. What happened to an offer, what was simulated, approved
and logged never changes: triggers on both engines say so. On PostgreSQL every kind of owner has its one policy;
a person sees where they work for a lender.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APP_ROLE = "countinghouse_app"
OWNED = {
    "book": "book_grant proposal".split(),
    "person": "borrower consent offer quiet slot_answer snapshot impression offer_event".split(),
    "lender": "lender lender_event lender_log lender_member product rule_version simulation approval".split(),
    "house": "licence shelf shelf_head".split(),
}
MADE = "lender licence shelf shelf_head book_grant borrower consent lender_event lender_log lender_member offer product proposal quiet rule_version simulation slot_answer snapshot approval impression offer_event".split()
"""Parents before children."""

IS_LENDER = "lender_id = (SELECT app_lender())"
IS_PERSON = "person_id = (SELECT app_person())"
IN_BOOKS = "book_id = ANY ((SELECT app_books())::bigint[])"
POLICY = {"book": IN_BOOKS, "person": IS_PERSON, "lender": IS_LENDER}
KEPT = ("lender_log", "approval", "simulation", "lender_event")
"""Neither changed nor removed."""

UNCHANGED = (*KEPT, "offer_event", "impression")
"""Never changed; those of a person go with the person."""


def upgrade() -> None:
    """Make the tables, their triggers and, on PostgreSQL, their policies."""
    op.create_table('lender',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('legal_name', sa.String(length=200), nullable=False),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('parent_id', sa.BigInteger(), nullable=True),
    sa.Column('licence_until', sa.Date(), nullable=True),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.Column('head', sa.LargeBinary(length=32), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.PrimaryKeyConstraint('lender_id', name=op.f('pk_lender')),
    info={'owner': 'lender'}
    )
    op.create_table('licence',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('country', sa.String(length=2), autoincrement=False, nullable=False),
    sa.Column('number', sa.String(length=200), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('lender_id', 'country', name=op.f('pk_licence')),
    info={'owner': 'house'}
    )
    op.create_table('shelf',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('rule_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('moment', sa.String(length=40), nullable=False),
    sa.Column('body', Json(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('live_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('lender_id', 'rule_id', name=op.f('pk_shelf')),
    info={'owner': 'house'}
    )
    op.create_table('shelf_head',
    sa.Column('name', sa.String(length=40), autoincrement=False, nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_shelf_head')),
    info={'owner': 'house'}
    )
    op.create_table('book_grant',
    sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('scope', sa.String(length=40), autoincrement=False, nullable=False),
    sa.Column('given_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['book.book_id'], name=op.f('fk_book_grant_book_id')),
    sa.PrimaryKeyConstraint('book_id', 'person_id', 'scope', name=op.f('pk_book_grant')),
    info={'owner': 'book'}
    )
    op.create_table('borrower',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('born_on', sa.Date(), nullable=True),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('said_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.person_id'], name=op.f('fk_borrower_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_borrower')),
    info={'owner': 'person'}
    )
    op.create_table('consent',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('consent_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('scope', sa.String(length=40), nullable=False),
    sa.Column('book_id', sa.BigInteger(), nullable=False),
    sa.Column('lender_id', sa.BigInteger(), nullable=False),
    sa.Column('receipt', Json(), nullable=False),
    sa.Column('given_at', Instant(), nullable=False),
    sa.Column('ends_at', Instant(), nullable=True),
    sa.Column('withdrawn_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.person_id'], name=op.f('fk_consent_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'consent_id', name=op.f('pk_consent')),
    info={'owner': 'person'}
    )
    op.create_index(op.f('ix_consent_person_id_scope_book_id'), 'consent', ['person_id', 'scope', 'book_id'], unique=False)
    op.create_table('lender_event',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('event_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('rule_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('product_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('moment', sa.String(length=40), nullable=False),
    sa.Column('mark', sa.LargeBinary(length=32), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('cost_minor', sa.BigInteger(), nullable=False),
    sa.Column('saving_minor', sa.BigInteger(), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['lender_id'], ['lender.lender_id'], name=op.f('fk_lender_event_lender_id')),
    sa.PrimaryKeyConstraint('lender_id', 'event_id', name=op.f('pk_lender_event')),
    info={'owner': 'lender'}
    )
    op.create_index(op.f('ix_lender_event_lender_id_rule_id_version_on_day'), 'lender_event', ['lender_id', 'rule_id', 'version', 'on_day'], unique=False)
    op.create_table('lender_log',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('seq', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('actor', sa.BigInteger(), nullable=True),
    sa.Column('actor_kind', sa.String(length=40), nullable=False),
    sa.Column('deed', sa.String(length=40), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subjects', Json(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('previous', sa.LargeBinary(length=32), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('format', sa.SmallInteger(), nullable=False),
    sa.ForeignKeyConstraint(['lender_id'], ['lender.lender_id'], name=op.f('fk_lender_log_lender_id')),
    sa.PrimaryKeyConstraint('lender_id', 'seq', name=op.f('pk_lender_log')),
    info={'owner': 'lender'}
    )
    op.create_table('lender_member',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('member_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('joined_at', Instant(), nullable=False),
    sa.Column('left_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['lender_id'], ['lender.lender_id'], name=op.f('fk_lender_member_lender_id')),
    sa.PrimaryKeyConstraint('lender_id', 'member_id', name=op.f('pk_lender_member')),
    sa.UniqueConstraint('lender_id', 'person_id', name=op.f('uq_lender_member_lender_id_person_id')),
    info={'owner': 'lender'}
    )
    op.create_index(op.f('ix_lender_member_person_id'), 'lender_member', ['person_id'], unique=False)
    op.create_table('offer',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('offer_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('book_id', sa.BigInteger(), nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('slot', sa.String(length=40), nullable=False),
    sa.Column('moment', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('lender_id', sa.BigInteger(), nullable=False),
    sa.Column('product_id', sa.BigInteger(), nullable=False),
    sa.Column('rule_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('body', Json(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('state_at', Instant(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.person_id'], name=op.f('fk_offer_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'offer_id', name=op.f('pk_offer')),
    info={'owner': 'person'}
    )
    op.create_index(op.f('ix_offer_person_id_made_at'), 'offer', ['person_id', 'made_at'], unique=False)
    op.create_table('product',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('product_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('body', Json(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('made_by', sa.BigInteger(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['lender_id'], ['lender.lender_id'], name=op.f('fk_product_lender_id')),
    sa.PrimaryKeyConstraint('lender_id', 'product_id', 'version', name=op.f('pk_product')),
    info={'owner': 'lender'}
    )
    op.create_table('proposal',
    sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('proposal_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('member_id', sa.BigInteger(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('origin', sa.String(length=40), nullable=False),
    sa.Column('origin_id', sa.BigInteger(), nullable=False),
    sa.Column('body', Json(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('recorded_seq', sa.BigInteger(), nullable=True),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('state_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['book.book_id'], name=op.f('fk_proposal_book_id')),
    sa.PrimaryKeyConstraint('book_id', 'proposal_id', name=op.f('pk_proposal')),
    info={'owner': 'book'}
    )
    op.create_table('quiet',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('quiet_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('why', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('book_id', sa.BigInteger(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.person_id'], name=op.f('fk_quiet_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'quiet_id', name=op.f('pk_quiet')),
    info={'owner': 'person'}
    )
    op.create_table('rule_version',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('rule_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('moment', sa.String(length=40), nullable=False),
    sa.Column('body', Json(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('author', sa.BigInteger(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('amended_at', Instant(), nullable=False),
    sa.Column('submitted_at', Instant(), nullable=True),
    sa.Column('live_at', Instant(), nullable=True),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.Column('edition', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['lender_id'], ['lender.lender_id'], name=op.f('fk_rule_version_lender_id')),
    sa.PrimaryKeyConstraint('lender_id', 'rule_id', 'version', name=op.f('pk_rule_version')),
    info={'owner': 'lender'}
    )
    op.create_index(op.f('ix_rule_version_lender_id_state'), 'rule_version', ['lender_id', 'state'], unique=False)
    op.create_table('simulation',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('simulation_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('rule_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('cohort', sa.String(length=40), nullable=False),
    sa.Column('seed', sa.BigInteger(), nullable=False),
    sa.Column('people', sa.BigInteger(), nullable=False),
    sa.Column('result', Json(), nullable=False),
    sa.Column('made_by', sa.BigInteger(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['lender_id'], ['lender.lender_id'], name=op.f('fk_simulation_lender_id')),
    sa.PrimaryKeyConstraint('lender_id', 'simulation_id', name=op.f('pk_simulation')),
    info={'owner': 'lender'}
    )
    op.create_table('slot_answer',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('slot', sa.String(length=40), autoincrement=False, nullable=False),
    sa.Column('revision', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('on_day', sa.Date(), autoincrement=False, nullable=False),
    sa.Column('body', Json(), nullable=False),
    sa.Column('shown', sa.SmallInteger(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.person_id'], name=op.f('fk_slot_answer_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'book_id', 'slot', 'revision', 'on_day', name=op.f('pk_slot_answer')),
    info={'owner': 'person'}
    )
    op.create_table('snapshot',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('book_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('revision', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('on_day', sa.Date(), autoincrement=False, nullable=False),
    sa.Column('signals', Json(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.person_id'], name=op.f('fk_snapshot_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'book_id', 'revision', 'on_day', name=op.f('pk_snapshot')),
    info={'owner': 'person'}
    )
    op.create_table('approval',
    sa.Column('lender_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('rule_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('approval_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('member_id', sa.BigInteger(), nullable=False),
    sa.Column('author', sa.BigInteger(), nullable=False),
    sa.Column('verdict', sa.String(length=40), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('simulation_id', sa.BigInteger(), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.CheckConstraint('member_id <> author', name=op.f('ck_approval_two_people')),
    sa.ForeignKeyConstraint(['lender_id', 'rule_id', 'version'], ['rule_version.lender_id', 'rule_version.rule_id', 'rule_version.version'], name=op.f('fk_approval_lender_id_rule_id_version')),
    sa.PrimaryKeyConstraint('lender_id', 'rule_id', 'version', 'approval_id', name=op.f('pk_approval')),
    info={'owner': 'lender'}
    )
    op.create_table('impression',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('offer_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('on_day', sa.Date(), autoincrement=False, nullable=False),
    sa.Column('slot', sa.String(length=40), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['person_id', 'offer_id'], ['offer.person_id', 'offer.offer_id'], name=op.f('fk_impression_person_id_offer_id')),
    sa.PrimaryKeyConstraint('person_id', 'offer_id', 'on_day', name=op.f('pk_impression')),
    info={'owner': 'person'}
    )
    op.create_index(op.f('ix_impression_person_id_on_day'), 'impression', ['person_id', 'on_day'], unique=False)
    op.create_table('offer_event',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('event_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('offer_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['person_id', 'offer_id'], ['offer.person_id', 'offer.offer_id'], name=op.f('fk_offer_event_person_id_offer_id')),
    sa.PrimaryKeyConstraint('person_id', 'event_id', name=op.f('pk_offer_event')),
    info={'owner': 'person'}
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in UNCHANGED:
            _sqlite_guard(table)
        return
    for table in UNCHANGED:
        _postgres_guard(table)
    op.execute("""CREATE FUNCTION app_lender() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT nullif(current_setting('app.lender', true), '')::bigint $$""")
    for kind, allowed in POLICY.items():
        for table in OWNED[kind]:
            _policy(table, f"{allowed} OR {IS_PERSON}" if table == "lender_member" else allowed, allowed)
    for table in OWNED["house"]:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")


def downgrade() -> None:
    """Take the tables away again, children first; triggers and policies go with them."""
    for table in reversed(MADE):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in UNCHANGED:
            op.execute(f"DROP FUNCTION {table}_stays()")
        op.execute("DROP FUNCTION app_lender()")


def _sqlite_guard(table: str) -> None:
    op.execute(f"""CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}
                   BEGIN SELECT RAISE(ABORT, '{table}: what happened never changes'); END""")
    if table in KEPT:
        op.execute(f"""CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table}
                       BEGIN SELECT RAISE(ABORT, '{table}: what happened is kept'); END""")


def _postgres_guard(table: str) -> None:
    when = "UPDATE OR DELETE" if table in KEPT else "UPDATE"
    op.execute(f"""CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table}: what happened never changes' USING ERRCODE = 'integrity_constraint_violation';
        END $$""")
    op.execute(f"""CREATE TRIGGER {table}_stays BEFORE {when} ON {table}
                   FOR EACH ROW EXECUTE FUNCTION {table}_stays()""")


def _policy(table: str, using: str, check: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY owner ON {table} USING ({using}) WITH CHECK ({check})")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
