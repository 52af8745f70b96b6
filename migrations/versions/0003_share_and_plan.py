"""Share and plan: who sits in a book, invitations, what is known to come, drafts from outside.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant, Json

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MADE = "member invitation scheduled proposal".split()
"""Parents before children."""


def upgrade() -> None:
    """Make the tables."""
    op.create_table("member",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_member_book_id")),
        sa.PrimaryKeyConstraint("book_id", "member_id", name=op.f("pk_member")),
        sa.UniqueConstraint("book_id", "person_id", name=op.f("uq_member_book_id_person_id")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_member_person_id"), "member", ["person_id"], unique=False)
    op.create_table("invitation",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_invitation_book_id")),
        sa.PrimaryKeyConstraint("book_id", "digest", name=op.f("pk_invitation")),
        info={"owner": "book"}
    )
    op.create_table("scheduled",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("next_day", sa.Date(), nullable=True),
        sa.Column("repeats", sa.String(length=40), nullable=False),
        sa.Column("rule", Json(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "account_id"], ["account.book_id", "account.account_id"], name=op.f("fk_scheduled_book_id_account_id")),
        sa.ForeignKeyConstraint(["book_id", "category_id"], ["account.book_id", "account.account_id"], name=op.f("fk_scheduled_book_id_category_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_scheduled_book_id")),
        sa.PrimaryKeyConstraint("book_id", "item_id", name=op.f("pk_scheduled")),
        info={"owner": "book"}
    )
    op.create_table("proposal",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("origin_id", sa.BigInteger(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("recorded_seq", sa.BigInteger(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("state_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_proposal_book_id")),
        sa.PrimaryKeyConstraint("book_id", "proposal_id", name=op.f("pk_proposal")),
        info={"owner": "book"}
    )


def downgrade() -> None:
    """Take them away again, children first."""
    for table in reversed(MADE):
        op.drop_table(table)
