"""Link corrections: an index by which an entry's corrections are found. It holds only entries that replace another.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    linked = sa.text("replaces IS NOT NULL")
    op.create_index(op.f("ix_entry_book_id_replaces"), "entry", ["book_id", "replaces"], unique=False,
                    sqlite_where=linked, postgresql_where=linked)


def downgrade() -> None:
    """Take it away again."""
    op.drop_index(op.f("ix_entry_book_id_replaces"), table_name="entry")
