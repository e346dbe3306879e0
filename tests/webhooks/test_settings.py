import pytest

from api.features import FEATURES
from api.platform.settings import Settings, SettingsError, read_settings
from api.platform.webhooks.settings import WebhookSettings

BACKOFF = "VONK_WEBHOOKS_BACKOFF_SECONDS"


@pytest.mark.parametrize(
    ("text", "pauses"), [("1,2.5", (1, 2.5)), ("[1, 2]", (1, 2)), (" 5 ", (5,)), ("", ()), ("0,0", (0, 0))]
)
def test_pauses_are_a_list_with_commas(text: str, pauses: tuple[float, ...]) -> None:
    assert read_settings(FEATURES.settings, {BACKOFF: text})[WebhookSettings].webhooks_backoff_seconds == pauses


@pytest.mark.parametrize("text", ["soon", "1;2", "-1", "1,nan", "inf"])
def test_pauses_that_cannot_be_waited_are_refused_by_name(text: str) -> None:
    with pytest.raises(SettingsError, match=BACKOFF):
        read_settings(FEATURES.settings, {BACKOFF: text})


def test_without_settings_attempts_go_on_for_days() -> None:
    pauses = Settings()[WebhookSettings].webhooks_backoff_seconds
    assert list(pauses) == sorted(pauses)
    assert sum(pauses) > 3 * 24 * 3600
