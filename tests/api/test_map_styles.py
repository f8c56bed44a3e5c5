"""MapLibre styles of the layers: their tiles are found, and their rules share the features out as the looks say."""

import json
import subprocess

import pytest

from patrol.config import ROOT
from patrol.desk.looks import LOOKS
from patrol.desk.map_styles import STYLED

REL = "http://www.opengis.net/def/rel/ogc/1.0/styles"
VALIDATE = """
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
let read = ''
process.stdin.on('data', (part) => (read += part)).on('end', () => {
  const found = JSON.parse(read).map((style) => validateStyleMin(style).map(({ message }) => message))
  console.log(JSON.stringify(found))
})
"""


def style_of(caller, name: str) -> dict:
    collection = caller.get(f"/ogc/collections/{name}").json
    (link,) = [each for each in collection["links"] if each["rel"] == REL]
    listed = caller.get(link["href"]).json
    (sheet,) = listed["styles"][0]["links"]
    answer = caller.get(sheet["href"])
    assert answer.content_type == sheet["type"] == "application/vnd.mapbox.style+json"
    return answer.json


@pytest.mark.parametrize("name", STYLED)
def test_a_style_leads_to_the_tiles_that_it_draws(signed_in, name):
    supervisor = signed_in("sup")
    style = style_of(supervisor, name)
    described = supervisor.get(style["sources"][name]["url"]).json
    assert {each["source-layer"] for each in style["layers"]} == {each["id"] for each in described["vector_layers"]}


def test_styles_are_what_maplibre_understands(signed_in):
    if not (ROOT / "web" / "node_modules").is_dir():
        pytest.skip("the web build is not here")
    supervisor = signed_in("sup")
    styles = [style_of(supervisor, name) for name in STYLED]
    node = ROOT / ".venv" / "bin" / "node"
    run = subprocess.run(
        [node, "--input-type=module", "-e", VALIDATE],
        input=json.dumps(styles),
        cwd=ROOT / "web",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [[] for _ in styles]


@pytest.mark.parametrize("name", STYLED)
def test_every_rule_of_the_look_is_drawn_in_its_colour(signed_in, name):
    style = style_of(signed_in("sup"), name)
    legend = {each["metadata"]["legend"] for each in style["layers"]}
    look = LOOKS[STYLED[name][0]]()
    assert legend == {rule.label for rule in look.rules}
    painted = json.dumps(style["layers"])
    assert all((rule.symbol.colour or rule.symbol.outline) in painted for rule in look.rules)


def test_a_layer_without_a_style_lists_none_and_other_names_are_not_found(signed_in):
    supervisor = signed_in("sup")
    assert supervisor.get("/ogc/collections/tracks/styles").json["styles"] == []
    assert supervisor.get("/ogc/collections/tracks/styles/default").status_code == 404
    assert supervisor.get("/ogc/collections/plots/styles/none").status_code == 404
