"""Do much at once: entries that moved between ledgers, and saved templates.

Revision: 0018, after 0012
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Json
from ledger.plumbing.guarding.tables import forget_unchanging, give_to, stays_with_book

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables and give them to their books; where a thing went never changes."""
    op.create_table("moved_thing",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thing_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("other_book", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("other_thing", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.book_id"], name=op.f("fk_moved_thing_book_id")),
        sa.PrimaryKeyConstraint("book_id", "thing_id", "other_book", "other_thing", name=op.f("pk_moved_thing")),
        info={"owner": "book"}
    )
    op.create_index(op.f("ix_moved_thing_book_id_seq"), "moved_thing", ["book_id", "seq"], unique=False)
    op.create_table("stencil",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stencil_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("said", Json(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "member_id"], ["member.book_id", "member.member_id"], name=op.f("fk_stencil_book_id_member_id")),
        sa.PrimaryKeyConstraint("book_id", "stencil_id", name=op.f("pk_stencil")),
        info={"owner": "book"}
    )
    give_to("book", "moved_thing", "stencil")
    stays_with_book("moved_thing")


def downgrade() -> None:
    """Take both away again."""
    op.drop_table("stencil")
    op.drop_table("moved_thing")
    forget_unchanging("moved_thing")
