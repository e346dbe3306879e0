"""The settings of a node, read once from VONK_* environment variables; docs/settings.md lists them.

Each feature declares its own group: a frozen dataclass whose field `stale_after_days` is VONK_STALE_AFTER_DAYS.
"""

import math
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypeVar, cast
from urllib.parse import urlsplit

from api.platform.plain_error import PlainError

EMBEDDED_DATABASE: Final = "vonk.db"
LARGEST_NUMBER: Final = 1_000_000_000
_FURTHEST_DAYS: Final = 36_500  # A clock moved further leaves the years that people plan in.

_PREFIX: Final = "VONK_"
_IN_A_FILE: Final = "_FILE"
_READ_ELSEWHERE: Final = frozenset({"VONK_MCP_KEY", "VONK_TEST_REQUIRE_EVERYTHING"})
_OF_KUBERNETES: Final = re.compile(r"VONK_(SERVICE|PORT)(_|$)")
"""Kubernetes tells every container of a service called `vonk` by such names."""

Group = TypeVar("Group")
Number = TypeVar("Number", int, float)


class SettingsError(PlainError, ValueError):
    """A setting cannot be used; the text names it."""


def above_zero(default: Number) -> Number:
    """Declare a number that makes no sense at zero."""
    return field(default=default, metadata={"above_zero": True})


def at_least(least: int, *, default: int) -> int:
    """Declare a number that may not be lower."""
    return field(default=default, metadata={"least": least})


def moved_days(default: int) -> int:
    """Declare a number of days, ahead or back."""
    return field(default=default, metadata={"may_be_negative": True})


def degrees(default: tuple[float, ...]) -> tuple[float, ...]:
    """Declare the four sides of an area."""
    return field(default=default, metadata={"may_be_negative": True, "length": 4})


def one_of(default: str, *others: str) -> str:
    """Declare a word of a closed list; the first is the default."""
    return field(default=default, metadata={"words": (default, *others)})


def secret() -> str:
    """Declare a text that nobody should read in a list of variables: it may stand in a file."""
    return field(default="", metadata={"secret": True})


def web_address(default: str) -> str:
    """Declare an address of the web."""
    return field(default=default, metadata={"web_address": True})


