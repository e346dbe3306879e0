import pytest

from api.platform.webhooks.addresses import AddressRefusedError, is_public, look_up, read_target
from api.platform.webhooks.vocabulary import Failure

INWARD = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "0",
    "0.0.0.0",  # noqa: S104 - an address to refuse, bound by nothing
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:169.254.169.254]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "vonk.localhost",
    "printer.local",
    "metadata.google.internal",
    "nas.home.arpa",
]


@pytest.mark.parametrize("host", INWARD)
@pytest.mark.parametrize("port", ["", ":8443"])
def test_a_way_into_the_own_network_is_refused_however_it_is_written(host: str, port: str) -> None:
    with pytest.raises(AddressRefusedError) as refused:
        look_up(read_target(f"https://{host}{port}/vonk", allow_private=False), allow_private=False)
    assert refused.value.failure is Failure.ADDRESS_REFUSED


@pytest.mark.parametrize("address", ["93.184.215.14", "9.255.255.255", "172.32.0.1", "2606:2800:21f::1", "2a00::1"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://ontvanger.example/",
        "https://ontvanger.example@127.0.0.1/",
        "https://ontvanger.example/#deel",
        "https://ontvanger.example:0/",
        "gopher://ontvanger.example/",
        "https:ontvanger.example",
        "https://./",
        "https://%6cocalhost/",
        "https://127.0.0.1%2eontvanger.example/",
        "https://[::1%25lo]/",
        "https://[fe80::1%25eth0]/",
        "https://\\127.0.0.1/",
        "https://ontvanger.example\\@127.0.0.1/",
    ],
)
def test_an_address_that_means_two_things_is_refused(url: str) -> None:
    with pytest.raises(AddressRefusedError):
        read_target(url, allow_private=False)


def test_a_name_that_nobody_knows_is_told_apart() -> None:
    with pytest.raises(AddressRefusedError) as refused:
        look_up(read_target("https://nergens.invalid/", allow_private=False), allow_private=False)
    assert refused.value.failure is Failure.ADDRESS_UNKNOWN


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    with pytest.raises(AddressRefusedError):
        look_up(read_target("https://ontvanger.example/", allow_private=False), allow_private=False)
