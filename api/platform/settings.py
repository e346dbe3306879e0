"""Every setting of a node, read once from VONK_* environment variables; docs/settings.md lists them."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

EMBEDDED_DATABASE = "vonk.db"


LARGEST_NUMBER = 1_000_000_000
_FURTHEST_DAYS = 36_500  # A clock moved further leaves the years that people plan in.
_ABOVE_ZERO = ("_KM_PER_HOUR", "DETOUR_FACTOR", "MAX_BODY_BYTES", "RATE_LIMIT_PER_MINUTE")
_WEB_ADDRESSES = frozenset({"VONK_BASE_URL", "VONK_OIDC_JWKS_URL"})


class SettingsError(ValueError):
    """A setting cannot be used; the text names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a municipality or an operator may choose; the defaults are right for a first look."""

    data_dir: str = "data"
    database_url: str = ""
    secret_keys: str = ""
    base_url: str = "https://vonk.example"
    public_catalogue: bool = False
    policy_cap_hours: float = 20.0
    stale_after_days: int = 180
    idempotency_hours: int = 24
    max_body_bytes: int = 1_000_000
    rate_limit_per_minute: int = 300_000
    clock_offset_days: int = 0
    allowed_origins: str = ""
    handover_answer_working_days: int = 10
    handover_reminder_working_days: int = 5
    handover_check_in_weeks: str = "2,6,13,26"
    handover_retention_days: int = 730
    walk_km_per_hour: float = 4.5
    bike_km_per_hour: float = 14.0
    car_km_per_hour: float = 25.0
    public_transport_km_per_hour: float = 12.0
    public_transport_wait_minutes: float = 8.0
    wheelchair_km_per_hour: float = 4.0
    detour_factor: float = 1.3
    oidc_issuer: str = ""
    oidc_audience: str = "vonk"
    oidc_jwks_url: str = ""
    oidc_role_claim: str = "vonk_role"
    oidc_organization_claim: str = "vonk_organization"
    run_jobs: bool = True
    event_source: str = "urn:nld:oin:00000000000000000000:systeem:vonk"
    webhooks_allow_private: bool = False
    webhooks_timeout_seconds: float = 10.0
    webhooks_backoff_seconds: tuple[float, ...] = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
    webhooks_disable_after_days: int = 5
    webhooks_retention_days: int = 30

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy address; the embedded SQLite file when none is set."""
        if not self.database_url:
            return f"sqlite:///{Path(self.data_dir) / EMBEDDED_DATABASE}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def check_in_weeks(self) -> tuple[int, ...]:
        """After how many weeks to ask how it goes; raises SettingsError when that is no list of whole numbers."""
        weeks = [part.strip() for part in self.handover_check_in_weeks.split(",") if part.strip()]
        if not all(part.isdecimal() for part in weeks):
            raise SettingsError("VONK_HANDOVER_CHECK_IN_WEEKS takes whole numbers, separated by commas.")
        return tuple(int(part) for part in weeks)


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment; raises SettingsError that names the variable."""
    values: dict[str, object] = {}
    for setting in fields(Settings):
        variable = f"VONK_{setting.name.upper()}"
        if variable in environment:
            values[setting.name] = _parse(variable, environment[variable], setting.default)
    return Settings(**values)  # type: ignore[arg-type]


def _parse(variable: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() not in {"0", "1", "true", "false"}:
            raise SettingsError(f"{variable} takes 1 or 0.")
        return text.lower() in {"1", "true"}
    if isinstance(default, str):
        if variable in _WEB_ADDRESSES and text != default:
            _require_web_address(variable, text)
        return text
    if isinstance(default, tuple):
        return tuple(_parse_number(variable, part, float) for part in text.strip("[] ").split(",") if part.strip())
    return _parse_number(variable, text, int if isinstance(default, int) else float)


def _require_web_address(variable: str, text: str) -> None:
    try:
        parts = urlsplit(text)
        is_good = parts.scheme in {"https", "http"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good:
        raise SettingsError(f"{variable} takes an address that begins with https:// or http://.")


def _parse_number(variable: str, text: str, kind: type[int] | type[float]) -> float:
    try:
        number = kind(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise SettingsError(f"{variable} takes {'a whole number' if kind is int else 'a number'}.")
    if number < 0 and variable != "VONK_CLOCK_OFFSET_DAYS":
        raise SettingsError(f"{variable} cannot be below zero.")
    if number == 0 and variable.endswith(_ABOVE_ZERO):
        raise SettingsError(f"{variable} takes more than zero.")
    if abs(number) > (_FURTHEST_DAYS if variable == "VONK_CLOCK_OFFSET_DAYS" else LARGEST_NUMBER):
        raise SettingsError(f"{variable} cannot be that large.")
    return number