@dataclass(frozen=True, slots=True)
class NodeSettings:
    """What any node needs, whatever it does; the defaults are right for a first look."""

    data_dir: str = "data"
    database_url: str = secret()
    replica_url: str = secret()
    replica_most_behind_seconds: float = above_zero(10.0)
    secret_keys: str = secret()
    base_url: str = web_address("https://vonk.example")
    public_catalogue: bool = False
    max_body_bytes: int = above_zero(1_000_000)
    most_waiting: int = above_zero(200)
    longest_wait_seconds: float = above_zero(5.0)
    clock_offset_days: int = moved_days(0)
    allowed_origins: str = ""
    run_jobs: bool = True

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy address; the embedded SQLite file when none is set."""
        if not self.database_url:
            return f"sqlite:///{Path(self.data_dir) / EMBEDDED_DATABASE}"
        return _by_psycopg(self.database_url)

    @property
    def resolved_replica_url(self) -> str:
        """The SQLAlchemy address of the replica; empty when there is none."""
        return _by_psycopg(self.replica_url)

    @property
    def has_own_address(self) -> bool:
        """Whether it was told under which address people find it."""
        return self.base_url != NodeSettings().base_url


def _by_psycopg(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://", 1)


class Settings:
    """What a municipality or an operator chose, group by group."""

    def __init__(self, *groups: object) -> None:
        self._groups = {type(group): group for group in groups}

    def __getitem__(self, group: type[Group]) -> Group:
        """Give the settings of this group; as they are by default, where nothing was chosen."""
        if group not in self._groups:
            self._groups[group] = group()
        return cast("Group", self._groups[group])

    def choose(self, group: type[Group], **chosen: object) -> "Settings":
        """Give the same settings with these choices in one group."""
        kept = [each for kind, each in self._groups.items() if kind is not group]
        return Settings(*kept, replace(cast("Any", self[group]), **chosen))


def read_settings(groups: Iterable[type], environment: Mapping[str, str] = os.environ) -> Settings:
    """Read these groups from the environment; raises SettingsError that names the variable."""
    settings = [setting for group in groups for setting in fields(group)]
    require_known(settings, environment)
    return Settings(*(_read_group(group, environment) for group in groups))


def require_known(settings: "Iterable[Field[Any]]", environment: Mapping[str, str]) -> None:
    """Raise SettingsError for a VONK_* that nobody reads: someone believes that it was used."""
    known = {name for setting in settings for name in variables_of(setting)}
    for name in sorted(environment.keys() - known - _READ_ELSEWHERE):
        if name.startswith(_PREFIX) and not _OF_KUBERNETES.match(name):
            nearest = get_close_matches(name, known, 1)
            meant = f"; {nearest[0]} is one." if nearest else "."
            raise SettingsError(f"{name} is no setting of Vonk{meant}")


def variable_of(setting: "Field[Any]") -> str:
    """Give the name of the environment variable that sets this field."""
    return f"{_PREFIX}{setting.name.upper()}"


def variables_of(setting: "Field[Any]") -> tuple[str, ...]:
    """Give the names of all environment variables that set this field: a secret may stand in a file."""
    variable = variable_of(setting)
    return (variable, variable + _IN_A_FILE) if "secret" in setting.metadata else (variable,)


def _read_group(group: type, environment: Mapping[str, str]) -> object:
    values: dict[str, object] = {}
    for setting in fields(group):
        told = [name for name in variables_of(setting) if name in environment]
        if len(told) > 1:
            raise SettingsError(f"Set {told[0]} or {told[1]}, not both.")
        for name in told:
            text = environment[name]
            values[setting.name] = _parse(setting, _read_file(name, text) if name.endswith(_IN_A_FILE) else text)
    return group(**values)


def _read_file(variable: str, path: str) -> str:
    try:
        told = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{variable} names a file that cannot be read.") from None
    # Who names a file has a secret: without it a node would make a database or a key of its own.
    if not told:
        raise SettingsError(f"{variable} names a file that is empty.")
    return told


def _parse(setting: "Field[Any]", text: str) -> object:
    variable, default = variable_of(setting), setting.default
    if isinstance(default, bool):
        if text.lower() not in {"0", "1", "true", "false"}:
            raise SettingsError(f"{variable} takes 1 or 0.")
        return text.lower() in {"1", "true"}
    if isinstance(default, str):
        return _parse_text(setting, text)
    if isinstance(default, tuple):
        numbers = tuple(_parse_number(setting, part, float) for part in text.strip("[] ").split(",") if part.strip())
        if len(numbers) != setting.metadata.get("length", len(numbers)):
            raise SettingsError(f"{variable} takes {setting.metadata['length']} numbers, separated by commas.")
        return numbers
    return _parse_number(setting, text, int if isinstance(default, int) else float)


def _parse_text(setting: "Field[Any]", text: str) -> str:
    words = setting.metadata.get("words")
    if words is not None and text.lower() not in words:
        raise SettingsError(f"{variable_of(setting)} takes {', '.join(words[:-1])} or {words[-1]}.")
    if "web_address" in setting.metadata and text != setting.default:
        _require_web_address(variable_of(setting), text)
    return text if words is None else text.lower()


def _require_web_address(variable: str, text: str) -> None:
    try:
        parts = urlsplit(text)
        is_good = parts.scheme in {"https", "http"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good:
        raise SettingsError(f"{variable} takes an address that begins with https:// or http://.")


def _parse_number(setting: "Field[Any]", text: str, kind: type[int] | type[float]) -> float:
    variable, may_be_negative = variable_of(setting), "may_be_negative" in setting.metadata
    try:
        number = kind(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise SettingsError(f"{variable} takes {'a whole number' if kind is int else 'a number'}.")
    if number < 0 and not may_be_negative:
        raise SettingsError(f"{variable} cannot be below zero.")
    if number < setting.metadata.get("least", -math.inf):
        raise SettingsError(f"{variable} takes at least {setting.metadata['least']}.")
    if number == 0 and "above_zero" in setting.metadata:
        raise SettingsError(f"{variable} takes more than zero.")
    if abs(number) > (_FURTHEST_DAYS if may_be_negative else LARGEST_NUMBER):
        raise SettingsError(f"{variable} cannot be that large.")
    return number
