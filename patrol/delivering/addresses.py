"""Where messages may go: names are resolved once, refused inside the house, and the very address is then spoken to."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from patrol.errors import Invalid, Refusal

HTTPS_PORT, HTTP_PORT = 443, 80
NAT64 = ip_network("64:ff9b::/96")
IPV4_BITS = 0xFFFFFFFF


def parts_of(url: str, *, private: bool) -> SplitResult:
    """The parts of a webhook's address. Invalid unless it is https (or, where `private`, http) and holds no more."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Invalid({"url": "webhook_url"}) from None
    plain = parts.hostname and parts.hostname.isascii() and not (parts.username or parts.password or parts.fragment)
    allowed = ("https", "http") if private else ("https",)
    if not plain or parts.scheme not in allowed or port == 0 or any(letter <= " " for letter in url):
        raise Invalid({"url": "webhook_url"})
    return parts


def check_address(url: str, *, private: bool) -> None:
    """Invalid for an address that nothing would be sent to, when it is entered. A name not known yet is taken."""
    parts = parts_of(url, private=private)
    try:
        resolve(str(parts.hostname), port_of(parts), private=private)
    except Refusal as refusal:
        if refusal.key == "send_not_public":
            raise Invalid({"url": refusal.key}) from refusal


def port_of(parts: SplitResult) -> int:
    """The port that is spoken to."""
    return parts.port or (HTTPS_PORT if parts.scheme == "https" else HTTP_PORT)


def resolve(host: str, port: int, *, private: bool) -> str:
    """The IP address of a host. Refusal with a sentence's key when it is unknown, or not on the public internet.

    Every address that the name has must be public: one that changes between two questions must gain nothing.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refusal("send_unknown_host") from None
    addresses = [str(each[4][0]) for each in found]
    if not private and not all(map(is_public, addresses)):
        raise Refusal("send_not_public")
    return addresses[0]


def is_public(written: str) -> bool:
    """Whether an IP address is one of the public internet, also when it is wrapped into an IPv6 address."""
    address = ip_address(written.partition("%")[0])
    if isinstance(address, IPv6Address):
        address = _wrapped(address) or address
    return address.is_global and not address.is_multicast


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & IPV4_BITS)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
