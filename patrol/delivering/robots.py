"""What robots of group chats and other programs want to be sent, and how they answer."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

TIMES_MS = 1000


def _hmac(key: str, message: bytes) -> bytes:
    return hmac.digest(key.encode(), message, hashlib.sha256)


def signed_query(robot: str, secret: str | None, now: datetime) -> str:
    """What DingTalk wants behind the address when its robot has a secret; nothing for others."""
    if robot != "dingtalk" or not secret:
        return ""
    moment = int(now.timestamp() * TIMES_MS)
    sign = base64.b64encode(_hmac(secret, f"{moment}\n{secret}".encode())).decode()
    return f"timestamp={moment}&sign={quote_plus(sign)}"


def body(robot: str, secret: str | None, told: dict[str, Any], now: datetime) -> bytes:
    """The JSON of a message. `told`: id, kind, subject_kind, subject, text, at, link."""
    if robot in ("wecom", "dingtalk"):
        said = {"msgtype": "text", "text": {"content": told["text"]}}
    elif robot == "feishu":
        said = {"msg_type": "text", "content": {"text": told["text"]}}
        if secret:
            moment = int(now.timestamp())
            sign = base64.b64encode(_hmac(f"{moment}\n{secret}", b"")).decode()
            said |= {"timestamp": str(moment), "sign": sign}
    else:
        said = told
    return json.dumps(said, ensure_ascii=False).encode()


def headers(robot: str, secret: str | None, content: bytes, message_id: str) -> dict[str, str]:
    """The id by which a receiver knows a message again, and for programs a signature over the body."""
    named = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": message_id}
    if robot == "json" and secret:
        named["X-Patrol-Signature"] = f"sha256={_hmac(secret, content).hex()}"
    return named


def complaint(robot: str, answer: bytes) -> str | None:
    """The code with which a robot refused in a 200 answer; None when it took the message. Programs just say 200."""
    if robot == "json":
        return None
    try:
        said = json.loads(answer)
        code = said.get("errcode", said.get("code", said.get("StatusCode"))) if isinstance(said, dict) else None
    except ValueError:
        code = None
    # Without a code nobody knows who answered; robots always give one.
    return None if code == 0 else str(int(code)) if isinstance(code, int) else "?"
