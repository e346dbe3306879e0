import socket
import ssl
import time
from pathlib import Path
from typing import Any

import pytest

from api.platform.webhooks import sending
from api.platform.webhooks.sending import Attempt, send
from api.platform.webhooks.vocabulary import Failure
from tests.processes.server import free_port
from tests.webhooks.certificates import HOST
from tests.webhooks.receiver import Receiver, receiving


class Names:
    """A directory of names of our own, that counts how often it is asked."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.asked = 0

    def look_up(self, _host: str, port: int, **_options: Any) -> list[tuple[Any, ...]]:
        """The next answer; the last one again after that."""
        self.asked += 1
        address = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


def try_to_send(url: str, *, timeout_seconds: float = 5, allow_private: bool = True) -> Attempt:
    return send(url, b"{}", {"webhook-id": "1"}, timeout_seconds=timeout_seconds, allow_private=allow_private)


def test_a_name_is_looked_up_once_and_that_address_hears_the_name(
    monkeypatch: pytest.MonkeyPatch, certificate: Path, secure: ssl.SSLContext
) -> None:
    names, asked_for = Names("127.0.0.1", "10.0.0.1"), []
    secure.sni_callback = lambda _connection, name, _context: asked_for.append(name)
    monkeypatch.setattr(socket, "getaddrinfo", names.look_up)
    monkeypatch.setattr(sending, "_tls", lambda: ssl.create_default_context(cafile=certificate))
    with receiving(secure) as receiver:
        port = receiver.url.split(":")[2].partition("/")[0]
        outcome = try_to_send(f"https://{HOST}:{port}/vonk?a=b")
    assert outcome == Attempt(204)
    assert (names.asked, asked_for) == (1, [HOST])
    assert receiver.received[0].headers["host"] == f"{HOST}:{port}"
    assert receiver.received[0].path == "/vonk?a=b"


@pytest.mark.parametrize("host", [HOST, "ander.example"])
def test_a_certificate_that_is_not_trusted_or_for_another_host_is_refused(
    monkeypatch: pytest.MonkeyPatch, certificate: Path, secure: ssl.SSLContext, host: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names("127.0.0.1").look_up)
    if host != HOST:
        monkeypatch.setattr(sending, "_tls", lambda: ssl.create_default_context(cafile=certificate))
    with receiving(secure) as receiver:
        outcome = try_to_send(receiver.url.replace("127.0.0.1", host).replace("http:", "https:"))
    assert outcome == Attempt(failure=Failure.CERTIFICATE)
    assert receiver.received == []


def test_a_name_that_came_to_lead_inward_is_refused_at_the_attempt(
    monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names("127.0.0.1").look_up)
    outcome = try_to_send(receiver.url.replace("http://127.0.0.1", f"https://{HOST}"), allow_private=False)
    assert outcome == Attempt(failure=Failure.ADDRESS_REFUSED)
    assert receiver.received == []


def test_an_answer_that_drips_in_is_cut_off_in_time(receiver: Receiver) -> None:
    receiver.drip_seconds = 0.05
    started = time.monotonic()
    assert try_to_send(receiver.url, timeout_seconds=0.5) == Attempt(failure=Failure.TIMEOUT)
    assert time.monotonic() - started < 5


def test_a_silent_receiver_is_given_up_in_time(receiver: Receiver) -> None:
    receiver.answers_after_seconds = 2
    assert try_to_send(receiver.url, timeout_seconds=0.2) == Attempt(failure=Failure.TIMEOUT)


def test_nobody_at_home_is_a_failed_connection() -> None:
    assert try_to_send(f"http://127.0.0.1:{free_port()}/") == Attempt(failure=Failure.CONNECTION)


def test_an_unknown_name_is_told_apart() -> None:
    assert try_to_send("https://nergens.invalid/") == Attempt(failure=Failure.ADDRESS_UNKNOWN)


@pytest.mark.parametrize(
    ("status", "failure"),
    [(200, None), (299, None), (301, Failure.REDIRECT), (404, Failure.STATUS), (500, Failure.STATUS)],
)
def test_only_a_good_answer_is_a_delivery(receiver: Receiver, status: int, failure: Failure | None) -> None:
    receiver.statuses = [status]
    assert try_to_send(receiver.url) == Attempt(status, failure)
