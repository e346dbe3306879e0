import stat
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from api.platform.settings import NodeSettings, Settings, SettingsError
from api.platform.storage.encryption import Secrets, UndecryptableError, open_secrets

OLD, NEW = "an-old-key-of-at-least-thirty-two-characters", "a-new-key-of-at-least-thirty-two-characters"


def test_what_is_stored_does_not_hold_the_text_and_opens_again() -> None:
    stored = Secrets([OLD]).encrypt("Fatima")
    assert "Fatima" not in stored
    assert Secrets([OLD]).decrypt(stored) == "Fatima"


def test_a_new_key_in_front_encrypts_and_the_old_one_still_opens() -> None:
    before = Secrets([OLD]).encrypt("vroeger")
    both = Secrets([NEW, OLD])
    assert both.decrypt(before) == "vroeger"
    after = both.encrypt("nu")
    assert Secrets([NEW]).decrypt(after) == "nu"
    with pytest.raises(UndecryptableError):
        Secrets([OLD]).decrypt(after)


def test_a_text_that_was_tampered_with_does_not_open() -> None:
    stored = Secrets([OLD]).encrypt("Fatima")
    with pytest.raises(UndecryptableError):
        Secrets([OLD]).decrypt(stored[:-4] + "AAAA")


def test_a_key_that_is_too_short_is_a_settings_error_that_does_not_repeat_it() -> None:
    with pytest.raises(SettingsError) as refused:
        open_secrets(Settings().choose(NodeSettings, secret_keys="hushhush"))  # noqa: S106 - of tests only # pragma: allowlist secret
    assert "hushhush" not in str(refused.value)


def test_keys_are_made_once_for_this_user_only(tmp_path: Path) -> None:
    settings = Settings().choose(NodeSettings, data_dir=str(tmp_path / "data"))
    stored = open_secrets(settings).encrypt("Fatima")
    file = tmp_path / "data" / "secret_keys"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert open_secrets(settings).decrypt(stored) == "Fatima"
    assert [each.name for each in file.parent.iterdir()] == ["secret_keys"]


def test_processes_that_start_at_once_read_the_same_keys(tmp_path: Path) -> None:
    settings = Settings().choose(NodeSettings, data_dir=str(tmp_path))
    with ThreadPool(8) as pool:
        opened = pool.map(open_secrets, [settings] * 8)
    stored = opened[0].encrypt("Fatima")
    assert [each.decrypt(stored) for each in opened] == ["Fatima"] * 8


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="secret_keys"):
        open_secrets(Settings().choose(NodeSettings, data_dir=str(tmp_path / "file" / "data")))
