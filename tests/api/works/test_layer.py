"""The published layer of works: areas in mu, plot factors by their words, row scope as everywhere."""

import pytest

from tests.api.conftest import OTHER_TOWN


def test_the_layer_tells_stage_areas_and_factors_in_words(hand, bring):
    said = {"species": "杉木", "origin": "planted", "has_design": True, "canopy": 0.3}
    bring("qualified", factors=said)
    page = hand("sup").caller.get("/ogc/collections/works/items", f="json").json
    (feature,) = page["features"]
    told = feature["properties"]
    assert (feature["id"], told["stage_name"], told["work_type_name"]) == ("ZL-1", "合格", "人工造林")
    assert (told["species"], told["origin"], told["has_design"], told["canopy"]) == ("杉木", "人工", "是", 0.3)
    assert (told["reported_mu"], told["qualified_mu"]) == (pytest.approx(149), pytest.approx(140))
    assert hand("sup").caller.get("/ogc/collections/works/items", f="json", stage="failed").json["features"] == []
    assert hand("other_office").caller.get("/ogc/collections/works/items", f="json").json["features"] == []
    assert OTHER_TOWN not in str(page)


def test_the_headings_are_chinese_names(hand, bring):
    answer = hand("sup").caller.get("/ogc/collections/works/schema")
    titles = {name: each.get("title") for name, each in answer.json["properties"].items()}
    assert (titles["land_before"], titles["lost_mu"], titles["density_per_mu"]) == (
        "造林前地类",
        "损失面积（亩）",
        "初植密度（株/亩）",
    )
