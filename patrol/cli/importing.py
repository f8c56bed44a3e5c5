"""`bin/patrol import`: layers out of files."""

from datetime import UTC, datetime
from pathlib import Path

import click

from gis import files
from gis.refused import Refused
from patrol import db, importing
from patrol.cli.connecting import connect
from patrol.cli.progress import Steps
from patrol.config import Settings

NOTHING_CAME_IN, SOME_REFUSED = 1, 3


@click.command(name="import")
@click.argument("kind", metavar="LAYER", type=click.Choice(list(importing.KINDS)))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--layer", metavar="L", help="Layer of the file, where it has several.")
@click.option("--field", "fields", multiple=True, metavar="NAME=COLUMN", help="Which column of the file is a field.")
@click.option("--set", "constants", multiple=True, metavar="NAME=VALUE", help="One value of a field for all features.")
@click.option("--crs", metavar="EPSG:n", help="Coordinate system, overruling the file's; also GCJ02 and BD09.")
@click.option("--division", metavar="CODE", help="Division of features that name none.")
@click.option("--encoding", help="Encoding of a shapefile's text, where it cannot be told: GBK, UTF-8, …")
@click.option("--report", "folder", type=click.Path(path_type=Path), help="Folder for report.txt and refused.gpkg.")
@click.option("--language", type=click.Choice(["zh-CN", "en"]), default="zh-CN", help="Language of the report.")
def import_(kind, file, layer, fields, constants, crs, division, encoding, folder, language) -> None:
    """Bring a LAYER out of FILE: new features by code, changed ones too, all in one transaction.

    LAYER is divisions, river-segments, forest-plots, zoning, forestry-works, or issues: parcels 图斑, each opened once
    by its batch and number (--set batch=2026-1). FILE is GPKG, Shapefile (also zipped, also GBK), GeoJSON, KML, GPX,
    FlatGeobuf, a file geodatabase, or CSV and XLSX with coordinates, in any coordinate system. Columns that were
    matched once are matched again in the next file that has the same.

    Exit status: 0 everything came in; 1 nothing came in; 3 some features were refused, the others came in. Refused
    features are told with their reasons and written to refused.gpkg (without --report: under PATROL_DATA/imports).
    """
    settings = connect()
    try:
        with db.reading() as session:
            near = importing.county_box(session)
        with files.read(file, layer, crs, encoding, near) as source:
            columns = [one.name for one in source.fields]
            matched = _matched(importing.KINDS[kind], columns, importing.pairs(fields), division)
            order = importing.Order(matched, importing.pairs(constants), division)
            report = _load(importing.KINDS[kind], source, order, settings, language)
            _tell(report, source, folder or _folder(settings, kind), bool(folder), language)
    except (Refused, importing.ImportRefused) as refused:
        raise click.ClickException(refused.sentence(language)) from refused
    if not report.taken:
        raise SystemExit(NOTHING_CAME_IN)
    if report.refused:
        raise SystemExit(SOME_REFUSED)


def _matched(kind: importing.Kind, columns: list[str], given: dict, division: str | None) -> dict[str, str]:
    """Which column is which field: what was given, and what was matched the last time that a file had these columns."""
    with db.reading() as session:
        recalled = importing.recall(session, kind, columns, division)
    if recalled and not given.keys() >= recalled.keys():
        known = ", ".join(f"{name}={column}" for name, column in recalled.items() if name not in given)
        click.echo(f"= {known}", err=True)
    return recalled | given


def _load(kind, source, order, settings: Settings, language: str) -> importing.Report:
    with Steps(language) as progress, db.transaction() as session:
        report = importing.load(session, kind, source, order, settings, progress)
        if report.taken:
            importing.remember(session, kind, source, order, datetime.now(UTC))
    return report


def _tell(report: importing.Report, source, folder: Path, asked: bool, language: str) -> None:
    click.echo(report.text(language))
    if asked or report.refused or report.repaired:
        for path in report.save(folder, source, language):
            click.echo(f"→ {path}")


def _folder(settings: Settings, kind: str) -> Path:
    moment = datetime.now(settings.timezone).strftime("%Y%m%d-%H%M%S")
    return settings.data / "imports" / f"{moment}-{kind}"
