"""What sets up Collect on a phone: its settings as JSON, and packed into a QR code that Collect scans."""

import io
import json
import zlib
from base64 import b64encode

import segno

from patrol.messages import t

MODULE_PX, QUIET_MODULES = 6, 4


def settings_of(server_url: str, username: str, token: str | None, locale: str) -> dict:
    """Collect's settings: this server, this officer, forms kept up to date, sending by itself.

    Without a token Collect asks for it. Map tiles come from OpenStreetMap: Google's do not load in China.
    """
    general = {
        "protocol": "odk_default",
        "server_url": server_url,
        "username": username,
        "form_update_mode": "match_exactly",
        "periodic_form_updates_check": "every_one_hour",
        "autosend": "wifi_and_cellular",
        "app_language": "en" if locale == "en" else "zh",
        "basemap_source": "osm",
    }
    if token:
        general["password"] = token
    return {
        "general": general,
        "admin": {},
        "project": {"name": t("collect_project", locale), "icon": "巡", "color": "#1f6f5c"},
    }


def packed(settings: dict) -> str:
    """The settings as Collect reads them from a code: JSON, packed with zlib, in Base64."""
    return b64encode(zlib.compress(json.dumps(settings, ensure_ascii=False).encode(), 9)).decode()


def qr_png(settings: dict) -> bytes:
    """The packed settings in a QR code, as a PNG."""
    picture = io.BytesIO()
    segno.make_qr(packed(settings), error="l").save(picture, kind="png", scale=MODULE_PX, border=QUIET_MODULES)
    return picture.getvalue()
