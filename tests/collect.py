"""ODK Collect as the server meets it: the requests of its HTTP client, part by part, and instances of its forms.

Written after the app's own network code: a first request without credentials and the same again once the server has
asked for them; a HEAD before each upload; posts of at most the announced size, each with the whole form; the flag
`*isIncomplete*` as the last part of all but the last one.
"""

import http.client
import uuid
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

AGENT = "org.odk.collect.android/v2025.4.1 Dalvik/2.1.0 (Linux; U; Android 13; Redmi 12 Build/TP1A.220624.014)"
XFORMS = {"list": "http://openrosa.org/xforms/xformsList", "manifest": "http://openrosa.org/xforms/xformsManifest"}
RESPONSE = "{http://openrosa.org/http/response}"
MOST_FILES = 100


@dataclass(frozen=True)
class Answer:
    """Status, headers (lower-case) and bytes."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def message(self) -> str:
        """What the app shows: the sentence in the envelope, which must be one."""
        root = ElementTree.fromstring(self.body)
        assert root.tag == f"{RESPONSE}OpenRosaResponse", self.body
        return root.findtext(f"{RESPONSE}message") or ""


@dataclass
class Collect:
    """The app on a phone that is set up for `server` (…/openrosa), a user name and a token."""

    server: str
    username: str
    token: str
    asked_for_credentials: bool = False
    log: list[tuple[str, str, int]] = field(default_factory=list)

    def request(self, method: str, url: str, body: bytes | None = None, content_type: str = "") -> Answer:
        """A request as OkHttp makes it, repeated with credentials when it is challenged."""
        answer = self._once(method, url, body, content_type)
        if answer.status == 401 and not self.asked_for_credentials:
            challenge = answer.headers.get("www-authenticate", "")
            assert challenge.startswith("Basic realm="), challenge
            self.asked_for_credentials = True
            answer = self._once(method, url, body, content_type)
        return answer

    def _once(self, method: str, url: str, body: bytes | None, content_type: str) -> Answer:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        connection.putrequest(
            method, parts.path + (f"?{parts.query}" if parts.query else ""), skip_accept_encoding=True
        )
        headers = {
            "User-Agent": AGENT,
            "X-OpenRosa-Version": "1.0",
            "Date": datetime.now().strftime("%a, %d %b %Y %I:%M:%S GMT"),
            "Connection": "Keep-Alive",
            "Accept-Encoding": "gzip",
        }
        if self.asked_for_credentials:
            headers["Authorization"] = "Basic " + b64encode(f"{self.username}:{self.token}".encode()).decode()
        if body is not None:
            headers |= {"Content-Type": content_type, "Content-Length": str(len(body))}
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        self.log.append((method, parts.path, found.status))
        return found

    def forms(self) -> dict[str, dict[str, str]]:
        """What "download forms" lists: form id → its fields."""
        answer = self.request("GET", f"{self.server}/formList")
        assert answer.status == 200, answer
        assert "text/xml" in answer.headers["content-type"]
        assert answer.headers["x-openrosa-version"] == "1.0"
        found = [_fields(each) for each in ElementTree.fromstring(answer.body)]
        return {each["formID"]: each for each in found}

    def media(self, manifest_url: str) -> list[dict[str, str]]:
        """The files of a manifest."""
        answer = self.request("GET", manifest_url)
        assert answer.headers["x-openrosa-version"] == "1.0"
        root = ElementTree.fromstring(answer.body)
        assert root.tag == f"{{{XFORMS['manifest']}}}manifest"
        return [_fields(each) for each in root]

    def send(self, xml: bytes, files: dict[str, bytes] | None = None) -> Answer:
        """Send a finalized form: HEAD, then as many posts as its files need; the last answer, or the first refusal."""
        head = self.request("HEAD", f"{self.server}/submission?deviceID=collect%3AuVzNYCpQcFKhLtRl")
        assert head.status == 204, head
        assert urlsplit(head.headers["location"]).hostname == urlsplit(self.server).hostname
        url = f"{head.headers['location']}?deviceID=collect%3AuVzNYCpQcFKhLtRl"
        answer = head
        for chunk, incomplete in chunks(files or {}, len(xml), int(head.headers["x-openrosa-accept-content-length"])):
            body, content_type = multipart(xml, chunk, incomplete)
            answer = self.request("POST", url, body, content_type)
            if answer.status not in (201, 202):
                return answer
        return answer


def _fields(element) -> dict[str, str]:
    return {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in element}


def chunks(files: dict[str, bytes], xml_bytes: int, most_bytes: int) -> list[tuple[dict[str, bytes], bool]]:
    """The files of each post, and whether more follow; a file larger than a post goes by itself."""
    found: list[dict[str, bytes]] = [{}]
    size = xml_bytes
    for name, data in files.items():
        if found[-1] and (size + len(data) > most_bytes or len(found[-1]) > MOST_FILES):
            found.append({})
            size = xml_bytes
        found[-1][name] = data
        size += len(data)
    return [(chunk, chunk is not found[-1]) for chunk in found]


def multipart(xml: bytes, files: dict[str, bytes], incomplete: bool = False) -> tuple[bytes, str]:
    """A post's body and content type: the form first, then the files, each under its own name, then the flag."""
    boundary = str(uuid.uuid4())
    parts = [('name="xml_submission_file"; filename="patrol_2026-11-20_08-00-00.xml"', "text/xml; charset=utf-8", xml)]
    parts += [(f'name="{name}"; filename="{name}"', "image/jpeg", data) for name, data in files.items()]
    if incomplete:
        parts.append(('name="*isIncomplete*"', "", b"yes"))
    body = b""
    for disposition, kind, data in parts:
        head = f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n"
        head += f"Content-Type: {kind}\r\n" if kind else ""
        body += f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def iso(at: datetime) -> str:
    """A time as Collect writes it."""
    return at.isoformat(timespec="milliseconds")


