"""The forms themselves: compiled without a remark, accepted by ODK Validate, worded twice, versioned by content."""

import re
import shutil
from xml.etree import ElementTree

import pytest
from pyxform.xls2xform import convert

from patrol.openrosa.definitions import DEFINITIONS, LAYOUT, Choice, workbook
from patrol.openrosa.forms import compiled

CHOICES = (Choice("岸边垃圾", "Rubbish on the bank"), Choice("其他", "Something else"))
XF = "{http://www.w3.org/2002/xforms}"

each_form = pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.id)


@each_form
def test_a_form_compiles_without_a_remark(definition):
    assert compiled(definition, CHOICES).warnings == ()


@each_form
@pytest.mark.skipif(not shutil.which("java"), reason="ODK Validate needs Java")
def test_odk_validate_accepts_a_form(definition):
    warnings: list[str] = []
    convert(workbook(definition, CHOICES, LAYOUT), warnings=warnings, form_name="data", validate=True)
    assert warnings == []


@each_form
def test_every_sentence_is_there_in_chinese_and_in_english(definition):
    root = ElementTree.fromstring(compiled(definition, CHOICES).xml)
    chinese, english = (
        {text.get("id"): "".join(text.itertext()).strip() for text in translation}
        for translation in root.iter(f"{XF}translation")
    )
    assert chinese.keys() == english.keys()
    assert all(re.search("[一-鿿]", said) for said in chinese.values()), chinese
    assert all(said and not re.search("[一-鿿]", said) for said in english.values()), english


def test_the_version_is_a_number_that_changes_with_the_form_and_only_then():
    first, same = (compiled.__wrapped__(DEFINITIONS[0], CHOICES) for _ in range(2))
    other = compiled(DEFINITIONS[0], CHOICES[:1])
    assert first.version == same.version
    assert first.version.isdigit()
    assert first.version != other.version
    assert first.version.encode() in first.xml


def test_a_county_without_categories_still_has_a_form():
    assert "其他涉河问题" in compiled(DEFINITIONS[0], ()).xml.decode()


def test_words_of_a_county_are_words_and_no_expressions():
    form = compiled(DEFINITIONS[0], (Choice("<水> & ${葫芦}", "${water}"),))
    assert form.warnings == ()
    assert "&lt;水&gt;" in form.xml.decode()
