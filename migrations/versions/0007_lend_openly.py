"""Lend openly: rules and people a lender owns, and the shelf the house keeps.

What was simulated, approved, logged and counted never changes and is kept. A person sees where they are of a lender.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json
from ledger.plumbing.guarding.tables import forget_unchanging, give_to, never_changes

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MADE = (
    "lender licence shelf shelf_head lender_event lender_log lender_member product rule_version "
    "simulation approval"
).split()
"""Parents before children."""

HOUSE = ("licence", "shelf", "shelf_head")
UNCHANGED = ("lender_log", "approval", "simulation", "lender_event")


def upgrade() -> None:
    """Make the tables, guard them, and give them to their owners."""
    op.create_table("lender",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("legal_name", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("lender_id", name=op.f("pk_lender")),
        info={"owner": "lender"}
    )
    op.create_table("licence",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("lender_id", "country", name=op.f("pk_licence")),
        info={"owner": "house"}
    )
    op.create_table("shelf",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("live_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("lender_id", "rule_id", name=op.f("pk_shelf")),
        info={"owner": "house"}
    )
    op.create_table("shelf_head",
        sa.Column("name", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_shelf_head")),
        info={"owner": "house"}
    )
    op.create_table("lender_event",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("cost_minor", sa.BigInteger(), nullable=False),
        sa.Column("saving_minor", sa.BigInteger(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["lender_id"], ["lender.lender_id"], name=op.f("fk_lender_event_lender_id")),
        sa.PrimaryKeyConstraint("lender_id", "event_id", name=op.f("pk_lender_event")),
        info={"owner": "lender"}
    )
    op.create_index(op.f("ix_lender_event_lender_id_rule_id_version_on_day"), "lender_event", ["lender_id", "rule_id", "version", "on_day"], unique=False)
    op.create_table("lender_log",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=True),
        sa.Column("actor_kind", sa.String(length=40), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subjects", Json(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("format", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lender_id"], ["lender.lender_id"], name=op.f("fk_lender_log_lender_id")),
        sa.PrimaryKeyConstraint("lender_id", "seq", name=op.f("pk_lender_log")),
        info={"owner": "lender"}
    )
    op.create_table("lender_member",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["lender_id"], ["lender.lender_id"], name=op.f("fk_lender_member_lender_id")),
        sa.PrimaryKeyConstraint("lender_id", "member_id", name=op.f("pk_lender_member")),
        sa.UniqueConstraint("lender_id", "person_id", name=op.f("uq_lender_member_lender_id_person_id")),
        info={"owner": "lender"}
    )
    op.create_index(op.f("ix_lender_member_person_id"), "lender_member", ["person_id"], unique=False)
    op.create_table("product",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["lender_id"], ["lender.lender_id"], name=op.f("fk_product_lender_id")),
        sa.PrimaryKeyConstraint("lender_id", "product_id", "version", name=op.f("pk_product")),
        info={"owner": "lender"}
    )
    op.create_table("rule_version",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("amended_at", Instant(), nullable=False),
        sa.Column("submitted_at", Instant(), nullable=True),
        sa.Column("live_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lender_id"], ["lender.lender_id"], name=op.f("fk_rule_version_lender_id")),
        sa.PrimaryKeyConstraint("lender_id", "rule_id", "version", name=op.f("pk_rule_version")),
        info={"owner": "lender"}
    )
    op.create_index(op.f("ix_rule_version_lender_id_state"), "rule_version", ["lender_id", "state"], unique=False)
    op.create_table("simulation",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("simulation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("cohort", sa.String(length=40), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("result", Json(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["lender_id"], ["lender.lender_id"], name=op.f("fk_simulation_lender_id")),
        sa.PrimaryKeyConstraint("lender_id", "simulation_id", name=op.f("pk_simulation")),
        info={"owner": "lender"}
    )
    op.create_table("approval",
        sa.Column("lender_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("approval_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("simulation_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("member_id <> author", name=op.f("ck_approval_two_people")),
        sa.ForeignKeyConstraint(["lender_id", "rule_id", "version"], ["rule_version.lender_id", "rule_version.rule_id", "rule_version.version"], name=op.f("fk_approval_lender_id_rule_id_version")),
        sa.PrimaryKeyConstraint("lender_id", "rule_id", "version", "approval_id", name=op.f("pk_approval")),
        info={"owner": "lender"}
    )
    for table in UNCHANGED:
        never_changes(table, goes_with_owner=False)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("""CREATE FUNCTION app_lender() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT nullif(current_setting('app.lender', true), '')::bigint $$""")
    give_to("house", *HOUSE)
    give_to("lender", *(table for table in MADE if table not in (*HOUSE, "lender_member")))
    give_to("lender", "lender_member", seen_by="person")


def downgrade() -> None:
    """Take them away again, children first."""
    for table in reversed(MADE):
        op.drop_table(table)
    for table in UNCHANGED:
        forget_unchanging(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION app_lender()")
