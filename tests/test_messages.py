"""Sentences for what an older release has stored."""

import pytest

from patrol.messages import flag_sentence


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_a_flag_that_an_older_release_stored_with_less_evidence_can_still_be_read(locale):
    flag = {"code": "driven", "severity": "notice", "evidence": {"metres": 800}}
    assert "800" in flag_sentence(flag, locale)
