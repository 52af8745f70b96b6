"""Save reports: statements kept under a name.

Revision: 0022, after 0019
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Json
from ledger.plumbing.guarding.tables import give_to

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and give it to its books."""
    op.create_table("saved_report",
        sa.Column("book_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.String(length=40), nullable=False),
        sa.Column("said", Json(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["book_id", "member_id"], ["member.book_id", "member.member_id"], name=op.f("fk_saved_report_book_id_member_id")),
        sa.PrimaryKeyConstraint("book_id", "report_id", name=op.f("pk_saved_report")),
        info={"owner": "book"}
    )
    give_to("book", "saved_report")


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("saved_report")
