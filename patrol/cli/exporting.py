"""`bin/patrol export`: published layers into files."""

from datetime import datetime
from pathlib import Path

import click

from gis.errors import Problem
from gis.refused import Refused
from gis.wanted import Wanted
from patrol import db, exporting
from patrol.access import Viewer
from patrol.cli.connecting import connect
from patrol.cli.progress import Steps
from patrol.config import Settings
from patrol.layers import layers

# Whoever may run commands on this machine may see everything.
OPERATOR = Viewer(0, "", "", "admin", "000000000000")
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("layer", type=click.Choice(list(layers(Settings()))))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--crs", metavar="EPSG:n", help="Coordinate system, such as EPSG:4548; EPSG:4490 unless told.")
@click.option("--division", metavar="CODE", help="Only what lies in this division.")
@click.option("--from", "first", type=DAY, help="First local day of the figures.")
@click.option("--to", "last", type=DAY, help="Last local day of the figures.")
@click.option("--language", type=click.Choice(["zh-CN", "en"]), default="zh-CN", help="Language of headings.")
def export(layer, file, crs, division, first: datetime | None, last: datetime | None, language) -> None:
    """Write a LAYER to FILE, in the format that its name tells.

    .gpkg, .shp, .zip (shapefile with .cpg and a list of its shortened field names), .gdb, .geojson, .fgb, .kml, and
    .csv or .xlsx with the place of each feature. A file that exists is never overwritten.
    """
    settings = connect()
    days = (first.date() if first else None, last.date() if last else None)
    wanted = Wanted(days if any(days) else None, {"division": division} if division else {})
    asked = exporting.Export(layers(settings)[layer], wanted, crs, language)
    try:
        with Steps(language) as progress, db.reading() as session:
            count = exporting.export(session, OPERATOR, asked, file, progress)
    except Refused as refused:
        raise click.ClickException(refused.sentence(language)) from refused
    except Problem as problem:
        raise click.ClickException(problem.body(language)["message"]) from problem
    click.echo(f"{file}: {count}")
