"""A real mail server on this machine (aiosmtpd), which does with each mail what the test wants."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.processes.server import free_port

HOST = "127.0.0.1"
USER, PASSWORD = "vonk", "een wachtwoord: met/tekens@en:meer"  # pragma: allowlist secret


@dataclass
class PostOffice:
    """What was handed in and taken, and what is answered to the next ones."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    seen: list[bytes] = field(default_factory=list)
    """Every message that came in, taken or not."""
    addressed_to: list[str] = field(default_factory=list)
    logins: list[tuple[str, bool]] = field(default_factory=list)
    """Who logged in, and whether over an encrypted connection."""
    at_sender: list[str] = field(default_factory=list)
    at_recipient: list[str] = field(default_factory=list)
    at_message: list[str] = field(default_factory=list)
    """What to answer, first to the first that comes; "hang up" breaks the connection, and after these all is taken."""

    @property
    def url(self) -> str:
        """Where it is, as the setting wants it."""
        return f"smtp://{HOST}:{self.port}"

    async def handle_MAIL(self, server: SMTP, _: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """Take a sender, or not."""
        if answer := _next(self.at_sender, server):
            return answer
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, _: Session, envelope: Envelope, address: str, __: Any) -> str:  # noqa: N802
        """Take a recipient, or not."""
        if answer := _next(self.at_recipient, server):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or not."""
        assert isinstance(envelope.content, bytes)
        self.seen.append(envelope.content)
        if answer := _next(self.at_message, server):
            return answer
        self.addressed_to += envelope.rcpt_tos
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 Taken"

    def authenticate(self, _: SMTP, session: Session, __: Envelope, ___: str, told: Any) -> AuthResult:
        """Let nobody in but us."""
        assert isinstance(told, LoginPassword)
        is_known = (told.login, told.password) == (USER.encode(), PASSWORD.encode())
        self.logins.append((told.login.decode(), session.ssl is not None))
        return AuthResult(success=is_known, handled=is_known)

    def links(self) -> list[str]:
        """The link of each mail that was taken, as its text tells it."""
        return [next(line for line in text_of(mail).splitlines() if line.startswith("http")) for mail in self.taken]


@contextmanager
def open_post_office(**chosen: Any) -> Iterator[PostOffice]:
    """A mail server that takes mail until the end of the test."""
    office = PostOffice(free_port())
    controller = Controller(office, hostname=HOST, port=office.port, authenticator=office.authenticate, **chosen)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def tls_of(certificate: str) -> ssl.SSLContext:
    """What a server with this certificate encrypts with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def text_of(mail: EmailMessage) -> str:
    """The text part."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def page_of(mail: EmailMessage) -> str:
    """The HTML part."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def _next(answers: list[str], server: SMTP) -> str | None:
    if not answers:
        return None
    answer = answers.pop(0)
    if answer == "hang up":
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
    return answer
