"""Scores of a period worked out slowly from raw rows, with nothing of the system's own code: loops and decimals.

Duties are counted by `tests.oracle.duties_by_hand`; all else is looped over here, as a clerk would do it on paper.
"""

from collections import defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, getcontext
from zoneinfo import ZoneInfo

from tests.oracle.duties_by_hand import ByHand, rows

getcontext().prec = 60
CENT, MILLI, TENTH_MILLI = Decimal("0.01"), Decimal("0.001"), Decimal("0.0001")
ZONE = ZoneInfo("Asia/Shanghai")
OPEN = ("found", "invalid", "merged")


def local(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def township(code: str) -> str:
    return code[:9] + "000"


class Clerk:
    """Everything that a county knows of a period, as raw rows."""

    def __init__(self, database, first: date, last: date, period: str, today: date):
        self.first, self.last, self.period, self.today = first, last, period, today
        self.duties = ByHand(database, first, last)
        self.patrols = [p for p in rows(database, "SELECT * FROM patrol") if first <= p.patrolled_on <= last]
        self.issues = rows(database, "SELECT * FROM issue")
        self.events = rows(database, "SELECT * FROM issue_event")
        self.reports = {r.issue_id: r for r in rows(database, "SELECT * FROM public_report")}
        self.sightings = {o.id: o for o in rows(database, "SELECT id, observed_at FROM observation")}
        self.entries = [e for e in rows(database, "SELECT * FROM assessment_entry") if e.period == period]
        self.segments = rows(database, "SELECT id, division_code, stations, length_m FROM river_segment")
        self.plots = rows(database, "SELECT id, division_code, cells FROM forest_plot")
        self.visits = {
            kind: rows(database, f"SELECT {kind}_id AS object_id, patrolled_on, covered FROM {kind}_visit")
            for kind in ("segment", "plot")
        }
        self.works = rows(database, "SELECT * FROM forestry_work")
        self.targets = rows(database, "SELECT * FROM annual_target")
        self.officers = self.duties.officers
        self.names = {officer.username: officer_id for officer_id, officer in self.officers.items()}

    def figures(self, by: str, terms: dict[str, int]) -> dict[str, dict[str, list[Decimal]]]:
        """indicator → township's code or user name → [numerator, denominator]."""
        found = defaultdict(lambda: defaultdict(lambda: [Decimal(), Decimal()]))

        def add(indicator: str, who, numerator, denominator) -> None:
            if who is not None:
                figure = found[indicator][who]
                figure[0] += Decimal(numerator)
                figure[1] += Decimal(denominator)

        for (key, _kind, _per), (owed, _done, _effective, missing) in self.duties.tables()[by].items():
            add("completion", key, owed - missing, owed)
        for patrol in self.patrols:
            who = self.of_officer(patrol.officer_id) if by == "officer" else township(patrol.division_code)
            if patrol.review == "rejected":
                add("rejected", who, 1, 0)
                continue
            add("effective", who, int(patrol.effective), 1)
            if patrol.effective:
                add("reporting", who, 0, 1)
        for issue in self.issues:
            self.weigh(issue, by, terms, add)
        for entry in self.entries:
            if entry.subject == by and entry.kind == "points":
                add("adjustment", entry.subject_key, entry.numerator, 0)
        if by == "township":
            self.lay_of_the_land(add)
        return found

    def of_officer(self, officer_id: int | None) -> str | None:
        return self.officers[officer_id].username if officer_id else None

    def weigh(self, issue, by: str, terms: dict[str, int], add) -> None:
        town = by == "township"
        assignee = township(issue.division_code) if town else self.of_officer(issue.assignee_id)
        finder = township(issue.division_code) if town else self.of_officer(issue.reported_by)
        closed, counts = issue.state == "closed", issue.state not in OPEN
        reported = self.first <= local(issue.reported_at) <= self.last
        if counts and reported:
            add("closing", assignee, int(closed), 1)
            if issue.source == "patrol":
                add("reporting", finder, 1, 0)
            seen = self.sightings.get(issue.observation_id)
            if seen:
                waited = (local(issue.reported_at) - local(seen.observed_at)).days
                add("prompt", finder, int(waited <= terms.get("prompt", 0)), 1)
        ripe = closed or issue.rectify_by < self.today
        if counts and ripe and self.first <= issue.rectify_by <= self.last:
            kept = closed and local(issue.closed_at) <= issue.rectify_by
            add("in_time", assignee, int(kept), 1)
        report = self.reports.get(issue.id)
        if report and self.first <= local(report.received_at) <= self.last:
            answers = [e.at for e in self.events if e.issue_id == issue.id and e.officer_id]
            kept = answers and (local(min(answers)) - local(report.received_at)).days <= terms.get("satisfaction", 0)
            over = (self.today - local(report.received_at)).days > terms.get("satisfaction", 0)
            if answers or over:
                add("satisfaction", assignee, int(bool(kept)), 1)

    def lay_of_the_land(self, add) -> None:
        reached = {kind: defaultdict(set) for kind in self.visits}
        for kind, visits in self.visits.items():
            for visit in visits:
                if self.first <= visit.patrolled_on <= self.last:
                    for run in visit.covered:
                        reached[kind][visit.object_id] |= set(range(run.lower, run.upper))
        for segment in self.segments:
            share = Decimal(len(reached["segment"][segment.id])) / segment.stations
            length = Decimal(repr(segment.length_m))
            covered = (share * length).quantize(MILLI, ROUND_HALF_UP)
            add("river_coverage", township(segment.division_code), covered, length.quantize(MILLI, ROUND_HALF_UP))
        for plot in self.plots:
            add("forest_coverage", township(plot.division_code), len(reached["plot"][plot.id]), plot.cells)
        for target in self.targets:
            works = [
                w
                for w in self.works
                if (w.year, w.work_type, township(w.division_code))
                == (target.year, target.work_type, target.division_code)
            ]
            reported, verified, qualified = (
                sum(Decimal(repr(getattr(w, f"{name}_area_m2"))) for w in works) * 15 / 10_000
                for name in ("reported", "verified", "qualified")
            )
            due = Decimal(repr(target.area_m2)) * 15 / 10_000 * Decimal(repr(target.pace[self.last.month - 1]))
            exact = [mu.quantize(TENTH_MILLI, ROUND_HALF_UP) for mu in (reported, due, qualified, verified)]
            add("area", target.division_code, exact[0], exact[1])
            add("acceptance", target.division_code, exact[2], exact[3])

    def scores(self, by: str, scheme: list[dict], keys: list[str]) -> dict[str, tuple]:
        """key → (score, {indicator: (numerator, denominator, points)})."""
        terms = {asked["indicator"]: asked["days"] for asked in scheme if "days" in asked}
        found = self.figures(by, terms)
        return {
            key: score(scheme, {asked["indicator"]: found[asked["indicator"]][key] for asked in scheme}) for key in keys
        }


def score(scheme: list[dict], figures: dict[str, list[Decimal]]) -> tuple:
    whole = sum(Decimal(str(asked["weight"])) for asked in scheme)
    there = sum(Decimal(str(asked["weight"])) for asked in scheme if figures[asked["indicator"]][1])
    told, total = {}, Decimal()
    for asked in scheme:
        numerator, denominator = figures[asked["indicator"]]
        points = Decimal()
        if asked["form"] == "deduction":
            points = -min(Decimal(str(asked["each"])) * numerator, Decimal(str(asked["cap"])))
        elif asked["form"] == "entries":
            cap = Decimal(str(asked["cap"]))
            points = max(-cap, min(cap, numerator))
        elif denominator:
            rate, weight = numerator / denominator, Decimal(str(asked["weight"])) * whole / there
            points = weight * worth(asked, rate)
        points = points.quantize(CENT, ROUND_HALF_UP)
        total += points
        told[asked["indicator"]] = (float(numerator), float(denominator), float(points))
    return (float(max(total, Decimal())) if there else None), told


def worth(asked: dict, rate: Decimal) -> Decimal:
    if asked["form"] == "steps":
        return max(
            (Decimal(str(part)) for least, part in asked["steps"] if rate >= Decimal(str(least))), default=Decimal()
        )
    floor, target = Decimal(str(asked["floor"])), Decimal(str(asked["target"]))
    return min(max((rate - floor) / (target - floor), Decimal()), Decimal(1))
