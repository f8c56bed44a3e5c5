"""Styles and the project where QGIS looks for them: in the database itself."""

from sqlalchemy import text
from sqlalchemy.orm import Session

DEFAULT_STYLE = "山河巡护"


def store_styles(session: Session, styles: dict[str, str]) -> None:
    """Put the default style of each view where QGIS looks for it; styles of other names stay."""
    mine = {"owner": "patrol", "style": DEFAULT_STYLE}
    session.execute(text("DELETE FROM gis_views.layer_styles WHERE owner = :owner AND stylename = :style"), mine)
    insert = text(
        "INSERT INTO gis_views.layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
        " stylename, styleqml, useasdefault, description, owner)"
        " VALUES (current_database(), 'gis_views', :view, 'geom', :style, XMLPARSE(DOCUMENT :qml), true,"
        " :style, :owner)"
    )
    session.execute(insert, [{"view": view, "qml": style, **mine} for view, style in styles.items()])


def store_project(session: Session, name: str, content: bytes) -> None:
    """Put the project where QGIS looks for projects in a database; projects of other names stay."""
    insert = text(
        "INSERT INTO gis_views.qgis_projects (name, metadata, content) VALUES (:name,"
        " jsonb_build_object('last_modified_time', to_char(now(), 'YYYY-MM-DD\"T\"HH24:MI:SS'),"
        " 'last_modified_user', 'patrol'), :content)"
        " ON CONFLICT (name) DO UPDATE SET metadata = EXCLUDED.metadata, content = EXCLUDED.content"
    )
    session.execute(insert, {"name": name, "content": content})
