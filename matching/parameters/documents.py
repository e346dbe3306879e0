"""What the documents tell of the numbers, made anew between the marks of a document."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from matching.parameters import BY_HAND, InDutch, Parameter, Subject, Value, parameters_of, subjects

Makers = Mapping[str, Callable[[], str]]

_MADE: Final = re.compile(r"(<!-- made: ([a-z-]+) -->\n).*?(<!-- /made -->)", re.DOTALL)
_BY_HAND_IN_DUTCH: Final = "met de hand gekozen, niet gemeten"
_ROOM: Final = "\n\n"


def filled_in(document: str, makers: Makers | None = None) -> str:
    """Return a document with what is made, from the numbers unless told otherwise, made anew."""
    making = _MAKERS if makers is None else makers
    return _MADE.sub(lambda made: f"{made[1]}\n{making[made[2]]()}\n\n{made[3]}", document)


def _weighing() -> str:
    """Tell in Dutch how heavily the five components weigh."""
    scoring = parameters_of("scoring")
    wish, growth, load, distance, schedule = (
        f"{scoring.number(f'{name}_weight'):.0%}".replace("%", " %")
        for name in ("interest", "growth", "load", "distance", "schedule")
    )
    return (
        f"De wens telt voor {wish}. Groei (doelen, een kleine stap verder, taal) telt voor {growth}, wat iemand\n"
        f"aankan voor {load}, afstand voor {distance} en het rooster voor {schedule}."
    )


def _told_in_dutch() -> str:
    """Make the table of what weighs, for who reads the register."""
    rows = [
        _row_in_dutch(parameter, parameter.nl)
        for subject in subjects()
        for parameter in subject.parameters.values()
        if parameter.nl
    ]
    return _table("Wat", "Waarde", "Waarom", "Waar het vandaan komt", "Sinds", rows=rows)


def _row_in_dutch(parameter: Parameter, words: InDutch) -> list[str]:
    source = _BY_HAND_IN_DUTCH if parameter.source == BY_HAND else words.source
    return [words.what, _value(parameter.value).replace(".", ","), words.why, source, parameter.since.isoformat()]


def _all_numbers() -> str:
    """Make the tables of every number, subject by subject, for who works on the engine."""
    return _ROOM.join(f"## {subject.name}\n\n{_numbers_of(subject)}" for subject in subjects())


def _numbers_of(subject: Subject) -> str:
    rows = [
        [f"`{each.name}`", _value(each.value), each.unit, each.why, each.source, each.since.isoformat()]
        for each in subject.parameters.values()
    ]
    return _table("Name", "Value", "Unit", "Why", "Source", "Since", rows=rows)


def _table(*headings: str, rows: list[list[str]]) -> str:
    lines = [list(headings), ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _value(value: Value) -> str:
    if not isinstance(value, tuple):
        return f"{value:g}"
    between = "; " if any(isinstance(each, tuple) for each in value) else " "
    return between.join(map(_value, value))


_MAKERS: Final[Makers] = {
    "weging": _weighing,
    "getallen": _told_in_dutch,
    "numbers": _all_numbers,
}
