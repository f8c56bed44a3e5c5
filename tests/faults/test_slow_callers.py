"""Phones at the edge of the signal hold their connections for minutes; everybody else must not notice."""

import socket
from contextlib import ExitStack

import requests

SLOW = 60
PATIENCE_S = 60
"""For a loaded machine; the slow ones hold their lines longer than that."""
BODY = b"PUT /api/v1/photos/" + b"0" * 64 + b" HTTP/1.1\r\nHost: county\r\nContent-Length: 900000\r\n\r\n" + b"\xff\xd8"
HEAD = b"GET /healthz HTTP/1.1\r\nHost: county\r\n"


def connections(stack, server, first_bytes):
    for _ in range(SLOW):
        each = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S))
        each.sendall(first_bytes)


def test_a_patrol_arrives_while_many_phones_send_their_photos_slowly(hamlet):
    with ExitStack() as stack:
        connections(stack, hamlet, BODY)
        assert requests.get(f"{hamlet.base}/readyz", timeout=PATIENCE_S).ok


def test_a_patrol_arrives_while_many_phones_have_not_said_yet_what_they_want(hamlet):
    with ExitStack() as stack:
        connections(stack, hamlet, HEAD)
        assert requests.get(f"{hamlet.base}/readyz", timeout=PATIENCE_S).ok


def test_a_patrol_arrives_while_many_phones_only_hold_a_line(hamlet):
    with ExitStack() as stack:
        connections(stack, hamlet, b"")
        assert requests.get(f"{hamlet.base}/readyz", timeout=PATIENCE_S).ok
