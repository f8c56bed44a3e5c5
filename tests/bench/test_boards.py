"""What each board of the console asks for, over 5,000 segments, 50,000 plots and 700,000 patrols: p95 of 40 calls each.

Building the county takes minutes; BIG_KEPT=FOLDER keeps it for the next run.
"""

import os
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from gis import cluster
from patrol import auth, db
from patrol.app import create_app
from patrol.assessment import schemes
from patrol.config import Settings
from patrol.models import AssessmentScheme, Officer
from tests.bench import big_county
from tests.bench.conftest import times_ms

pytestmark = pytest.mark.bench
TODAY = date(2026, 11, 26)
REPEATS = 40
DAYS = "from=2026-11-01&to=2026-11-26"
COUNTY = f"division={big_county.COUNTY}"
OPEN = (
    "found,reported,accepted,assigned,rectifying,reviewing,handover_proposed,handover_approved,handed_over,case_filed"
)
BOARDS = {
    "map": [
        "me",
        "divisions",
        f"summary?{DAYS}&{COUNTY}",
        f"coverage/segments/table?limit=500&{DAYS}&{COUNTY}",
        f"coverage/plots/table?limit=500&{DAYS}&{COUNTY}",
        f"coverage/plots/table?sort=-last_visit_on&skip=40000&limit=500&{DAYS}&{COUNTY}",
        f"coverage/walkers?{DAYS}&{COUNTY}",
        f"coverage/stretches?limit=200&{DAYS}&{COUNTY}",
        f"tracks?kind=river&limit=200&from=2026-11-20&to=2026-11-20&{COUNTY}",
    ],
    "today": [
        f"today?{COUNTY}",
        f"patrols/table?received_on=2026-11-26&{COUNTY}&sort=-received_at&limit=8",
        f"issues?overdue=true&sort=due_on&limit=8&{COUNTY}",
        f"duties?period=2026-11&by=officer&sort=-missing&limit=8&{COUNTY}",
        f"coverage/segments/table?status=unvisited&limit=5&{DAYS}&{COUNTY}",
    ],
    "issues": [
        f"issues?state={OPEN}&sort=due_on&skip=0&limit=50&{COUNTY}",
        f"issues?state=closed&sort=-closed_at&limit=30&{COUNTY}",
        f"issues?sort=number&skip=15000&limit=50&{COUNTY}",
        f"issues?overdue=true&sort=number&limit=1&{COUNTY}",
    ],
    "duties": [
        f"duties?period=2026-11&by=officer&sort=-missing&skip=0&limit=50&{COUNTY}",
        f"duties?period=2026-11&by=segment&sort=-missing&skip=0&limit=50&{COUNTY}",
        f"duties?period=2026-11&by=plot&sort=-missing&skip=0&limit=50&{COUNTY}",
        f"duties?period=2026&by=officer&sort=-missing&skip=0&limit=50&{COUNTY}",
        "duties/officer/patroller-1/patrols?period=2026-11",
    ],
    "patrols": [
        f"patrols/table?{DAYS}&{COUNTY}&sort=-started_at&skip=0&limit=50",
        f"patrols/table?from=2026-01-01&to=2026-11-26&{COUNTY}&sort=-started_at&skip=0&limit=50",
        f"patrols/table?from=2026-01-01&to=2026-11-26&{COUNTY}&sort=officer.name&skip=300000&limit=50",
    ],
    "reviews": [f"reviews?status=open&limit=200&{COUNTY}"],
    "targets": [
        f"targets/2026?{COUNTY}",
        f"targets/2026/table?{COUNTY}&limit=1000",
        f"targets/2026/curve?work_type=afforestation&{COUNTY}",
    ],
    "works": [
        f"works?year=2026&sort=code&skip=0&limit=50&{COUNTY}",
        f"works?year=2026&sort=code&skip=7000&limit=50&{COUNTY}",
    ],
    "league": ["assessments?period=2026-10&by=township", "assessments?period=2026-10&by=officer&post=patroller"],
    "quality": [
        f"quality?{DAYS}&{COUNTY}",
        f"quality?from=2026-01-01&to=2026-11-26&{COUNTY}",
        f"quality/unassigned-segments?sort=name&limit=50&{COUNTY}",
        f"quality/unassigned-plots?sort=name&limit=50&{COUNTY}",
        f"quality/never-signed-in?sort=name&limit=50&{COUNTY}",
    ],
    "bulletins": ["bulletins?limit=50", "inbox?limit=30"],
}


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """The running cluster with the big county and what its boards list."""
    kept = os.environ.get("BIG_KEPT")
    folder = Path(kept).resolve() if kept else tmp_path_factory.mktemp("big")
    folder.mkdir(parents=True, exist_ok=True)
    with cluster.using(folder) as running:
        db.migrate(running.url)
        with psycopg.connect(running.conninfo, autocommit=True) as connection:
            if not connection.execute("SELECT EXISTS (SELECT FROM issue)").fetchone()[0]:
                big_county.build(connection, today=TODAY)
                big_county.widen(connection, today=TODAY)
        yield running
    if not kept:
        cluster.remove(folder)


@pytest.fixture(scope="module")
def ask(big, tmp_path_factory):
    """Asks the API of the big county as its office."""
    app = create_app(Settings(data=tmp_path_factory.mktemp("app"), database_url=big.url))
    with db.transaction() as session:
        if session.scalar(select(AssessmentScheme.id).limit(1)) is None:
            schemes.apply_preset(session, None, big_county.COUNTY, date(2025, 1, 1), TODAY)
        officer = session.scalar(select(Officer).where(Officer.username == "office"))
        token, _ = auth.issue_token(session, officer, "bench", datetime.now(UTC), 30)
    client, headers = app.test_client(), {"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"}
    return lambda path: client.get(f"/api/v1/{path}", headers=headers)


@pytest.mark.parametrize("board", BOARDS)
def test_what_a_board_asks_for(ask, say, board):
    for path in BOARDS[board]:
        answer = ask(path)
        assert answer.status_code == 200, f"{path}: {answer.get_data(as_text=True)}"
        spent = times_ms(partial(ask, path), REPEATS)
        p95 = spent[-1 - REPEATS // 20]
        asked = path.replace(f"&{COUNTY}", "")[:80]
        say(f"{board}: {asked}: median {spent[REPEATS // 2]:.0f} ms, p95 {p95:.0f} ms, {len(answer.data)} bytes")
