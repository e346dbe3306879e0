"""To which addresses a webhook may go: the public internet, and never the network that this service stands in.

A name is looked up once; every address that comes back has to be public, and the connection goes to exactly those.
However an address is written (127.1, 0x7f000001, 2130706433, ::ffff:127.0.0.1), what is judged is what would be
connected to. The lists are those of the IANA special-purpose registries, so that every Python judges alike.
"""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

from api.platform.web.problems import Words
from api.platform.webhooks.vocabulary import Failure

PORTS = {"https": 443, "http": 80}
_SPECIAL_V4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",  # where a cloud tells its machines about themselves
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
# Outside it lie loopback, link-local, private, multicast, and every way to write an IPv4 address as an IPv6 one.
_PUBLIC_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa")


class AddressRefusedError(Exception):
    """No webhook goes to this address; the words say why."""

    def __init__(self, words: Words, failure: Failure = Failure.ADDRESS_REFUSED) -> None:
        super().__init__(words.en)
        self.words = words
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart once, so that everything judges and uses the same parts."""

    is_secure: bool
    authority: str
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class SocketAddress:
    """Where a connection goes, as the system wants it."""

    family: socket.AddressFamily
    address: tuple[Any, ...]


def read_target(url: str, *, allow_private: bool) -> Target:
    """Read the parts of an address; raises AddressRefusedError for one that no webhook goes to, wherever it leads."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefusedError(_NOT_AN_ADDRESS) from None
    # A name with a dot at its end is the same name, and would pass by the lists.
    host = (parts.hostname or "").rstrip(".")
    if not _HOST.fullmatch(host) or "@" in parts.netloc or parts.fragment or port == 0:
        raise AddressRefusedError(_NOT_AN_ADDRESS)
    if parts.scheme != "https" and not (allow_private and parts.scheme == "http"):
        raise AddressRefusedError(_NOT_SECURE)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme == "https", parts.netloc, host, port or PORTS[parts.scheme], path)


def look_up(target: Target, *, allow_private: bool) -> list[SocketAddress]:
    """Return where a connection to this target may go; raises AddressRefusedError unless each address is public."""
    if not allow_private and _is_local_name(target.host):
        raise AddressRefusedError(_PRIVATE)
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressRefusedError(_UNKNOWN, Failure.ADDRESS_UNKNOWN) from None
    # One private address among the answers is enough: the connection might go there.
    if not allow_private and not all(is_public(str(address[0])) for *_, address in found):
        raise AddressRefusedError(_PRIVATE)
    return [SocketAddress(family, address) for family, _, _, _, address in found]


def is_public(text: str) -> bool:
    """Tell whether an address, as the system writes it, lies on the public internet."""
    # The part after % names an interface of this machine, and is no part of the address.
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_V4)
    return address in _PUBLIC_V6 and not any(address in network for network in _SPECIAL_V6)


def _is_local_name(host: str) -> bool:
    return any(host == local or host.endswith(f".{local}") for local in _LOCAL_NAMES)


_NOT_AN_ADDRESS = Words(
    "Dit is geen webadres zoals https://ontvanger.example/vonk.",
    "This is no address such as https://receiver.example/vonk.",
)
_NOT_SECURE = Words("Een webhook gaat alleen naar een https-adres.", "A webhook goes to an https address only.")
_PRIVATE = Words(
    "Dit adres ligt in een besloten netwerk. Kies een openbaar adres.",
    "This address lies in a private network. Choose a public one.",
)
_UNKNOWN = Words("Dit adres is niet te vinden.", "This address cannot be found.")
