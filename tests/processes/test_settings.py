"""What an operator sets: read by name, refused by name, and secrets from files."""

from pathlib import Path

import pytest

from api.features import FEATURES
from api.platform.security.settings import AccessSettings
from api.platform.settings import NodeSettings, SettingsError, read_settings
from tests.processes.server import vonk
from tests.service import SECRET_KEYS


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    return {"VONK_DATA_DIR": str(tmp_path / "data")}


def test_a_setting_that_cannot_be_read_is_named() -> None:
    done = vonk("migrate", VONK_STALE_AFTER_DAYS="soon")
    assert (done.returncode, done.stderr) == (1, "vonk: VONK_STALE_AFTER_DAYS takes a whole number.\n")


def test_a_variable_that_nobody_reads_is_refused_by_name_with_what_may_be_meant() -> None:
    done = vonk("migrate", VONK_BASEURL="https://vonk.example")
    assert (done.returncode, done.stderr) == (1, "vonk: VONK_BASEURL is no setting of Vonk; VONK_BASE_URL is one.\n")
    with pytest.raises(SettingsError, match=r"^VONK_XYZZY_QQQ is no setting of Vonk\.$"):
        read_settings(FEATURES.settings, {"VONK_XYZZY_QQQ": "1"})


def test_what_kubernetes_tells_of_a_service_called_vonk_is_no_setting() -> None:
    told = {"VONK_SERVICE_HOST": "10.0.0.1", "VONK_PORT": "tcp://10.0.0.1:80", "VONK_PORT_80_TCP_ADDR": "10.0.0.1"}
    read_settings(FEATURES.settings, told)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text(f"{SECRET_KEYS}\n")
    told = {"VONK_SECRET_KEYS_FILE": str(tmp_path / "keys")}
    assert read_settings(FEATURES.settings, told)[NodeSettings].secret_keys == SECRET_KEYS
    with pytest.raises(SettingsError, match=r"^Set VONK_SECRET_KEYS or VONK_SECRET_KEYS_FILE, not both\.$"):
        read_settings(FEATURES.settings, told | {"VONK_SECRET_KEYS": SECRET_KEYS})
    with pytest.raises(SettingsError, match=r"^VONK_SMTP_URL_FILE names a file that cannot be read\.$"):
        read_settings(FEATURES.settings, {"VONK_SMTP_URL_FILE": str(tmp_path / "none")})
    (tmp_path / "empty").write_text(" \n")
    with pytest.raises(SettingsError, match=r"^VONK_DATABASE_URL_FILE names a file that is empty\.$"):
        read_settings(FEATURES.settings, {"VONK_DATABASE_URL_FILE": str(tmp_path / "empty")})
    with pytest.raises(SettingsError, match="VONK_BASE_URL_FILE is no setting"):
        read_settings(FEATURES.settings, {"VONK_BASE_URL_FILE": str(tmp_path / "keys")})


@pytest.mark.parametrize("variable", ["VONK_OIDC_JWKS_URL", "VONK_BASE_URL"])
@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "ftp://keys.example", "keys.example/jwks", "https://", "https://[::1", "http://a:0"],
)
def test_an_address_that_is_not_of_the_web_is_refused_by_name_at_the_start(variable: str, address: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{variable} takes an address that begins with https:// or http://\.$"):
        read_settings(FEATURES.settings, {variable: address})


def test_serve_does_not_start_with_keys_of_an_issuer_that_are_no_web_address(data: dict[str, str]) -> None:
    done = vonk("serve", VONK_OIDC_JWKS_URL="file:///etc/hostname", **data)
    told = "vonk: VONK_OIDC_JWKS_URL takes an address that begins with https:// or http://.\n"
    assert (done.returncode, done.stderr) == (1, told)


@pytest.mark.parametrize("address", ["https://login.example/keys", "http://127.0.0.1:9000/jwks", ""])
def test_the_keys_of_an_issuer_are_at_a_web_address_or_nowhere(address: str) -> None:
    assert read_settings(FEATURES.settings, {"VONK_OIDC_JWKS_URL": address})[AccessSettings].oidc_jwks_url == address


@pytest.mark.parametrize("command", ["migrate", "serve", "doctor"])
@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("VONK_HANDOVER_CHECK_IN_WEEKS", "a", "takes whole numbers, separated by commas."),
        ("VONK_LADDER_LABELS", "7=A", "takes steps 1 to 6 with a label each, such as 1=A1,2=A1,3=A2."),
        ("VONK_SECRET_KEYS", "short", "has at least 32 characters, chosen by chance."),
    ],
)
def test_no_command_begins_with_a_value_that_would_be_read_later(
    command: str, variable: str, value: str, told: str, data: dict[str, str], tmp_path: Path
) -> None:
    done = vonk(command, **data, **{variable: value})
    assert done.returncode == 1
    assert done.stderr.startswith("vonk: ")
    assert done.stderr.endswith(f"{variable} {told}\n")
    assert len(done.stderr.splitlines()) == 1
    assert not list((tmp_path / "data").glob("*"))


@pytest.mark.parametrize(
    ("variable", "value"), [("VONK_SMTP_URL", "mail.example"), ("VONK_THEME_CSS", "/nowhere/theme.css")]
)
def test_a_migration_stops_at_what_a_server_would_not_start_with(
    variable: str, value: str, data: dict[str, str], tmp_path: Path
) -> None:
    done = vonk("migrate", VONK_MAIL_FROM="vonk@gemeente.example", **data, **{variable: value})
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith(f"vonk: {variable}")
    assert not list((tmp_path / "data").glob("*"))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:geheim@pw@127.0.0.1:1/x",  # pragma: allowlist secret
        "postgresql://u:geheim@pw/geheim@127.0.0.1:1/x",  # pragma: allowlist secret
        "postgresql://u:ge@heim:geheim@127.0.0.1:1/x",  # pragma: allowlist secret
        "postgresql://u:ge?heim@pw@127.0.0.1:1/x",  # pragma: allowlist secret
        "postgresql://u:ge@heim?geheim@127.0.0.1:1/x",  # pragma: allowlist secret
        "postgresql://u/geheim@127.0.0.1:1/x",
        "postgresql://u:geheim",
        "postgresql://127.0.0.1:1/x?user=u&password=geheim",
    ],
)
def test_nothing_of_a_password_is_told_however_the_address_is_written(address: str, data: dict[str, str]) -> None:
    done = vonk("migrate", VONK_DATABASE_URL=address, **data)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    for part in ("geheim", "heim", "pw@"):
        assert part not in done.stdout + done.stderr
