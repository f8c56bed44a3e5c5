"""Who is let into the cluster from where.

The application and the superuser come over the Unix socket, whose folder only the owner may enter, or over the
loopback. Guests, who are members of one group, come over TCP: over the loopback always, from other computers only when
the cluster is told to listen, then encrypted. All of them prove themselves by a password.
"""

import socket

from gis.cluster.home import ClusterError, Home
from gis.cluster.running import APP, GUESTS

Listen = tuple[str, int] | None
"""An address of this machine and a port, or None for the loopback alone."""
LOOPBACK = "127.0.0.1"
ANYWHERE = ("0.0.0.0", "::", "*")
CERTIFICATE_DAYS = 20 * 365
WAY = "scram-sha-256"


def settings(home: Home, listen: Listen) -> dict[str, str]:
    """The server's settings, with a certificate of its own making before it listens to others."""
    if listen is None:
        return {"listen_addresses": LOOPBACK}
    _make_certificate(home)
    host = listen[0]
    addresses = host if host in (LOOPBACK, *ANYWHERE) else f"{LOOPBACK},{host}"
    return {"listen_addresses": addresses, "ssl": "on", "ssl_min_protocol_version": "TLSv1.2"}


def write_rules(home: Home, listen: Listen) -> None:
    """Write pg_hba.conf: the first line that fits decides, and what fits none is refused."""
    lines = [
        ("local", "all", f"+{GUESTS}", "reject"),
        ("local", "all", "all", WAY),
        *(("host", APP, f"+{GUESTS}", address, WAY) for address in ("127.0.0.1/32", "::1/128")),
        *((("hostssl", APP, f"+{GUESTS}", "all", WAY),) if listen else ()),
        ("host", "all", f"+{GUESTS}", "all", "reject"),
        *(("host", "all", "all", address, WAY) for address in ("127.0.0.1/32", "::1/128")),
    ]
    path = home.pgdata / "pg_hba.conf"
    path.write_text("".join("  ".join(line) + "\n" for line in lines))
    home.give(path, 0o600)


def _make_certificate(home: Home) -> None:
    """A key and a certificate that nobody vouches for: they keep listeners out, as sslmode=require asks for."""
    key, certificate = home.pgdata / "server.key", home.pgdata / "server.crt"
    if key.exists() and certificate.exists():
        return
    request = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"]
    names = ["-days", str(CERTIFICATE_DAYS), "-subj", f"/CN={socket.gethostname()[:60]}"]
    try:
        done = home.run([*request, *names, "-keyout", str(key), "-out", str(certificate)], capture_output=True)
    except FileNotFoundError:
        raise ClusterError("openssl is not installed: apt-get install openssl") from None
    if done.returncode:
        raise ClusterError(f"No certificate could be made: {done.stderr.decode(errors='replace').strip()}")
    for path, mode in ((key, 0o600), (certificate, 0o644)):
        home.give(path, mode)
