"""A private PostGIS cluster under one folder: its own socket and port, checksums on, never run as root.

with cluster.using(Path("var")) as running:     # started when needed, stopped by the last one out
    psycopg.connect(running.conninfo)
running = cluster.start(Path("var"))            # started when needed, left running until cluster.stop()
"""

from gis.cluster.home import ClusterError
from gis.cluster.lease import remove, revive, start, status, stop, using
from gis.cluster.running import Running

__all__ = ["ClusterError", "Running", "remove", "revive", "start", "status", "stop", "using"]
