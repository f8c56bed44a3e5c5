"""What every refusal must look like."""

import json
import re

import requests

CHINESE = re.compile("[\u4e00-\u9fff]")


def explanations(errors) -> list[str]:
    """The sentences at the leaves of errors."""
    if isinstance(errors, dict):
        return [text for value in errors.values() for text in explanations(value)]
    return [text for value in errors for text in explanations(value)] if isinstance(errors, list) else [errors]


def assert_refused(answer: requests.Response, status: tuple[int, ...], field: str = "", english: bool = False) -> dict:
    """The one shape, every sentence of it in the language asked for, the field named among the errors; its body."""
    assert answer.status_code in status, answer.text[:2000]
    refusal = answer.json()
    assert {"code", "status", "message", "reason", "errors"} <= set(refusal), refusal
    assert refusal["status"] == answer.status_code
    assert refusal["code"]
    assert refusal["reason"]
    assert field in json.dumps(refusal["errors"]), refusal
    sentences = [refusal["message"], *explanations(refusal["errors"])]
    assert all(sentences), refusal
    assert all(bool(CHINESE.search(sentence)) is not english for sentence in sentences), refusal
    assert "Traceback" not in answer.text
    return refusal
