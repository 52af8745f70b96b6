"""Go on without a network: the secret a person's devices lock what they keep with.

Revision: 0019, after 0012
"""

import sqlalchemy as sa
from alembic import op

from ledger.plumbing.columns import Instant
from ledger.plumbing.guarding.tables import give_to

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and give it to its persons."""
    op.create_table("device_secret",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_device_secret_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_device_secret")),
        info={"owner": "person"}
    )
    give_to("person", "device_secret")


def downgrade() -> None:
    """Take the secrets away again; what devices still keep opens no more."""
    op.drop_table("device_secret")
