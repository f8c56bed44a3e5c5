"""An issue that the office has told somebody to put right."""

import hashlib
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

TITLE = "右岸堆垃圾"
SAID, ASKED = "右岸堆有建筑垃圾，约两车。", "请三日内清运干净，拍照回报。"
DAYS = 3


class Assigned:
    """One issue of the patroller, seen from the desk as well."""

    def __init__(self, live_server, photo: Path, *, to_another: bool = False):
        self.finder, self.office = live_server.phone("patroller"), live_server.phone("office")
        sync = self.finder.get("/api/v1/sync")
        segment = sync["segments"][0]
        self.category = next(each["code"] for each in sync["categories"] if each["problem"] and each["kind"] == "river")
        self.place = segment["line"]["lon"][0] / 1e6, segment["line"]["lat"][0] / 1e6
        self.due = date.fromisoformat(sync["today"]) + timedelta(days=DAYS)
        report = {
            "id": str(uuid4()),
            "kind": "river",
            "category": self.category,
            "title": f"{TITLE} {uuid4().hex[:6]}",
            "text": SAID,
            "severity": "major",
            "segment": segment["code"],
            "position": {"lon": self.place[0], "lat": self.place[1], "accuracy_m": 5},
            "photos": [stored(self.finder, photo)],
        }
        self.title = report["title"]
        self.number = self._post(self.finder, "/api/v1/issues", report)["number"]
        self.step("accept")
        self.step(
            "assign",
            assignee=self._another() if to_another else "patroller",
            due_on=self.due.isoformat(),
            opinion=ASKED,
        )

    def _another(self) -> str:
        may = self.office.get(f"/api/v1/issues/{self.number}/answering")["items"]
        return next(who["username"] for who in may if who["username"] != "patroller")

    def step(self, action: str, **said) -> dict:
        """The office takes a step."""
        return self._post(self.office, f"/api/v1/issues/{self.number}/events", {"action": action, **said})

    def reassign(self) -> dict:
        """The office gives it to somebody else."""
        return self.step("reassign", assignee=self._another(), due_on=self.due.isoformat(), opinion="换人办理。")

    def begin(self) -> dict:
        """The patroller begins, by another way than the phone."""
        return self._post(self.finder, f"/api/v1/issues/{self.number}/events", {"action": "rectify"})

    def submit(self, photo: Path) -> dict:
        """The patroller turns the work in, by another way than the phone."""
        said = {"action": "submit", "opinion": "已清运。", "photos": [stored(self.finder, photo)]}
        return self._post(self.finder, f"/api/v1/issues/{self.number}/events", said)

    def now(self) -> dict:
        """How it stands at the server."""
        return self.office.get(f"/api/v1/issues/{self.number}")

    def _post(self, who, path: str, body: dict) -> dict:
        answer = who.session.post(f"{who.base}{path}", json=body, timeout=60)
        assert answer.ok, answer.text
        return answer.json()


def stored(who, photo: Path) -> str:
    """Sends a photo; its hash."""
    content = photo.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    who.put_photo(digest, content).raise_for_status()
    return digest
