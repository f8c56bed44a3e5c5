"""What a filled-in form becomes: a patrol with times laid over its track, observations, and photos as they arrive."""

import uuid
from datetime import date, timedelta
from itertools import permutations

import pytest
from sqlalchemy import func, select, update

from patrol.models import Assignment, CollectSubmission, IssueCategory, Observation, Patrol, Photo, SegmentVisit
from tests.api.conftest import COUNTY
from tests.collect import iso, trace
from tests.openrosa.conftest import WALK, filled, with_photos


def test_a_walk_is_credited_like_any_other_and_says_that_its_times_are_laid_over_it(wang, session):
    instance = filled()
    answer = wang.post(instance.xml)
    assert (answer.status, answer.message) == (201, "已核收：里程 2.0 公里，用时 39 分钟。有效巡查。")
    receipt = wang.receipt(instance.id)
    assert [segment["code"] for segment in receipt["segments"]] == ["R-1"]
    assert receipt["segments"][0]["covered_m"] == pytest.approx(2_000, abs=40)
    assert receipt["flags"] == [
        {
            "code": "times_interpolated",
            "message": "轨迹各点没有时间，按里程在 39 分钟内推算。",
            "severity": "remark",
            "evidence": {"minutes": 39},
        }
    ]
    ends = (func.ST_M(func.ST_StartPoint(Patrol.track)), func.ST_M(func.ST_EndPoint(Patrol.track)))
    begin, end = session.execute(select(*ends)).one()
    assert begin == instance.start.timestamp() + 30
    assert end == instance.start.timestamp() + instance.minutes * 60 - 30


def test_points_that_were_tapped_on_the_map_are_counted_and_told(wang):
    halves = (trace(WALK[:100]), trace(WALK[100:], accuracy_m=0.0))
    instance = filled(track="; ".join(halves))
    assert wang.post(instance.xml).status == 201
    flag = wang.receipt(instance.id)["flags"][1]
    assert (flag["code"], flag["severity"]) == ("points_not_measured", "doubt")
    assert flag["evidence"] == {"count": 67, "total": 167}


@pytest.mark.parametrize("place", ["R-2", "no such place"])
def test_a_place_that_was_named_but_not_walked_is_told_and_reviewed(wang, session, place):
    instance = filled(place=place)
    assert wang.post(instance.xml).status == 201
    assert wang.post(instance.xml).status == 201
    flags = wang.receipt(instance.id)["flags"]
    assert [flag["code"] for flag in flags] == ["times_interpolated", "place_not_walked"]
    assert flags[1]["message"] == f"表单中选择的是 {place}，轨迹却没有走到那里。"
    assert session.execute(select(Patrol.review, Patrol.severity)).one() == ("open", 2)


@pytest.mark.parametrize("place", ["R-1", "other", ""])
def test_a_place_that_was_walked_or_is_not_listed_is_no_doubt(wang, place):
    instance = filled(place=place)
    assert wang.post(instance.xml).status == 201
    assert [flag["code"] for flag in wang.receipt(instance.id)["flags"]] == ["times_interpolated"]


def test_what_was_seen_is_kept_with_its_place_and_time(wang, session):
    instance = filled()
    lon, lat = WALK[10]
    at = instance.start + timedelta(minutes=7)
    seen = {"category": "污水直排", "at": iso(at), "position": f"{lat} {lon} 88.0 5.5", "text": "管口 <2 处> & 异味"}
    instance.observations = [seen, {"category": "", "text": ""}, {"category": "漂浮物"}]
    assert wang.post(instance.xml).status == 201
    columns = (Observation.category, Observation.text, Observation.observed_at, Observation.accuracy_m)
    kept = session.execute(select(*columns, func.ST_X(Observation.geom)).order_by(Observation.observed_at)).all()
    assert kept[0] == ("污水直排", "管口 <2 处> & 异味", at, 5.5, pytest.approx(lon))
    assert [row.category for row in kept] == ["污水直排", "漂浮物"]


def test_the_answers_are_kept_word_for_word_with_the_place_that_was_chosen(wang, session):
    instance = filled(place="R-1")
    wang.post(instance.xml)
    kept = session.scalars(select(CollectSubmission)).one()
    assert (kept.answers, kept.place, kept.form) == (instance.xml, "R-1", "river-patrol")
    assert kept.device == "collect:uVzNYCpQcFKhLtRl"


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_split_posts_complete_a_patrol_in_any_order(wang, pictures, session, order):
    instance = filled(observations=with_photos(pictures))
    parts = [({name: data}, name != "3.jpg") for name, data in pictures.items()]
    answers = [wang.post(instance.xml, *parts[index]) for index in order]
    assert [answer.status for answer in answers] == [202, 202, 201]
    assert "尚缺 2 个照片文件" in answers[0].message
    assert wang.receipt(instance.id)["status"] == "complete"
    counts = [session.scalar(select(func.count()).select_from(table)) for table in (Patrol, Observation, Photo)]
    assert counts == [1, 1, 3]


def test_a_patrol_counts_before_its_photos_have_arrived(wang, pictures):
    instance = filled(observations=with_photos(pictures))
    assert wang.post(instance.xml, incomplete=True).status == 202
    receipt = wang.receipt(instance.id)
    assert (receipt["status"], receipt["effective"]) == ("awaiting_photos", True)


