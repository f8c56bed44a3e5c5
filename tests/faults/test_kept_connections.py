"""Connections that are kept between requests: all are served, be they more than there are threads."""

import http.client
from concurrent.futures import ThreadPoolExecutor


def test_more_connections_than_threads_ask_again_and_again_and_all_are_answered(hamlet):
    def asks(_number: int) -> list[int]:
        line = http.client.HTTPConnection("127.0.0.1", hamlet.port, timeout=60)
        found = []
        for _ in range(5):
            line.request("GET", "/healthz")
            answer = line.getresponse()
            answer.read()
            found.append(answer.status)
        # The server keeps the line: no answer closed it, and each came over the first.
        assert line.sock is not None
        line.close()
        return found

    with ThreadPoolExecutor(150) as callers:
        assert list(callers.map(asks, range(150))) == [[200] * 5] * 150
