"""Real receivers on loopback: a mail server and an HTTP server, which can be slow, refuse, or hang up."""

import json
import socketserver
import threading
import time
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """A server in a thread; `script` says how the next requests are answered, after that all goes well."""

    def __init__(self, server_class, handler, port: int = 0):
        self.server = server_class(("127.0.0.1", port), handler)
        self.server.daemon_threads = True
        self.server.owner = self
        self.received, self.script, self.lock = [], [], threading.Lock()
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    def next(self, usual):
        """How this request is answered."""
        with self.lock:
            return self.script.pop(0) if self.script else usual

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class _Post(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        owner = self.server.owner
        owner.received.append((self.path, dict(self.headers), json.loads(content), content))
        said = owner.next({})
        time.sleep(said.get("wait_s", 0))
        self.close_connection = True
        if said.get("hang_up"):
            return
        answer = json.dumps(said.get("json", {"errcode": 0, "code": 0})).encode()
        self.send_response(said.get("status", 200))
        for name, value in (said.get("headers") or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def http_receiver(port: int = 0) -> Receiver:
    """`received`: path, headers, JSON, bytes. `script`: dicts of status, json, headers, wait_s, hang_up."""
    return Receiver(ThreadingHTTPServer, _Post, port)


class _Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


class _Session(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        owner = self.server.owner
        plan = owner.next({})
        self.say("220 here")
        while line := self.rfile.readline():
            word = line.split()[0].decode().upper()
            if word in plan:
                if plan[word] == "hang up":
                    return
                self.say(plan[word])
            elif word == "DATA":
                self.say("354 go on")
                if not self.take(owner, plan.get("END", "250 kept")):
                    return
            else:
                self.say("221 bye" if word == "QUIT" else "250 fine")

    def take(self, owner, end: str) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        owner.received.append(message_from_bytes(b"".join(lines), policy=default))
        if end == "hang up":
            return False
        self.say(end)
        return True


def mail_receiver(port: int = 0) -> Receiver:
    """`received`: messages. `script`, one a connection: verb → answer or "hang up"; END is what follows a message."""
    return Receiver(_Threads, _Session, port)
