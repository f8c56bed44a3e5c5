"""Whatever is asked of /ogc, edits too, is answered as its definition says and never breaks the server.

Each run makes the same few hundred requests. `OGC_CASES=10000 bin/test tests/editing/test_any_request.py` makes more,
others with another `OGC_SEED`, and prints how many there were and how they were answered.
"""

import math
import os
from collections import Counter

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks as kept

from tests.editing.conftest import CREEK, box, feature, line

CASES = int(os.environ.get("OGC_CASES", "400"))
EDITS, EDITS_SHARE = ("POST", "PUT", "PATCH", "DELETE"), 4
SEED = int(os.environ.get("OGC_SEED", "1"))
CHECKS = [
    not_a_server_error,
    kept.status_code_conformance,
    kept.content_type_conformance,
    kept.response_schema_conformance,
    kept.response_headers_conformance,
]
IDS = ("R-1", "R-2", "P-1", "红9/1", "361099000000", "%00", "' OR true --", "\U0001f600")
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
LIKELY = {
    "filter": (
        "name = '一'",
        "length_m > 10 AND share BETWEEN 0 AND 1",
        "S_INTERSECTS(geom, BBOX(116,27,117,28))",
        "T_AFTER(last_visit_on, DATE('2026-01-01'))",
        "casei(name) LIKE casei('%a%')",
        '{"op":"=","args":[{"property":"code"},"R-1"]}',
        "pg_sleep(10) = 1",
        "code IN (SELECT username FROM officer)",
        "length_m / 0 > 1",
        "((((((((((((((((((((code = '1'))))))))))))))))))))",
    ),
    "datetime": ("2026-11-01/..", "2026-11-26T00:00:00Z", "../..", "9999-12-31/0001-01-01", "2026-13-01"),
    "bbox": ("116,27,117,28", "179,-10,-179,10", "nan,0,1,1", "1e308,0,1,1", "116,27,0,117,28,9"),
    "bbox-crs": (f"{EPSG}4490", f"{EPSG}3857", "[EPSG:4548]", f"{EPSG}1"),
    "crs": (f"{EPSG}4490", f"{EPSG}3857", f"{EPSG}4326", f"{EPSG}999999"),
    "filter-lang": ("cql2-text", "cql2-json"),
    "sortby": ("-code", "+name,-code", "geom", "code,code"),
    "properties": ("code", "name,code", "geom", ""),
    "valid-on": ("2026-03-01", "2026-02-30"),
    "division": ("361099000000", "000000000000"),
}
BODIES = (
    feature(CREEK, code="N-1", name="新溪"),
    feature(box(0, 0, 300, 300), code="Z-1", name="区", category="key"),
    feature(line((0, 0), (1e9, 1e9)), code="N-2"),
    feature({"type": "Polygon", "coordinates": [[[116, 27], [116, 27]]]}, code="\x00"),
    {"properties": {"name": None}},
    {"geometry": CREEK},
)
SPOILT = ("name", "code", "category", "area_m2")
ONCE = settings(
    deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), print_blob=False
)
# NaN and infinities no client writes as JSON; that the server refuses them as text is tested beside.
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
BAD_VALUES = st.one_of(st.none(), st.booleans(), st.integers(), NUMBERS, st.text(max_size=20), st.just([]))


def likely(data, case) -> None:
    """Some of what is asked is made to mean something, so that requests get further than the door."""
    for name in case.query or {}:
        if name in LIKELY and data.draw(st.booleans()):
            case.query[name] = data.draw(st.sampled_from(LIKELY[name]))
    if "featureId" in (case.path_parameters or {}) and data.draw(st.booleans()):
        case.path_parameters["featureId"] = data.draw(st.sampled_from(IDS))
    for name in ("Content-Crs", "If-Match"):
        if name in (case.headers or {}) and data.draw(st.booleans()):
            del case.headers[name]
    if case.method in ("POST", "PUT", "PATCH") and data.draw(st.integers(0, 3)):
        body = data.draw(st.sampled_from(BODIES))
        spoilt = data.draw(st.booleans()) and data.draw(st.dictionaries(st.sampled_from(SPOILT), BAD_VALUES))
        case.body = {**body, "properties": {**body.get("properties", {}), **(spoilt or {})}}


def probe(operation, headers: dict, many: int, answers: Counter) -> None:
    """Requests that the definition allows and requests that it forbids."""

    @seed(SEED)
    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy() | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), st.data())
    def check(case, data):
        likely(data, case)
        own = headers | {"Accept-Encoding": "identity", "Accept": "application/json"}
        answer = case.call_and_validate(checks=CHECKS, headers=own)
        answers[f"{case.method} {answer.status_code}"] += 1

    check()


def test_no_request_breaks_the_server_and_every_answer_is_as_defined(gis, app):
    definition = schemathesis.openapi.from_wsgi("/ogc/api", app)
    operations = [found.ok() for found in definition.get_all_operations()]
    methods = Counter(operation.method.upper() for operation in operations)
    assert {"GET", "OPTIONS", *EDITS} <= methods.keys()
    answers: Counter = Counter()
    shares = [EDITS_SHARE if operation.method.upper() in EDITS else 1 for operation in operations]
    broken = {}
    for operation, share in zip(operations, shares, strict=True):
        try:
            probe(operation, gis.headers, math.ceil(CASES * share / sum(shares)), answers)
        except FailureGroup as failures:
            broken[operation.label] = [str(each) for each in failures.exceptions]
    print(f"{answers.total()} requests to {len(operations)} operations: {dict(sorted(answers.items()))}")
    assert broken == {}
    assert answers.total() >= CASES
