"""Many phones at once, each on a connection of its own, with as little work of ours between the calls as possible."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.hamlet import new_id
from tests.running import Phone, Server


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when the connection broke."""

    status: int
    body: bytes = b""
    kind: str = ""

    def json(self) -> dict:
        """The body, which must be JSON."""
        assert self.kind.split(";")[0].endswith("json"), (self.status, self.body[:500])
        return json.loads(self.body)


class Caller:
    """One kept-open connection with the token of a phone."""

    def __init__(self, server: Server, phone: Phone):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.token = phone.session.headers["Authorization"]

    def put(self, path: str, data: bytes, kind: str = "application/json") -> Answer:
        """One PUT; a broken connection is an answer too."""
        headers = {"Authorization": self.token, "Content-Type": kind}
        try:
            self.connection.request("PUT", path, data, headers)
            answer = self.connection.getresponse()
            return Answer(answer.status, answer.read(), answer.headers.get("Content-Type", ""))
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return Answer(0)

    def put_patrol(self, patrol_id: str, data: bytes) -> Answer:
        """One submission."""
        return self.put(f"/api/v1/patrols/{patrol_id}", data)


class Crowd:
    """Fifty callers who all start on the same beat."""

    def __init__(self, server: Server, phone: Phone, size: int = 50):
        self.callers = [Caller(server, phone) for _ in range(size)]
        self.pool = ThreadPoolExecutor(size)
        self.beat = threading.Barrier(size)

    def all_put(self, patrol_id: str, data: bytes) -> list[Answer]:
        """The same first submission from everybody at once."""

        def one(caller: Caller) -> Answer:
            self.beat.wait()
            return caller.put_patrol(patrol_id, data)

        return list(self.pool.map(one, self.callers))

    def each_put(self, data: bytes) -> list[Answer]:
        """The same walk from everybody at once, each under an id of their own."""

        def one(caller: Caller) -> Answer:
            self.beat.wait()
            return caller.put_patrol(new_id(), data)

        return list(self.pool.map(one, self.callers))

    def work_until(self, stop: threading.Event, task: Callable[[Caller], Iterator]) -> list:
        """Everybody repeats a task until told to stop; all that the tasks yield."""

        def one(caller: Caller) -> list:
            results = []
            while not stop.is_set():
                results += task(caller)
            return results

        return [result for results in self.pool.map(one, self.callers) for result in results]

    def close(self) -> None:
        """Hangs up."""
        self.pool.shutdown()
        for caller in self.callers:
            caller.connection.close()
