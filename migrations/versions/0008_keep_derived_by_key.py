"""Keep what is derived by its key: on SQLite these tables are their own index.

The sums of a month, a word's entries and a day's standing entries lie side by side, so that reading them costs what
they are and not how long the book is. PostgreSQL keeps them as they were. No posted row is touched.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DERIVED = ("kept_sum", "entry_token", "standing")
BY_KEY = " WITHOUT ROWID"


def upgrade() -> None:
    """Make each of them anew, by its key."""
    _remake(lambda text: text + BY_KEY)


def downgrade() -> None:
    """Make each of them anew, by number of row."""
    _remake(lambda text: text.removesuffix(BY_KEY))


def _remake(form) -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for name in DERIVED:
        text, *rest = connection.execute(sa.text(
            "SELECT sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL ORDER BY type <> 'table'"),
            {"name": name}).scalars()
        op.execute(f"ALTER TABLE {name} RENAME TO {name}_before")
        op.execute(form(text))
        op.execute(f"INSERT INTO {name} SELECT * FROM {name}_before")
        op.execute(f"DROP TABLE {name}_before")
        for one in rest:
            op.execute(one)
