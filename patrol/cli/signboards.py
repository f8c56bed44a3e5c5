"""`bin/patrol signboards`: the boards of a division, ready for the printer."""

import zipfile
from datetime import datetime
from pathlib import Path

import click

from patrol import db
from patrol.cli.connecting import connect
from patrol.people import check_division
from patrol.queries import signboards as questions
from patrol.signboard import printing
from patrol.signboard.boards import Board, board


@click.command()
@click.argument("division")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(["river", "forest"]), default="river", help="Segments, or forest plots.")
@click.option("--url", help="Address in the QR codes, such as https://hzz.example.gov.cn; PATROL_PUBLIC_URL otherwise.")
@click.option("--language", type=click.Choice(["zh-CN", "en"]), default="zh-CN")
def signboards(division: str, file: Path, kind: str, url: str | None, language: str) -> None:
    """Write the signboards 公示牌 of a DIVISION: FILE.pdf with a page for each, or FILE.zip with a PDF for each."""
    settings = connect()
    base = (url or settings.public_url or "").rstrip("/")
    if not base.startswith(("http://", "https://")):
        raise click.UsageError("Say the address for the QR codes with --url http(s)://… or PATROL_PUBLIC_URL.")
    if file.suffix.lower() not in (".pdf", ".zip"):
        raise click.UsageError("FILE must end in .pdf or .zip.")
    english, today = language == "en", datetime.now(settings.timezone).date()
    code = division.ljust(12, "0")
    with db.reading() as session:
        check_division(session, code)
        codes = questions.codes_within(session, kind, code)
        boards = [board(session, kind, each, today, base, english) for each in codes]
    if not boards:
        raise click.ClickException(f"{code}: 0")
    _write(file, boards, english)
    click.echo(f"{len(boards)} → {file}")


def _write(file: Path, boards: list[Board], english: bool) -> None:
    if file.suffix.lower() == ".pdf":
        file.write_bytes(printing.pdf(boards, english))
        return
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as parts:
        for each in boards:
            parts.writestr(f"{each.code.replace('/', '_')}.pdf", printing.pdf([each], english))
