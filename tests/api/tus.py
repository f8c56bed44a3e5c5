"""A caller of the tus protocol that does exactly what it is told."""

import base64
import hashlib
from dataclasses import dataclass

from tests.api.conftest import Caller

UPLOADS = "/api/v1/uploads"
STREAM = "application/offset+octet-stream"


def metadata(**values: str) -> str:
    """`Upload-Metadata` of these keys."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def checksum(content: bytes, algorithm: str = "sha256") -> str:
    """`Upload-Checksum` of these bytes."""
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


@dataclass
class Tus:
    """Somebody's uploads."""

    caller: Caller

    def ask(self, method: str, path: str = "", data: bytes | None = None, **headers: str):
        """One request; header names with underscores for hyphens. None takes a header away."""
        sent = {"Tus-Resumable": "1.0.0"} | {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in (self.caller.headers | sent).items() if value is not None}
        return self.caller.client.open(path or UPLOADS, method=method, data=data, headers=sent)

    def create(self, kind: str, record_id: str, content: bytes, also: dict | None = None, **headers):
        """The creation of an upload for this content; the answer."""
        described = metadata(kind=kind, id=record_id, **(also or {}))
        return self.ask("POST", **({"Upload_Length": str(len(content)), "Upload_Metadata": described} | headers))

    def patch(self, path: str, offset: int, piece: bytes, **headers):
        """One piece."""
        return self.ask("PATCH", path, piece, **({"Upload_Offset": str(offset), "Content_Type": STREAM} | headers))

    def offset(self, path: str) -> int:
        """What HEAD says."""
        answer = self.ask("HEAD", path)
        assert answer.status_code == 200, answer.status_code
        return int(answer.headers["Upload-Offset"])
