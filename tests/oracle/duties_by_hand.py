"""A period of duties counted slowly from raw rows: day by day, patrol by patrol, with nothing of the system's own code.

What is owed and done is counted term by term: so many in this week, in this month. Raw are the patrols' figures, what
their tracks touched of segments and plots, assignments, rules and leave; not the scores, nor whose duty a visit was.
"""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import ceil
from types import SimpleNamespace

DAY = timedelta(days=1)
OF_THING = "id, code, division_code, object_class"
OF_PATROL = "id, patrolled_on, officer_id, kind, started_at, distance_m, duration_s, means, counts"
TABLES = {"river": ("segment", "river_segment", "stations"), "forest": ("plot", "forest_plot", "cells")}


def rows(database, statement: str) -> list[SimpleNamespace]:
    """Every row with its columns as attributes."""
    cursor = database.execute(statement)
    names = [column.name for column in cursor.description]
    return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cursor]


def term_of(period: str, day: date) -> tuple[date, int]:
    """The first day, and how many days there are, of the calendar period that a day lies in."""
    length = monthrange(day.year, day.month)[1]
    if period == "day":
        return day, 1
    if period == "week":
        return day - DAY * day.weekday(), 7
    if period == "ten_days":
        first = 1 if day.day <= 10 else 11 if day.day <= 20 else 21
        return day.replace(day=first), length - 20 if first == 21 else 10
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[period]
    begin = (day.month - 1) // months * months + 1
    return date(day.year, begin, 1), sum(monthrange(day.year, month)[1] for month in range(begin, begin + months))


