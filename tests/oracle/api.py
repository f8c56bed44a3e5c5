"""The running system as another program meets it: its command line and its HTTP, nothing of its code."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]


def patrol(environment: dict[str, str], *arguments: str, stdin: str | None = None) -> str:
    """What `bin/patrol ARGUMENTS…` prints; raises with all it said when it fails."""
    run = subprocess.run(
        [ROOT / "bin" / "patrol", *map(str, arguments)],
        env={**os.environ, **environment},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if run.returncode:
        raise RuntimeError(f"bin/patrol {' '.join(map(str, arguments))}\n{run.stdout}\n{run.stderr}")
    return run.stdout


@dataclass
class Phone:
    """A signed-in caller of the JSON API."""

    base: str
    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, username: str, password: str) -> None:
        """Takes a token; every later call carries it."""
        login = {"username": username, "password": password, "device": "oracle"}
        answer = self.session.post(f"{self.base}/api/v1/tokens", json=login, timeout=30)
        answer.raise_for_status()
        self.session.headers["Authorization"] = f"Bearer {answer.json()['token']}"

    def put_patrol(self, patrol_id: str, body: dict) -> requests.Response:
        """One submission."""
        return self.session.put(f"{self.base}/api/v1/patrols/{patrol_id}", json=body, timeout=60)

    def put_photo(self, sha256: str, data: bytes) -> requests.Response:
        """The bytes of one photo."""
        headers = {"Content-Type": "image/jpeg"}
        return self.session.put(f"{self.base}/api/v1/photos/{sha256}", data=data, headers=headers, timeout=60)

    def get(self, path: str, **query: str) -> dict:
        """A JSON answer; raises on anything but 2xx."""
        answer = self.session.get(f"{self.base}{path}", params=query, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def every_item(self, path: str, **query: str) -> list[dict]:
        """All items of a list of the contract, page after page."""
        page = self.get(path, **query)
        items = list(page["items"])
        while page.get("next"):
            page = self.get(page["next"].removeprefix(self.base))
            items += page["items"]
        return items

    def every_feature(self, layer: str, **query: str) -> list[dict]:
        """All features of a layer under /ogc, page after page."""
        page = self.get(f"/ogc/collections/{layer}/items", f="json", limit="1000", **query)
        features = list(page["features"])
        while following := next((link["href"] for link in page["links"] if link["rel"] == "next"), None):
            page = self.get(following.removeprefix(self.base))
            features += page["features"]
        return features
