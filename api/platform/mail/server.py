"""The mail server of the settings, taken apart once: where it is, how it is spoken to, and from whom mail comes."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from api.platform.mail.settings import MailSettings
from api.platform.settings import NodeSettings, Settings, SettingsError

PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# What never leaves this machine need not be encrypted.
_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}")
_NOT_AN_ADDRESS = "VONK_SMTP_URL takes an address such as smtps://mail.example:465."
_NOT_A_SENDER = "VONK_MAIL_FROM takes one e-mail address in plain letters, such as Vonk <vonk@gemeente.example>."


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, by whom, and from whom it comes."""

    host: str
    port: int
    is_encrypted: bool
    """From the first byte on (smtps)."""
    needs_encryption: bool
    """Nothing is said before the connection is encrypted, to a server that shows who it is (smtp+starttls)."""
    sender: Address
    greeting: str
    user: str = field(repr=False)
    password: str = field(repr=False)


def find_mail_server(settings: Settings) -> MailServer | None:
    """Find the server that mail goes through; None when mail is off. Raises SettingsError for what cannot be read."""
    own = settings[MailSettings]
    if not (own.smtp_url and own.mail_from):
        return None
    parts = _read_url(own.smtp_url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    host = parts.hostname or ""
    needs_encryption = parts.scheme == "smtp+starttls" or (bool(user) and host not in _OWN_MACHINE)
    return MailServer(
        host=host,
        port=parts.port or PORTS[parts.scheme],
        is_encrypted=parts.scheme == "smtps",
        needs_encryption=needs_encryption,
        sender=_read_sender(own.mail_from),
        greeting=urlsplit(settings[NodeSettings].base_url).hostname or "localhost",
        user=user,
        password=password,
    )


def describe_mail(settings: Settings) -> str:
    """Say in one sentence for the operator: where mail goes, or that it is off; raises SettingsError."""
    server = find_mail_server(settings)
    if server is None:
        missing = [
            name
            for name, value in (
                ("VONK_SMTP_URL", settings[MailSettings].smtp_url),
                ("VONK_MAIL_FROM", settings[MailSettings].mail_from),
            )
            if not value
        ]
        return f"Mail is off, nobody is written to: {' and '.join(missing)} not set."
    return f"Mail goes out through {server.host}:{server.port}."


def has_half_a_mail_server(settings: Settings) -> bool:
    """Tell whether one of the two settings is there without the other, so that mail is off by mistake."""
    own = settings[MailSettings]
    return bool(own.smtp_url) != bool(own.mail_from)


def _is_mail_address(text: str) -> bool:
    """Tell whether this is one plain address, of letters that every mail server knows."""
    return _ADDRESS.fullmatch(text) is not None


def _read_url(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in PORTS and bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or parts.path.strip("/") or parts.query or parts.fragment:
        raise SettingsError(_NOT_AN_ADDRESS)  # Without what was set: a password may stand in it.
    return parts


def _read_sender(text: str) -> Address:
    name, address = parseaddr(text)
    if not _is_mail_address(address) or not text.isprintable():
        raise SettingsError(_NOT_A_SENDER)
    try:
        return Address(display_name=name, addr_spec=address)
    except ValueError:
        raise SettingsError(_NOT_A_SENDER) from None
