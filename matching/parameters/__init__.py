"""Every number that weighs, shares or decides, with its unit, its reason, its source and since when.

One file a subject; who uses a number reads it once, while the program starts, as a constant of its module.
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

BY_HAND: Final = "by hand"
"""The source of a number that was chosen by hand and not measured."""

Value = float | tuple[float | tuple[float, ...], ...]
"""A number, numbers in a row, or numbers in rows."""

_FOLDER: Final = Path(__file__).parent
_SHARE: Final = "share"


@dataclass(frozen=True, slots=True)
class InDutch:
    """What the algorithm register says of a number; its source too, unless the number was chosen by hand."""

    what: str
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, or one table of numbers, and why it is as it is."""

    name: str
    value: Value
    unit: str
    why: str
    source: str
    since: date
    nl: InDutch | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The numbers of one subject by name; each is read with the type that it must have."""

    name: str
    parameters: dict[str, Parameter]

    def number(self, name: str) -> float:
        """Return a number."""
        value = self._value(name)
        if not isinstance(value, int | float):
            raise self._misread(name)
        return value

    def count(self, name: str) -> int:
        """Return a whole number."""
        value = self._value(name)
        if not isinstance(value, int):
            raise self._misread(name)
        return value

    def row(self, name: str) -> tuple[float, ...]:
        """Return numbers in a row."""
        value = self._value(name)
        if not isinstance(value, tuple):
            raise self._misread(name)
        return tuple(each for each in value if not isinstance(each, tuple))

    def table(self, name: str) -> tuple[tuple[float, ...], ...]:
        """Return numbers in rows."""
        value = self._value(name)
        if not isinstance(value, tuple):
            raise self._misread(name)
        return tuple(each for each in value if isinstance(each, tuple))

    def _value(self, name: str) -> Value:
        if name not in self.parameters:
            raise KeyError(f"{self.name}.toml has no [{name}].")
        return self.parameters[name].value

    def _misread(self, name: str) -> TypeError:
        return TypeError(f"{self.name}.toml: [{name}] is read as something else than it is.")


@cache
def parameters_of(subject: str) -> Subject:
    """Return the numbers of one subject."""
    return read_parameters(_FOLDER / f"{subject}.toml")


def subjects() -> list[Subject]:
    """Return all subjects, by name."""
    return [parameters_of(file.stem) for file in sorted(_FOLDER.glob("*.toml"))]


def read_parameters(path: Path) -> Subject:
    """Read one file; a number without a reason, or with a key that nobody knows, is an error with its line."""
    text = path.read_text(encoding="utf-8")
    parameters = {}
    for name, table in tomllib.loads(text).items():
        try:
            parameters[name] = _parameter(name, table)
        except (TypeError, ValueError) as error:
            line = text[: text.index(f"[{name}]")].count("\n") + 1
            raise ValueError(f"{path.name}, line {line}: [{name}] {error}") from error
    return Subject(path.stem, parameters)


def _parameter(name: str, table: dict[str, Any]) -> Parameter:
    known = {field.name for field in fields(Parameter)} - {"name"}
    unknown, missing = table.keys() - known, known - {"nl"} - table.keys()
    if unknown or missing:
        raise ValueError(f"has no {', '.join(sorted(missing))}." if missing else f"knows no {min(unknown)}.")
    nl = InDutch(**table["nl"]) if "nl" in table else None
    parameter = Parameter(name, **{**table, "value": _frozen(table["value"]), "nl": nl})
    if not all((parameter.why, parameter.source, isinstance(parameter.since, date))):
        raise ValueError("says no why, source or day.")
    if parameter.unit == _SHARE and not all(0 <= number <= 1 for number in numbers_in(parameter.value)):
        raise ValueError("is a share, and not between 0 and 1.")
    return parameter


def _frozen(value: object) -> Any:  # noqa: ANN401 - TOML holds anything
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def numbers_in(value: Value) -> list[float]:
    """Return all numbers of a value."""
    return [number for each in value for number in numbers_in(each)] if isinstance(value, tuple) else [value]
