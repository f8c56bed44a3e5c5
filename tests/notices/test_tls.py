"""TLS to receivers: the certificate must be that of the name, also when the address was resolved beforehand."""

import ssl
import subprocess

import pytest

from patrol.delivering.hooks import Hook, post
from patrol.delivering.mail import Mailer, compose
from patrol.delivering.outcomes import NO_TLS, SENT

TOLD = {"id": "1", "kind": "test", "subject_kind": "test", "subject": "", "text": "测试", "at": "", "link": None}


@pytest.fixture
def certificate(tmp_path):
    """`certificate("localhost")` is a certificate of that name and its key, in one file."""

    def made(name: str):
        path = tmp_path / f"{name}.pem"
        names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
        ask = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
        subprocess.run([*ask, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
        path.write_bytes(path.read_bytes() + (tmp_path / f"{path}.crt").read_bytes())
        return path

    return made


@pytest.fixture
def secured(web):
    """Let the HTTP receiver speak TLS with a certificate."""

    def made(path):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        web.server.socket = context.wrap_socket(web.server.socket, server_side=True, do_handshake_on_connect=False)
        return Hook("json", f"https://localhost:{web.port}/robot", None)

    return made


def test_the_certificate_of_the_name_is_asked_for_at_the_resolved_address(certificate, secured, ways, web):
    path = certificate("localhost")
    assert post(secured(path), TOLD, "1", ways(ca_file=path).notify) == SENT
    assert web.received[0][1]["Host"] == f"localhost:{web.port}"


def test_a_certificate_of_another_name_gets_nothing(certificate, secured, ways, web):
    path = certificate("elsewhere.test")
    assert post(secured(path), TOLD, "1", ways(ca_file=path).notify) == NO_TLS
    assert web.received == []


def test_a_certificate_that_nobody_vouches_for_gets_nothing(certificate, secured, ways, web):
    assert post(secured(certificate("localhost")), TOLD, "1", ways().notify) == NO_TLS
    assert web.received == []


def test_a_password_is_not_sent_in_the_clear_over_a_network(post_office, ways):
    with_password = ways(url=f"smtp://box:geheim@127.1:{post_office.port}")
    message = compose("wang@example.com", "王", "测试", "测试", 1, "zh-CN", with_password)
    assert Mailer(with_password).send(message) == NO_TLS
    assert post_office.received == []
