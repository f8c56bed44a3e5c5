"""The addresses of a running cluster."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from psycopg.conninfo import make_conninfo

APP = "patrol"
GUESTS = "patrol_gis"
"""The group whose members may come over TCP from other computers, into the application's database alone."""
SUPERUSER = "postgres"


@dataclass(frozen=True)
class Running:
    """How to reach a cluster: over its Unix socket from this machine's programs, over 127.0.0.1:port from any."""

    socket_dir: Path
    port: int
    password: str = field(repr=False)
    superuser_password: str = field(repr=False)

    @property
    def database(self) -> str:
        """The name of the application's database."""
        return APP

    @property
    def url(self) -> str:
        """SQLAlchemy address of the application's database, as its owner, over the socket."""
        host = quote(str(self.socket_dir), safe="/")
        return f"postgresql+psycopg://{APP}:{self.password}@/{APP}?host={host}&port={self.port}"

    @property
    def conninfo(self) -> str:
        """libpq address of the application's database, as its owner, over the socket."""
        return make_conninfo(host=str(self.socket_dir), port=self.port, user=APP, password=self.password, dbname=APP)

    @property
    def tcp_conninfo(self) -> str:
        """libpq address of the application's database over TCP, for programs that know no sockets."""
        return make_conninfo(host="127.0.0.1", port=self.port, user=APP, password=self.password, dbname=APP)

    def superuser_conninfo(self, database: str = "postgres") -> str:
        """libpq address of a database as the superuser, over the socket."""
        return make_conninfo(
            host=str(self.socket_dir),
            port=self.port,
            user=SUPERUSER,
            password=self.superuser_password,
            dbname=database,
        )
