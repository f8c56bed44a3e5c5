"""What the forms' expressions say of a filled-in instance, by an XPath evaluator of the field in Chromium."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import sync_playwright

from patrol.config import ROOT
from patrol.openrosa.definitions import DEFINITIONS, Choice
from patrol.openrosa.forms import compiled
from tests.collect import Instance, trace
from tests.openrosa.conftest import WALK
from tests.web.conftest import CHROMIUM, SWITCHES

WEB = ROOT / "web" / "node_modules"
EVALUATOR = WEB / "openrosa-xpath-evaluator" / "src" / "openrosa-xpath.js"
BIND = "{http://www.w3.org/2002/xforms}bind"
EXPRESSIONS = ("relevant", "constraint", "required", "calculate")
START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SEEN = {
    "category": "漂浮物",
    "position": "27.5 116.5 80.0 6.5",
    "photo": "1.jpg",
    "photo_2": "",
    "photo_3": "",
    "text": "",
}
EVALUATE = """([xml, expressions]) => {
  const evaluator = orxe()
  const instance = new DOMParser().parseFromString(xml, 'text/xml')
  const resolver = instance.createNSResolver(instance)
  return expressions.map(([nodeset, expression]) => {
    const nodes = instance.evaluate(nodeset, instance, resolver, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null)
    return Array.from({ length: nodes.snapshotLength }, (_, index) =>
      evaluator.evaluate(expression, nodes.snapshotItem(index), resolver, XPathResult.STRING_TYPE).stringValue)
  })
}"""

pytestmark = pytest.mark.skipif(not EVALUATOR.is_file(), reason="the web packages are not installed")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A page that has the evaluator, put into one script."""
    script = tmp_path_factory.mktemp("xpath") / "evaluator.js"
    command = [WEB / ".bin" / "rolldown", EVALUATOR, "--format", "iife", "--name", "orxe", "--file", script]
    command += ["--external", "node-forge"]
    # Node comes with the Python environment.
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT / "web", timeout=60, env={"PATH": path})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        page = browser.new_page()
        page.add_script_tag(path=script)
        yield page
        browser.close()


@pytest.fixture(params=DEFINITIONS, ids=lambda definition: definition.id)
def definition(request):
    return request.param


@pytest.fixture
def said(page, definition):
    """What every expression of the form says of an instance: (last name of its nodeset, kind) → one value a node."""
    root = ElementTree.fromstring(compiled(definition, (Choice("漂浮物", "Floating matter"),)).xml)
    asked = [
        (bind.get("nodeset"), kind, bind.get(kind))
        for bind in root.iter(BIND)
        for kind in EXPRESSIONS
        if bind.get(kind)
    ]

    def evaluate(instance: Instance) -> dict[tuple[str, str], list[str]]:
        expressions = [[nodeset, expression] for nodeset, _, expression in asked]
        values = page.evaluate(EVALUATE, [instance.xml.decode(), expressions])
        return {
            (nodeset.rpartition("/")[2], kind): each for (nodeset, kind, _), each in zip(asked, values, strict=True)
        }

    return evaluate


@pytest.fixture
def instance(definition) -> Instance:
    return Instance(definition.id, "0", trace(WALK), START, observations=[SEEN, SEEN])


def test_a_proper_form_passes_every_constraint(said, instance):
    values = said(instance)
    constraints = {name: each for (name, kind), each in values.items() if kind == "constraint"}
    assert constraints == {"track": ["true"], "position": ["true"] * 2, "text": ["true"] * 2}
    assert {name for name, kind in values if kind == "required"} == {"place", "track", "category", "text"}


def test_the_form_tells_metres_observations_and_its_name(said, instance, definition):
    values = said(instance)
    assert float(values["distance_m", "calculate"][0]) == pytest.approx(1_992, rel=0.01)
    assert values["seen", "calculate"] == ["2"]
    assert values["instanceName", "calculate"][0].startswith(f"{definition.title[0]} 2026-11-20")


def test_a_track_without_movement_does_not_pass(said, instance):
    assert said(replace(instance, track=trace([WALK[0], WALK[0]])))["track", "constraint"] == ["false"]


def test_a_position_that_is_far_too_uncertain_does_not_pass(said, instance):
    vague = SEEN | {"position": "27.5 116.5 80.0 201.0"}
    assert said(replace(instance, observations=[vague, SEEN]))["position", "constraint"] == ["false", "true"]


def test_something_else_must_be_described(said, instance, definition):
    other = SEEN | {"category": definition.other_problem.code}
    assert said(replace(instance, observations=[other, SEEN]))["text", "required"] == ["true", "false"]


def test_a_description_may_not_be_a_book(said, instance):
    long = SEEN | {"text": "字" * 1001}
    assert said(replace(instance, observations=[long, SEEN]))["text", "constraint"] == ["false", "true"]


def test_a_further_photo_is_asked_for_after_the_one_before(said, instance):
    two = SEEN | {"photo_2": "2.jpg"}
    values = said(replace(instance, observations=[SEEN, two]))
    assert values["photo_2", "relevant"] == ["true", "true"]
    assert values["photo_3", "relevant"] == ["false", "true"]
