"""Remind: what a person wants to be reminded of, what they were told, and the devices told by push.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json
from ledger.plumbing.guarding.tables import give_to

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = ("reminder_wish", "reminder_told", "push_device")


def upgrade() -> None:
    """Make the tables and give them to their persons."""
    op.create_table("reminder_wish",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record", sa.Boolean(), nullable=False),
        sa.Column("record_at", sa.SmallInteger(), nullable=False),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.SmallInteger(), nullable=False),
        sa.Column("due_days", sa.SmallInteger(), nullable=False),
        sa.Column("books", Json(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("by_push", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", sa.SmallInteger(), nullable=False),
        sa.Column("quiet_to", sa.SmallInteger(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("secret", sa.LargeBinary(length=32), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_reminder_wish_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_wish")),
        info={"owner": "person"}
    )
    op.create_table("reminder_told",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing", sa.String(length=80), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_reminder_told_person_id")),
        sa.PrimaryKeyConstraint("person_id", "kind", "thing", name=op.f("pk_reminder_told")),
        info={"owner": "person"}
    )
    op.create_table("push_device",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("public_key", sa.String(length=200), nullable=False),
        sa.Column("secret", sa.String(length=200), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_push_device_person_id")),
        sa.PrimaryKeyConstraint("person_id", "digest", name=op.f("pk_push_device")),
        info={"owner": "person"}
    )
    give_to("person", *TABLES)


def downgrade() -> None:
    """Take the tables away again."""
    for name in reversed(TABLES):
        op.drop_table(name)
