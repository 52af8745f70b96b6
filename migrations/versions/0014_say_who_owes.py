"""Say who owes: whom a line is owed by, and what came back for an entry is found by it.

Revision: 0014, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SETTLES = sa.text("receivable IS NOT NULL")


def upgrade() -> None:
    """Add the party, and the index of lines that settle something."""
    op.add_column("posting", sa.Column("party", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_posting_book_id_receivable"), "posting", ["book_id", "receivable"], unique=False,
                    sqlite_where=SETTLES, postgresql_where=SETTLES)


def downgrade() -> None:
    """Take both away again; what was owed by somebody is owed by nobody in particular."""
    op.drop_index(op.f("ix_posting_book_id_receivable"), "posting")
    op.drop_column("posting", "party")
