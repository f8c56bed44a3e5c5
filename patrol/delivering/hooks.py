"""One POST to a webhook: to the address that was checked, without following anybody elsewhere."""

import time
from datetime import UTC, datetime
from typing import Any, NamedTuple

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from patrol.config import NotifySettings
from patrol.delivering import robots
from patrol.delivering.addresses import parts_of, port_of, resolve
from patrol.delivering.outcomes import NO_TLS, SENT, UNREACHABLE, UNSURE, Outcome, failed, refused
from patrol.errors import Invalid, Refusal

MOST_ANSWER_BYTES = 16 * 1024
REDIRECTS, SERVER_ERRORS = range(300, 400), 500
FOR_NOW = (408, 429)


class Hook(NamedTuple):
    """Where a message goes, and as what."""

    robot: str
    url: str
    secret: str | None


class _Named(HTTPAdapter):
    """Speaks TLS to an IP address in the name of a host, whose certificate it must show."""

    def __init__(self, host: str):
        self.host = host
        super().__init__(max_retries=0)

    def init_poolmanager(self, *arguments, **options):
        """Pools that ask for the host's certificate."""
        super().init_poolmanager(*arguments, server_hostname=self.host, assert_hostname=self.host, **options)


def post(hook: Hook, told: dict[str, Any], message_id: str, ways: NotifySettings) -> Outcome:
    """Send one message, once. A failure is certain only when nothing went out, or when the other side says so."""
    try:
        parts = parts_of(hook.url, private=ways.private_webhooks)
        address = resolve(parts.hostname, port_of(parts), private=ways.private_webhooks)
    except Invalid:
        return Outcome("refused", "send_not_https")
    except Refusal as wrong:
        return Outcome("refused" if wrong.key == "send_not_public" else "failed", wrong.key)
    now = datetime.now(UTC)
    query = "&".join(part for part in (parts.query, robots.signed_query(hook.robot, hook.secret, now)) if part)
    netloc = f"[{address}]:{port_of(parts)}" if ":" in address else f"{address}:{port_of(parts)}"
    content = robots.body(hook.robot, hook.secret, told, now)
    named = robots.headers(hook.robot, hook.secret, content, message_id) | {"Host": parts.netloc}
    with requests.Session() as session:
        # No proxy and no credentials of the environment.
        session.trust_env = False
        if parts.scheme == "https":
            session.mount("https://", _Named(parts.hostname))
        return _sent(session, parts._replace(netloc=netloc, query=query).geturl(), hook.robot, content, named, ways)


def _sent(session, url: str, robot: str, content: bytes, named: dict, ways: NotifySettings) -> Outcome:
    try:
        answer = session.post(
            url,
            data=content,
            headers=named,
            timeout=ways.timeout_s,
            allow_redirects=False,
            stream=True,
            verify=str(ways.ca_file) if ways.ca_file else True,
        )
    except requests.exceptions.SSLError:
        return NO_TLS
    except requests.ConnectTimeout:
        return UNREACHABLE
    except requests.ConnectionError as error:
        return UNREACHABLE if _never_connected(error) else UNSURE
    except requests.RequestException:
        return UNSURE
    with answer:
        return _judged(answer, robot, ways.timeout_s)


def _never_connected(error: BaseException) -> bool:
    """Whether it failed before a byte could go out."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _judged(answer: requests.Response, robot: str, patience_s: float) -> Outcome:
    code = answer.status_code
    if code in REDIRECTS:
        return Outcome("refused", "send_redirect")
    if not answer.ok:
        return failed(code) if code >= SERVER_ERRORS or code in FOR_NOW else refused(code)
    if robot == "json":
        return SENT
    content = _read(answer, patience_s)
    if content is None:
        return UNSURE
    said = robots.complaint(robot, content)
    return failed(said) if said else SENT


def _read(answer: requests.Response, patience_s: float) -> bytes | None:
    """The beginning of the answer's body; None when it does not come in time."""
    until, content = time.monotonic() + patience_s, b""
    try:
        while len(content) < MOST_ANSWER_BYTES and time.monotonic() < until:
            more = answer.raw.read1(MOST_ANSWER_BYTES, decode_content=True)
            if not more:
                return content
            content += more
    except (OSError, HTTPError):
        return None
    return content if len(content) >= MOST_ANSWER_BYTES else None
