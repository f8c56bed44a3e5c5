"""Who sent the bytes of a photo is kept for each sender: naming a hash proves nothing, sending the bytes does.

Revision 20261124_photo_senders, after 20261124_throttle.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_photo_senders"
down_revision = "20261124_throttle"


def upgrade():
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "photo_sender",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["photo.sha256"], name="fk_photo_sender_sha256_photo", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_photo_sender_officer_id_officer"),
        sa.PrimaryKeyConstraint("sha256", "officer_id", name="pk_photo_sender"),
    )
    op.execute("INSERT INTO photo_sender (sha256, officer_id, sent_at) SELECT sha256, stored_by, stored_at FROM photo")


def downgrade():
    op.drop_table("photo_sender")