def trace(points, accuracy_m: float = 4.9) -> str:
    """A geotrace of (lon, lat) as Collect writes it; the app puts latitude first."""
    return "; ".join(f"{lat!r} {lon!r} 153.2 {accuracy_m}" for lon, lat in points)


@dataclass
class Instance:
    """One filled-in form. `observations` are question → answer; `edits` is the id of a sent form that it replaces."""

    form: str
    version: str
    track: str
    start: datetime
    minutes: float = 40
    place: str = "other"
    observations: list[dict[str, str]] = field(default_factory=list)
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    edits: str = ""

    @property
    def xml(self) -> bytes:
        """The instance file."""
        end = self.start + timedelta(minutes=self.minutes)
        seen = "".join(f"<observation>{_elements(each)}</observation>" for each in self.observations)
        answers = {
            "start": iso(self.start),
            "end": iso(end),
            "deviceid": "collect:uVzNYCpQcFKhLtRl",
            "place": self.place,
            "ready": "OK",
            "walk_start": iso(self.start + timedelta(seconds=30)),
            "track": self.track,
            "walk_end": iso(end - timedelta(seconds=30)),
        }
        deprecated = f"<deprecatedID>uuid:{self.edits}</deprecatedID>" if self.edits else ""
        return (
            f"<?xml version='1.0' ?><data xmlns:ev=\"http://www.w3.org/2001/xml-events\""
            f' xmlns:orx="http://openrosa.org/xforms" id="{escape(self.form)}" version="{escape(self.version)}">'
            f"{_elements(answers)}{seen}<distance_m>3998</distance_m><seen>{len(self.observations)}</seen><summary />"
            f"<meta><instanceID>uuid:{self.id}</instanceID><instanceName>巡河 2026-11-20</instanceName>{deprecated}"
            "</meta></data>"
        ).encode()


def _elements(answers: dict[str, str]) -> str:
    return "".join(f"<{name}>{escape(said)}</{name}>" if said else f"<{name} />" for name, said in answers.items())
