"""Let people in: who signs in, from where, by which token; answers given once; the house's own lists.

Revision: 0001, after nothing
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MADE = "address lease person work answer person_link person_session person_token recovery_code".split()
"""Parents before children."""


def upgrade() -> None:
    """Make the tables."""
    op.create_table("address",
        sa.Column("digest", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_address")),
        info={"owner": "house"}
    )
    op.create_table("lease",
        sa.Column("name", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
        info={"owner": "house"}
    )
    op.create_table("person",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("home_currency", sa.String(length=3), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("totp_secret", sa.String(length=200), nullable=True),
        sa.Column("totp_confirmed", sa.Boolean(), nullable=False),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person")),
        info={"owner": "person"}
    )
    op.create_table("work",
        sa.Column("work_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("claimed_until", Instant(), nullable=True),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("work_id", name=op.f("pk_work")),
        info={"owner": "house"}
    )
    op.create_index(op.f("ix_work_done_at_due_at"), "work", ["done_at", "due_at"], unique=False)
    op.create_table("answer",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=80), autoincrement=False, nullable=False),
        sa.Column("route", sa.String(length=200), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("headers", Json(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_answer_person_id")),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_answer")),
        info={"owner": "person"}
    )
    op.create_table("person_link",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_person_link_person_id")),
        sa.PrimaryKeyConstraint("person_id", "digest", name=op.f("pk_person_link")),
        info={"owner": "person"}
    )
    op.create_table("person_session",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("is_half", sa.Boolean(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_person_session_person_id")),
        sa.PrimaryKeyConstraint("person_id", "digest", name=op.f("pk_person_session")),
        info={"owner": "person"}
    )
    op.create_table("person_token",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scope", Json(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_person_token_person_id")),
        sa.PrimaryKeyConstraint("person_id", "digest", name=op.f("pk_person_token")),
        info={"owner": "person"}
    )
    op.create_table("recovery_code",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_recovery_code_person_id")),
        sa.PrimaryKeyConstraint("person_id", "digest", name=op.f("pk_recovery_code")),
        info={"owner": "person"}
    )


def downgrade() -> None:
    """Take them away again, children first."""
    for table in reversed(MADE):
        op.drop_table(table)