def test_the_same_post_again_changes_nothing(wang, pictures, session):
    instance = filled(observations=with_photos(pictures))
    first, again = (wang.post(instance.xml, pictures) for _ in range(2))
    assert (first.status, first.message) == (again.status, again.message)
    tables = (Patrol, Observation, Photo, SegmentVisit, CollectSubmission)
    assert [session.scalar(select(func.count()).select_from(table)) for table in tables] == [1, 1, 3, 1, 1]


def test_other_answers_under_the_same_instance_are_refused_and_change_nothing(wang):
    instance = filled()
    wang.post(instance.xml)
    before = wang.receipt(instance.id)
    other = filled(id=instance.id, start=instance.start, minutes=50)
    refused = wang.post(other.xml)
    assert refused.status == 409
    assert "另填一份" in refused.message
    assert wang.receipt(instance.id) == before


def test_an_edit_of_a_sent_form_is_refused_in_words(wang):
    instance = filled()
    wang.post(instance.xml)
    edit = wang.post(filled(edits=instance.id).xml)
    assert (edit.status, "不能修改" in edit.message) == (409, True)


def test_a_file_is_not_replaced_by_other_bytes(wang, pictures):
    instance = filled(observations=with_photos({"1.jpg": b""}))
    wang.post(instance.xml, {"1.jpg": pictures["1.jpg"]})
    refused = wang.post(instance.xml, {"1.jpg": pictures["2.jpg"]})
    assert (refused.status, refused.message) == (409, "文件 1.jpg 已收到过，且内容不同，不能替换。")


def test_files_that_the_form_does_not_name_are_left_aside(wang, pictures, session):
    assert wang.post(filled().xml, {"audit.csv": b"event,node", **pictures}).status == 201
    assert session.scalar(select(func.count()).select_from(Photo)) == 0


@pytest.mark.parametrize("named", ["/storage/emulated/0/odk/{}", r"C:\odk\{}", "{}"])
@pytest.mark.parametrize("sent", ["odk/media/{}", "{}"])
def test_a_photo_that_one_side_names_with_its_folder_is_not_awaited_for_ever(wang, pictures, named, sent):
    form = filled(observations=with_photos({named.format(name): content for name, content in pictures.items()}))
    answer = wang.post(form.xml, {sent.format(name): content for name, content in pictures.items()})
    assert answer.status == 201, answer.message
    receipt = wang.receipt(form.id)
    assert (receipt["status"], len(receipt["received_photos"])) == ("complete", len(pictures))


def test_the_same_photo_twice_is_one(wang, pictures):
    twice = {"a.jpg": pictures["1.jpg"], "b.jpg": pictures["1.jpg"]}
    instance = filled(observations=with_photos(twice))
    assert wang.post(instance.xml, twice).status == 201
    assert wang.receipt(instance.id)["status"] == "complete"


def test_photos_are_held_against_the_track_and_other_patrols_whenever_they_come(wang, pictures):
    far = with_photos(pictures)[0] | {"position": "27.52 116.52 80.0 6.0"}
    first = filled(observations=[far])
    wang.post(first.xml, incomplete=True)
    wang.post(first.xml, {"1.jpg": pictures["1.jpg"]})
    assert "photo_far" in [flag["code"] for flag in wang.receipt(first.id)["flags"]]
    second = filled(observations=with_photos({"x.jpg": b""}), start=first.start - timedelta(days=1))
    wang.post(second.xml, {"x.jpg": pictures["1.jpg"]})
    assert "photo_reused" in [flag["code"] for flag in wang.receipt(second.id)["flags"]]


def test_an_assignment_that_ended_meanwhile_loses_nothing(wang, session):
    session.execute(update(Assignment).values(valid_to=date(2026, 1, 2)))
    instance = filled(place="R-1")
    assert wang.post(instance.xml).status == 201
    assert wang.receipt(instance.id)["distance_m"] > 1_900


def test_what_falls_short_is_taken_and_told_why(wang):
    instance = filled(track=trace(WALK[:20]), minutes=5)
    answer = wang.post(instance.xml)
    assert answer.status == 201
    assert "少于规定的 10.0 分钟" in answer.message


def test_a_clock_that_was_set_back_on_the_way_loses_nothing(wang):
    instance = filled(minutes=-30)
    assert wang.post(instance.xml).status == 201
    assert "clock_set_back" in [flag["code"] for flag in wang.receipt(instance.id)["flags"]]


def test_an_id_of_somebody_else_is_refused(wang, phone_of):
    instance = filled()
    wang.post(instance.xml)
    assert phone_of("zhao").post(instance.xml).status == 409


def test_a_form_is_offered_with_the_categories_that_the_county_has_now(wang, session):
    before = wang.get("formList").data
    words = {"code": "水葫芦 ${x}", "en": "Water hyacinth", "group": "常见问题", "group_en": "Common"}
    session.add(IssueCategory(division_code=COUNTY, kind="river", valid_from=date(2026, 1, 1), **words))
    session.flush()
    assert wang.get("formList").data != before
    form = wang.get("forms/river-patrol.xml").text
    assert "水葫芦" in form
    assert "岸边垃圾" in form


def test_an_id_is_that_of_the_instance(wang, session):
    instance = filled(id=str(uuid.uuid4()).upper())
    assert wang.post(instance.xml).status == 201
    assert session.scalar(select(Patrol.id)) == uuid.UUID(instance.id)
