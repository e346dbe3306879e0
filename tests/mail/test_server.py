"""The mail server of the settings: how its address is read, and how it is spoken to, encrypted and with a login."""

import re
from dataclasses import replace
from email.headerregistry import Address
from pathlib import Path
from urllib.parse import quote

import pytest

from api.operating.doctor import examine
from api.operating.others import examine_mail_server
from api.platform.mail.sending import ServerReply, send
from api.platform.mail.server import MailServer, describe_mail, find_mail_server
from api.platform.mail.vocabulary import MailFailure
from api.platform.settings import SettingsError
from api.platform.storage.database import Database
from tests.mail.post_office import PASSWORD, USER, PostOffice, open_post_office, tls_of
from tests.processes.server import vonk
from tests.service import choose_settings, node_on
from tests.webhooks.certificates import write_certificate

MESSAGE = b"From: vonk@gemeente.example\r\nSubject: Hallo\r\n\r\nHallo\r\n.\r\nNog een regel\r\n"
FROM = "Vonk <vonk@gemeente.example>"


def read(url: str, sender: str = FROM) -> MailServer:
    server = find_mail_server(choose_settings(smtp_url=url, mail_from=sender))
    assert server is not None
    return server


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate of localhost that this process trusts."""
    file = write_certificate(tmp_path / "localhost.pem", "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


def hand_in(server: MailServer) -> ServerReply:
    return send(server, MESSAGE, to="balie@focus.example", timeout_seconds=20)


def at_localhost(office: PostOffice, scheme: str, user: str = USER, password: str = PASSWORD) -> MailServer:
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return read(f"{scheme}://{login}localhost:{office.port}")


@pytest.mark.parametrize(
    ("url", "port", "how"),
    [
        ("smtp://mail.example", 25, "as it comes"),
        ("smtp://mail.example:2525/", 2525, "as it comes"),
        ("smtp+starttls://mail.example", 587, "starttls"),
        ("smtps://mail.example", 465, "from the first byte"),
        ("smtp://user:word@mail.example", 25, "starttls"),  # pragma: allowlist secret
        ("smtp://user:word@127.0.0.1", 25, "as it comes"),  # pragma: allowlist secret
        ("smtp://[::1]:25", 25, "as it comes"),
    ],
)
def test_the_address_says_how_the_server_is_spoken_to(url: str, port: int, how: str) -> None:
    server = read(url)
    found = {(True, False): "from the first byte", (False, True): "starttls", (False, False): "as it comes"}
    assert (server.port, found[server.is_encrypted, server.needs_encryption]) == (port, how)


def test_user_and_password_are_read_from_the_address_and_shown_nowhere() -> None:
    server = read("smtps://vonk%40gemeente.example:g%3Ah%2Fi@mail.example")
    assert (server.user, server.password) == ("vonk@gemeente.example", "g:h/i")
    assert "g:h/i" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "relay.focus.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:99999",
        "smtp://mail.example:0",
        "smtp://mail.example/inbox",
        "smtps://user:word@mail example",  # pragma: allowlist secret
        "smtp://mail.example?tls=1",
    ],
)
def test_an_address_that_is_none_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^VONK_SMTP_URL takes .*") as refused:
        read(url)
    assert url not in str(refused.value)


@pytest.mark.parametrize(
    "sender",
    ["Vonk", "vonk@gemeente.example\r\nBcc: x@y.example", "vönk@gemeente.example", "Vonk <>", "\u0007 <a@b.nl>"],
)
def test_a_sender_that_is_no_plain_address_is_refused(sender: str) -> None:
    with pytest.raises(SettingsError, match=r"^VONK_MAIL_FROM takes"):
        read("smtp://mail.example", sender)


def test_a_sender_may_have_a_name_in_any_letters() -> None:
    assert read("smtp://mail.example", "Vönk Rotterdam <vonk@gemeente.example>").sender.domain == "gemeente.example"
    assert read("smtp://mail.example", "vonk@gemeente.example").sender == Address("", "vonk", "gemeente.example")


def test_a_password_goes_over_an_encrypted_connection_to_a_server_that_shows_who_it_is(certificate: Path) -> None:
    with open_post_office(tls_context=tls_of(str(certificate)), auth_required=True) as office:
        assert hand_in(at_localhost(office, "smtp+starttls")) == ServerReply(250)
    assert office.logins == [(USER, True)]
    assert office.seen[0].endswith(b"Hallo\r\n.\r\nNog een regel\r\n")


def test_so_it_does_where_all_is_encrypted_from_the_first_byte(certificate: Path) -> None:
    with open_post_office(ssl_context=tls_of(str(certificate))) as office:
        assert hand_in(at_localhost(office, "smtps", user="")) == ServerReply(250)
    assert len(office.taken) == 1


def test_to_a_server_that_nobody_knows_nothing_is_said(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with open_post_office(tls_context=tls_of(str(certificate))) as office:
        assert hand_in(at_localhost(office, "smtp+starttls")) == ServerReply(failure=MailFailure.ENCRYPTION)
    assert (office.logins, office.seen) == ([], [])


def test_neither_to_one_that_does_not_encrypt() -> None:
    with open_post_office() as office:
        told = hand_in(at_localhost(office, "smtp+starttls"))
    assert (told.failure, told.is_final, office.logins, office.seen) == (MailFailure.ENCRYPTION, False, [], [])


def test_without_a_login_it_is_encrypted_to_whoever_offers_that(certificate: Path) -> None:
    with open_post_office(tls_context=tls_of(str(certificate)), require_starttls=True) as office:
        assert hand_in(read(office.url)) == ServerReply(250)


def test_a_wrong_password_is_no_bounce_for_the_operator_puts_it_right(certificate: Path) -> None:
    with open_post_office(tls_context=tls_of(str(certificate))) as office:
        told = hand_in(at_localhost(office, "smtp+starttls", password="verkeerd"))  # noqa: S106 - of tests only
    assert told == ServerReply(535, MailFailure.LOGIN)


def test_a_server_that_knows_no_login_is_told_as_such() -> None:
    with open_post_office(auth_exclude_mechanism=["LOGIN", "PLAIN"]) as office:
        server = replace(read(office.url), user=USER, password=PASSWORD)
        assert hand_in(server).failure is MailFailure.LOGIN


def findings(database: Database, **chosen: str) -> list[tuple[bool, str]]:
    node = node_on(database)
    node.settings = choose_settings(database_url="sqlite://", secret_keys="x" * 32, **chosen)
    return [(each.is_good, each.text) for each in examine(node) if "ail" in each.text or "BASE_URL" in each.text]


def test_the_doctor_tells_whether_mail_is_on_and_what_is_half_done(database: Database) -> None:
    url, base = "smtps://user:secret@mail.example", "https://vonk.gemeente.example"  # pragma: allowlist secret
    off = "Mail is off, nobody is written to: {} not set."
    assert findings(database) == [(True, off.format("VONK_SMTP_URL and VONK_MAIL_FROM"))]
    assert findings(database, smtp_url=url) == [(False, off.format("VONK_MAIL_FROM"))]
    assert findings(database, mail_from=FROM) == [(False, off.format("VONK_SMTP_URL"))]
    assert findings(database, smtp_url="secret", mail_from=FROM)[0][0] is False
    with open_post_office() as office:
        on = [
            (True, f"Mail goes out through 127.0.0.1:{office.port}."),
            (True, "The mail server answers, and lets us in."),
            (True, "0 mails are on their way, 0 bounced or failed."),
        ]
        assert findings(database, smtp_url=office.url, mail_from=FROM, base_url=base) == on
        nowhere = (False, "VONK_BASE_URL is not set: the links in mails lead nowhere.")
        assert findings(database, smtp_url=office.url, mail_from=FROM) == [*on[:2], nowhere, on[2]]
    assert (office.addressed_to, office.seen) == ([], [])
    assert describe_mail(choose_settings(smtp_url=url, mail_from=FROM)) == "Mail goes out through mail.example:465."


def test_the_doctor_says_why_no_mail_can_go_out(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_post_office(tls_context=tls_of(str(certificate))) as office:
        assert examine_mail_server(at_localhost(office, "smtp+starttls")).is_good
        wrong = examine_mail_server(at_localhost(office, "smtp+starttls", password="verkeerd"))  # noqa: S106 - of tests only
        monkeypatch.delenv("SSL_CERT_FILE")
        unknown = examine_mail_server(at_localhost(office, "smtp+starttls"))
    assert (wrong.is_good, "(it answered 535): it does not let us in" in wrong.text) == (False, True)
    assert (unknown.is_good, "its certificate is not good" in unknown.text) == (False, True)
    gone = examine_mail_server(read(office.url))
    assert (gone.is_good, "it cannot be reached" in gone.text) == (False, True)
    assert PASSWORD not in f"{wrong}{unknown}{gone}"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_node_does_not_start_with_a_mail_server_that_it_cannot_read(database_url: str) -> None:
    ended = vonk("serve", VONK_DATABASE_URL=database_url, VONK_SMTP_URL="mail:geheim@x", VONK_MAIL_FROM=FROM)
    assert (ended.returncode, "geheim" in ended.stderr) == (1, False)
    assert re.fullmatch(r"vonk: VONK_SMTP_URL takes an address .*\n", ended.stderr)
