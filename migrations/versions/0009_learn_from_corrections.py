"""Learn from corrections: what a person put right about a word of a typed line, in one book.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant
from ledger.plumbing.guarding.tables import give_to

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and give it to the book."""
    op.create_table("lesson",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("word", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("taught_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "member_id"], ["member.book_id", "member.member_id"], name=op.f("fk_lesson_book_id_member_id")),
        sa.ForeignKeyConstraint(["book_id", "category_id"], ["account.book_id", "account.account_id"], name=op.f("fk_lesson_book_id_category_id")),
        sa.ForeignKeyConstraint(["book_id", "account_id"], ["account.book_id", "account.account_id"], name=op.f("fk_lesson_book_id_account_id")),
        sa.PrimaryKeyConstraint("book_id", "member_id", "word", name=op.f("pk_lesson")),
        info={"owner": "book"}
    )
    give_to("book", "lesson")


def downgrade() -> None:
    """Take it away again; its policy goes with it."""
    op.drop_table("lesson")
