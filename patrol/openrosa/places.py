"""The officer's own segments or plots as the file from which Collect lets them choose."""

import csv
import io
from datetime import date

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.messages import LOCALES, t
from patrol.openrosa.definitions import Definition
from patrol.queries.sync import own_places

OTHER = "other"


def places_csv(session: Session, viewer: Viewer, definition: Definition, on: date) -> bytes:
    """CSV with `name` (the code that the answer holds) and `label`, by code, and last a place that is not listed.

    The same duties give the same bytes, so that phones download it again only when something changed.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("name", "label"))
    for row in own_places(session, definition.kind, viewer.officer_id, on):
        where = f"（{row.division_name}）" if row.division_name else ""
        writer.writerow((row.code, f"{row.name or row.code}{where}"))
    # Collect does not say which language it shows.
    writer.writerow((OTHER, " ".join(t("collect_other_place", locale) for locale in LOCALES)))
    return table.getvalue().encode()
