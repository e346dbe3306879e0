"""One attempt to hand a mail in: what the server said, and whether that is its last word."""

import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from api.platform.mail.server import MailServer
from api.platform.mail.vocabulary import MailFailure
from api.platform.patience import ended_at, seconds_left

CONNECT_SECONDS = 10.0
"""Long enough for a server on the other side of the world; a server that is gone keeps no thread for minutes."""
_READY, _TAKEN, _FORWARDED = 220, 250, 251
_PERMANENT = 5


class _NotEncryptedError(smtplib.SMTPResponseException):
    """The server does not encrypt."""


@dataclass(frozen=True, slots=True)
class ServerReply:
    """How an attempt ended: the code that the server answered, and what was wrong if anything was."""

    status: int | None = None
    failure: MailFailure | None = None
    is_final: bool = False
    """Tell whether another attempt would be refused just so."""


def send(server: MailServer, message: bytes, *, to: str, timeout_seconds: float) -> ServerReply:
    """Hand this message in once; it is taken when the server says so after its last byte, and then only."""
    return _spoken(server, timeout_seconds, lambda client: _hand_in(client, server.sender.addr_spec, to, message))


def call_on(server: MailServer, *, timeout_seconds: float) -> ServerReply:
    """Go in as for a mail, encrypted and logged in, and hand nothing in."""
    return _spoken(server, timeout_seconds, _look_in)


def _spoken(server: MailServer, timeout_seconds: float, speak: Callable[[smtplib.SMTP], ServerReply]) -> ServerReply:
    deadline = time.monotonic() + timeout_seconds
    try:
        with _opened(server, deadline) as client:
            return speak(client)
    except _NotEncryptedError as error:
        return ServerReply(error.smtp_code, MailFailure.ENCRYPTION)
    except smtplib.SMTPAuthenticationError as error:
        return ServerReply(error.smtp_code, MailFailure.LOGIN)
    except smtplib.SMTPResponseException as error:
        return ServerReply(error.smtp_code, MailFailure.SERVER)
    except smtplib.SMTPNotSupportedError:
        failure = MailFailure.LOGIN
    except ssl.SSLError:
        failure = MailFailure.ENCRYPTION
    except TimeoutError:
        failure = MailFailure.TIMEOUT
    except (OSError, UnicodeError):  # Every other error of smtplib is one of these too.
        failure = MailFailure.CONNECTION
    return ServerReply(failure=MailFailure.TIMEOUT if time.monotonic() >= deadline else failure)


def _look_in(client: smtplib.SMTP) -> ServerReply:
    code, _ = client.noop()
    return ServerReply(code) if code == _TAKEN else ServerReply(code, MailFailure.SERVER)


def _hand_in(client: smtplib.SMTP, sender: str, to: str, message: bytes) -> ServerReply:
    code, _ = client.mail(sender)
    if code != _TAKEN:
        return _refused(code, MailFailure.SENDER_REFUSED)
    code, _ = client.rcpt(to)
    if code not in {_TAKEN, _FORWARDED}:
        return _refused(code, MailFailure.RECIPIENT_REFUSED)
    try:
        code, _ = client.data(message)
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
    return ServerReply(code) if code == _TAKEN else _refused(code, MailFailure.MESSAGE_REFUSED)


def _refused(code: int, failure: MailFailure) -> ServerReply:
    return ServerReply(code, failure, is_final=code // 100 == _PERMANENT)


@contextmanager
def _opened(server: MailServer, deadline: float) -> Iterator[smtplib.SMTP]:
    """Give a connection that is encrypted as it has to be, and logged in; it ends at the deadline, whatever happens."""
    client = smtplib.SMTP(local_hostname=server.greeting)
    patience_seconds = min(CONNECT_SECONDS, seconds_left(deadline))
    with (
        socket.create_connection((server.host, server.port), patience_seconds) as plain,
        ended_at(deadline, plain),
    ):
        plain.settimeout(seconds_left(deadline))
        try:
            _greet(client, server, plain)
            yield client
            with suppress(OSError):
                client.putcmd("quit")  # Nobody waits for the answer: the mail is to be noted down first.
        finally:
            client.close()


def _greet(client: smtplib.SMTP, server: MailServer, plain: socket.socket) -> None:
    _speak_over(client, _verified(plain, server.host) if server.is_encrypted else plain)
    code, message = client.getreply()
    if code != _READY:
        raise smtplib.SMTPConnectError(code, message)
    client.ehlo_or_helo_if_needed()
    if server.needs_encryption and not server.is_encrypted:
        _start_encryption(client, _verified, server.host)
    elif not server.is_encrypted and client.has_extn("starttls"):
        _start_encryption(client, _unverified, server.host)
    if server.user:
        client.login(server.user, server.password)


def _start_encryption(client: smtplib.SMTP, wrap: Callable[[socket.socket, str], socket.socket], host: str) -> None:
    code, message = client.docmd("STARTTLS")
    if code != _READY or client.sock is None:
        raise _NotEncryptedError(code, message)
    _speak_over(client, wrap(client.sock, host))
    # What was said before may have come from anyone (RFC 3207, 4.2).
    client.helo_resp = client.ehlo_resp = None
    client.esmtp_features = {}
    client.does_esmtp = False
    client.ehlo_or_helo_if_needed()


def _speak_over(client: smtplib.SMTP, channel: socket.socket) -> None:
    client.sock, client.file = channel, None


def _verified(plain: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _unverified(plain: socket.socket, host: str) -> socket.socket:
    # As mail servers do among each other: without a login, encrypted to whoever it is beats not encrypted.
    return ssl._create_unverified_context().wrap_socket(plain, server_hostname=host)  # noqa: S323, SLF001 # nosec B323