class ByHand:
    """The duties of a period."""

    def __init__(self, database, first: date, last: date):
        self.first, self.last = first, last
        # A week is told with the days that hold its Thursday, whole.
        self.days = [first + DAY * n for n in range(-6, (last - first).days + 7)]
        self.rules = rows(database, "SELECT * FROM patrol_rule")
        self.officers = {o.id: o for o in rows(database, "SELECT id, username, post, division_code FROM officer")}
        self.leaves = rows(database, "SELECT * FROM leave WHERE approved_at IS NOT NULL AND withdrawn_at IS NULL")
        self.assignments = rows(database, "SELECT * FROM assignment")
        self.things = {
            kind: {
                o.id: o
                for o in rows(database, f"SELECT id, code, division_code, object_class, {size} AS size FROM {table}")
            }
            for kind, (_word, table, size) in TABLES.items()
        }
        self.patrols = {
            p.id: p
            for p in rows(
                database,
                f"SELECT {OF_PATROL} FROM patrol",
            )
        }
        self.touched = {
            kind: rows(
                database,
                f"SELECT patrol_id, {word}_id AS object_id, multirange_size(covered) AS size FROM {word}_visit",
            )
            for kind, (word, _table, _size) in TABLES.items()
        }
        self.past = defaultdict(list)
        for slot in rows(database, "SELECT * FROM past_slot ORDER BY valid_to"):
            kind, of = next((k, of) for k, of in self.keys(slot).items() if of)
            self.past[kind, of].append(slot)
        self.held = defaultdict(list)
        for duty in self.assignments:
            kind = "river" if duty.segment_id else "forest"
            self.held[kind, duty.segment_id or duty.plot_id].append(duty)
        self.rule = cache(self._rule)

    @staticmethod
    def keys(slot) -> dict:
        """Whose slot it was."""
        return {"river": slot.segment_id, "forest": slot.plot_id, "officer": slot.officer_id}

    def then(self, kind: str, thing, day: date):
        """What an object or officer was for the rules on a day: (division, class or post)."""
        also = "post" if kind == "officer" else "object_class"
        for slot in self.past.get((kind, thing.id), ()):
            if day <= slot.valid_to:
                return slot.place_code, getattr(slot, also)
        return thing.division_code, getattr(thing, also)

    def _rule(self, kind: str, per: str, post: str, division: str, object_class: str | None, day: date):
        """The rule that holds, or None."""
        found = []
        for rule in self.rules:
            stem = rule.division_code.rstrip("0")
            stem = stem.ljust(next(n for n in (0, 2, 4, 6, 9, 12) if n >= len(stem)), "0")
            here = (rule.kind, rule.per, rule.post) == (kind, per, post) and division.startswith(stem)
            since = rule.counts_from or rule.valid_from
            there = since <= day and (rule.valid_to is None or day <= rule.valid_to)
            of_class = rule.object_class is None or rule.object_class == object_class
            today = day.month * 100 + day.day
            opens, closes = rule.season_from or 101, rule.season_to or 1231
            season = opens <= today <= closes if opens <= closes else today >= opens or today <= closes
            if here and there and of_class and season:
                nearness = (len(stem), rule.object_class is not None, rule.season_from is not None)
                found.append((nearness, rule.valid_from, rule.id, rule))
        return max(found, key=lambda each: each[:3])[3] if found else None

    def term(self, rule, day: date) -> tuple[str, date] | None:
        """The term of a rule that a day lies in: its period and first day; None if these days do not tell of it."""
        shortest = {"day": 1, "week": 7, "ten_days": 8, "month": 28, "quarter": 90, "half_year": 181, "year": 365}
        if (self.last - self.first).days + 1 < shortest[rule.period]:
            return None
        begins, _ = term_of(rule.period, day)
        told_by = begins + DAY * 3 if rule.period == "week" else day
        return (rule.period, begins) if self.first <= told_by <= self.last else None

    def away(self, officer_id: int, day: date) -> list:
        """The leave of an officer on a day."""
        return [x for x in self.leaves if x.officer_id == officer_id and x.first_on <= day <= x.last_on]

    def owed(self) -> tuple[dict, dict]:
        """Whole visits and outings by (officer, kind, object or None in person, term): what is owed whoever is away,
        and what is owed by the officer."""
        whoever, by_officer = defaultdict(Fraction), defaultdict(Fraction)
        answering = set()
        for (kind, object_id), held in self.held.items():
            thing = self.things[kind][object_id]
            for duty in held:
                for day in self.days:
                    if day < duty.valid_from or (duty.valid_to and day > duty.valid_to):
                        continue
                    answering.add((duty.officer_id, duty.post, kind, day))
                    rule = self.rule(kind, "object", duty.post, *self.then(kind, thing, day), day)
                    term = rule and self.term(rule, day)
                    if not term:
                        continue
                    part = Fraction(rule.times, term_of(rule.period, day)[1])
                    away = self.away(duty.officer_id, day)
                    asked = not away or (rule.deputies_allowed and all(x.substitute_id for x in away))
                    key = (duty.officer_id, kind, object_id, term)
                    whoever[key] += part
                    by_officer[key] += part if asked else 0
        for officer_id, post, kind, day in answering:
            place, _post = self.then("officer", self.officers[officer_id], day)
            rule = self.rule(kind, "person", post, place, None, day)
            term = rule and self.term(rule, day)
            if term:
                part = Fraction(rule.times, term_of(rule.period, day)[1])
                by_officer[officer_id, kind, None, term] += 0 if self.away(officer_id, day) else part
        return tuple({key: ceil(sum_) for key, sum_ in each.items()} for each in (whoever, by_officer))

    def does(self, patrol, rule, share: float) -> bool:
        """Whether a walk is what a rule asks."""
        if patrol.distance_m <= 0 or not patrol.counts:
            return False
        if rule is None:
            return True
        return (
            patrol.duration_s >= rule.min_duration_s
            and patrol.distance_m >= rule.min_distance_m
            and share >= rule.min_own_share
            and (rule.drones_allowed or patrol.means != "drone")
        )

    def done(self) -> tuple[dict, dict]:
        """The same keys as of `owed`: [counted, effective] of each."""
        by_patrol, effective = defaultdict(list), []
        for kind, touched in self.touched.items():
            for visit in touched:
                by_patrol[visit.patrol_id].append((kind, visit))
        outings = []
        for patrol in self.patrols.values():
            day = patrol.patrolled_on
            place, post = self.then("officer", self.officers[patrol.officer_id], day)
            own = [self.rule(patrol.kind, per, post, place, None, day) for per in ("person", "object")]
            own_rule, own_visits = own[0] or own[1], []
            for kind, visit in by_patrol[patrol.id]:
                duty = self.whose(kind, visit.object_id, patrol)
                if duty is None:
                    continue
                thing = self.things[kind][visit.object_id]
                of_object = self.rule(kind, "object", duty.post, *self.then(kind, thing, day), day)
                rule = of_object or own_rule
                share = visit.size / thing.size
                does = self.does(patrol, rule, share)
                own_visits.append((share, does))
                if does:
                    effective.append((patrol, kind, visit.object_id, duty, of_object, rule))
            best = max((share for share, _ in own_visits), default=0.0)
            if self.does(patrol, own_rule, best) or (own[0] is None and any(does for _, does in own_visits)):
                outings.append((patrol, own[0], own_rule))
        whoever, by_officer = self.counted_visits(effective)
        return whoever, by_officer | self.counted_outings(outings)

    def whose(self, kind: str, object_id: int, patrol):
        """The assignment that a visit does: one's own, or that of somebody away whom one stands in for."""
        day = patrol.patrolled_on
        held = [
            duty
            for duty in self.held[kind, object_id]
            if duty.valid_from <= day and (duty.valid_to is None or day <= duty.valid_to)
        ]
        own = sorted((duty for duty in held if duty.officer_id == patrol.officer_id), key=lambda duty: duty.id)
        stood_in = [
            duty
            for duty in sorted(held, key=lambda duty: duty.id)
            if any(x.substitute_id == patrol.officer_id for x in self.away(duty.officer_id, day))
        ]
        return next(iter(own + stood_in), None)

    def spaced(self, key_of, found: list) -> list[tuple]:
        """(item, whether it counts), each against the last that counted of its key."""
        last, judged = {}, []
        for item in sorted(found, key=lambda item: (item[0].started_at, str(item[0].id))):
            patrol, rule, before = item[0], item[-1], last.get(key_of(item))
            counts = (
                before is None
                or rule is None
                or not (
                    (rule.distinct_days and before.patrolled_on == patrol.patrolled_on)
                    or (patrol.started_at - before.started_at).total_seconds() < rule.cool_down_s
                )
            )
            if counts:
                last[key_of(item)] = patrol
            judged.append((item, counts))
        return judged

    def counted_visits(self, effective: list) -> tuple[dict, dict]:
        """By whose duty they did, and those of them that the officer bears."""
        whoever, by_officer = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
        for (patrol, kind, object_id, duty, rule, _spacing), counts in self.spaced(
            lambda item: (item[3].officer_id, item[1], item[2]), effective
        ):
            term = rule and self.term(rule, patrol.patrolled_on)
            if not term:
                continue
            key = (duty.officer_id, kind, object_id, term)
            tallies = [whoever[key]]
            if duty.officer_id == patrol.officer_id or rule.deputies_allowed:
                tallies.append(by_officer[key])
            for tally in tallies:
                tally[0] += counts
                tally[1] += 1
        return whoever, by_officer

    def counted_outings(self, outings: list) -> dict:
        """Of persons."""
        people = defaultdict(lambda: [0, 0])
        for (patrol, rule, _spacing), counts in self.spaced(lambda item: (item[0].officer_id, item[0].kind), outings):
            term = rule and self.term(rule, patrol.patrolled_on)
            if term:
                people[patrol.officer_id, patrol.kind, None, term][0] += counts
                people[patrol.officer_id, patrol.kind, None, term][1] += 1
        return people

    def tables(self) -> dict[str, dict[tuple, list[int]]]:
        """by → (key, kind, per) → [owed, done, effective, missing]."""
        owed_whoever, owed_by_officer = self.owed()
        done_whoever, done_by_officer = self.done()
        found: dict = defaultdict(lambda: defaultdict(lambda: [0, 0, 0, 0]))

        def add(by: str, key: tuple, owed: int, done: list[int]) -> None:
            tally = found[by][key]
            # What is too much in one term, or done by another, makes up for nothing.
            for at, figure in enumerate((owed, *done, max(owed - done[0], 0))):
                tally[at] += figure

        for key, owed in owed_whoever.items():
            _officer_id, kind, object_id, _term = key
            thing, done = self.things[kind][object_id], done_whoever.get(key, [0, 0])
            add(TABLES[kind][0], (thing.code, kind, "object"), owed, done)
            for by, digits in (("village", 12), ("township", 9), ("county", 6)):
                add(by, (thing.division_code[:digits].ljust(12, "0"), kind, "object"), owed, done)
        for key, owed in owed_by_officer.items():
            officer_id, kind, object_id, _term = key
            officer, done = self.officers[officer_id], done_by_officer.get(key, [0, 0])
            per = "person" if object_id is None else "object"
            add("officer", (officer.username, kind, per), owed, done)
            if per == "person":
                for by, digits in (("village", 12), ("township", 9), ("county", 6)):
                    add(by, (officer.division_code[:digits].ljust(12, "0"), kind, per), owed, done)
        return found
