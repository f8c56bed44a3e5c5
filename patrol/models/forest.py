"""Forest plots 小班 and the grid cells that their coverage is counted on."""

from geoalchemy2 import WKBElement
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import (
    TILE_SRID,
    Base,
    Geometry,
    division_code,
    division_form,
    geometry,
    gist,
    measured,
    sound,
    span_of,
    spot_x_of,
    spot_y_of,
    tile_geometry,
)


class ForestPlot(Base):
    """A forest plot: village, compartment (林班) and plot number as raw text ("红9"), under one code."""

    __tablename__ = "forest_plot"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    division_code: Mapped[str] = division_code()
    compartment: Mapped[str | None]
    plot_number: Mapped[str | None]
    tree_species: Mapped[str | None]
    land_class: Mapped[str | None]
    object_class: Mapped[str | None]
    recorded_area_m2: Mapped[float | None]
    cells: Mapped[int] = mapped_column(server_default="0")
    geom: Mapped[WKBElement] = geometry("MULTIPOLYGON")
    geom_3857: Mapped[WKBElement] = tile_geometry("geom", "MULTIPOLYGON")
    area_m2: Mapped[float] = measured("ST_Area(geom::geography)")
    spot_x: Mapped[int] = spot_x_of("geom")
    spot_y: Mapped[int] = spot_y_of("geom")
    span: Mapped[int] = span_of("geom")

    __table_args__ = (
        division_form(),
        sound("geom"),
        CheckConstraint("area_m2 > 0", name="area"),
        CheckConstraint("recorded_area_m2 >= 0", name="recorded_area"),
        UniqueConstraint("division_code", "compartment", "plot_number"),
        gist("ix_forest_plot_geom", "geom"),
        gist("ix_forest_plot_geom_3857", "geom_3857"),
        Index("ix_forest_plot_division_code", "division_code"),
        # Of plots that tiles far out draw together, whole townships are looked for by these and by nothing else.
        Index("ix_forest_plot_spot_x_spot_y", "spot_x", "spot_y"),
    )


class PlotCell(Base):
    """A cell of the county's equal-area grid that belongs to a plot; numbered within the plot, row by row."""

    __tablename__ = "plot_cell"

    plot_id: Mapped[int] = mapped_column(ForeignKey("forest_plot.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    cell: Mapped[int] = mapped_column(BigInteger)
    centre: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=TILE_SRID, spatial_index=False))

    __table_args__ = (gist("ix_plot_cell_centre", "centre"),)
