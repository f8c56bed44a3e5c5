"""What is no request, or too long to be one, is told in the one error shape, and the next request is served."""

import json
import socket

import pytest
import requests

LINE = "GET /healthz HTTP/1.1\r\nHost: county\r\n"
UNREADABLE = {
    "a header of 70 kB": (f"{LINE}X-Long: {'x' * 70_000}\r\n\r\n", 431, "headers_too_large"),
    "two hundred headers": (
        f"{LINE}{''.join(f'X-{n}: 1' + chr(13) + chr(10) for n in range(200))}\r\n",
        431,
        "headers_too_large",
    ),
    "a header without a name": (f"{LINE}: x\r\n\r\n", 400, "unreadable_request"),
    "an address of 9 kB": (f"GET /healthz?{'x' * 9000} HTTP/1.1\r\n\r\n", 414, "address_too_long"),
    "words": ("巡河\r\n\r\n", 400, "unreadable_request"),
    "a version that is none": ("GET / HTTP/9.9\r\n\r\n", 400, "unreadable_request"),
    "chunks that are none": (
        "PUT /api/v1/photos/0 HTTP/1.1\r\nHost: c\r\nTransfer-Encoding: gzip\r\n\r\n",
        400,
        "unreadable_request",
    ),
}


def told(server, said: str) -> tuple[int, dict, dict]:
    """Status, headers and body of the answer to these very bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(said.encode())
        answer = b""
        while piece := line.recv(65_536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return int(status.split()[1]), dict(each.split(": ", 1) for each in lines), json.loads(body)


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_told_in_the_one_shape(hamlet, what):
    said, status, code = UNREADABLE[what]
    answered, headers, body = told(hamlet, said)
    assert (answered, headers["Content-Type"]) == (status, "application/json")
    assert body == {"code": code, "status": status, "message": body["message"], "reason": body["message"], "errors": {}}
    assert "Traceback" not in body["message"]
    assert requests.get(f"{hamlet.base}/healthz", timeout=60).ok


def test_an_address_too_long_is_told_which_parameter_to_split(hamlet):
    said, _status, _code = UNREADABLE["an address of 9 kB"]
    message = told(hamlet, said)[2]["message"]
    assert "filter" in message
    assert "POST" not in message
