"""Where a GIS program reaches the database."""

import socket
from dataclasses import dataclass

from sqlalchemy import make_url

from patrol.config import Settings

ANYWHERE = ("0.0.0.0", "::")
POSTGRES_PORT = 5432


@dataclass(frozen=True)
class Reached:
    """What is entered in QGIS: host, port and database. `outside` says whether other computers get there."""

    host: str
    port: int
    database: str
    outside: bool


def reached(settings: Settings) -> Reached:
    """The address of the database for a GIS program: of the private cluster over TCP, or that of DATABASE_URL."""
    url = make_url(settings.database_url)
    given = url.host or dict(url.query).get("host", "localhost")
    port = int(url.port or dict(url.query).get("port", POSTGRES_PORT))
    if not given.startswith("/"):
        return Reached(given, port, url.database, outside=given not in ("localhost", "127.0.0.1", "::1"))
    if settings.gis_address:
        return Reached(*settings.gis_address, url.database, outside=True)
    if settings.gis_listen is None:
        return Reached("127.0.0.1", port, url.database, outside=False)
    host = settings.gis_listen[0]
    return Reached(own_address() if host in ANYWHERE else host, port, url.database, outside=True)


def own_address() -> str:
    """This machine's address in its network, or the loopback where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; the kernel names the address it would send from
        except OSError:
            return "127.0.0.1"
        return probe.getsockname()[0]
