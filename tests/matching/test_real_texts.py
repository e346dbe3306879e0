"""The measure over real texts: a set of three offers and two wishes, of which one finds what it asks for."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.real import report_answers, report_real
from bench.sets import read_offer

_OFFERS = {"R-1": "Breicafé in het buurthuis", "R-2": "Voetballen op het veld", "R-3": "Tuinieren in de buurttuin"}
_WISHES = {"c1.1": ("breien met anderen", {"R-1": 3, "R-3": 1}), "c1.2": ("zzqx vvrt", {})}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set on disk."""
    client = {"dutchLevel": "B1", "languages": ["nl"], "age": 50}
    _write(tmp_path / "offers.jsonl", [_offer(*offer) for offer in _OFFERS.items()])
    _write(
        tmp_path / "wishes.jsonl",
        [
            {"reference": reference, "wish": wish, "style": "hobby", "client": client | {"interests": [wish]}}
            for reference, (wish, _) in _WISHES.items()
        ],
    )
    wishes = [wish for wish, _ in _WISHES.values()]
    _write(tmp_path / "clients.jsonl", [{"reference": "c1", "client": client | {"interests": wishes}}])
    _write(
        tmp_path / "grades.jsonl",
        [{"reference": reference, "grades": grades} for reference, (_, grades) in _WISHES.items()],
    )
    _write(tmp_path / "sentences.jsonl", [{"offer": "R-1", "concept": "breien", "true": False}])
    return tmp_path


def test_each_figure_is_told_with_how_many_it_rests_on(folder: Path) -> None:
    figures = {line[:23].strip(): line[23:].strip() for line in report_real(folder)}
    assert figures["first a good idea"] == "1.000 (1)"
    assert figures["firm yet worthless"] == "0.000 (2)"
    assert figures["nothing suits, right"] == "1.000 (2)"
    assert figures["sentences untrue"].startswith("1.000 (1)")
    assert figures["first good, clients"] == "1.000 (1)"


def test_the_answers_themselves_can_be_read(folder: Path) -> None:
    first, *answers = report_answers(folder)
    assert first.startswith("c1.1 ('breien met anderen',)")
    assert answers[0].split()[:2] == ["3", "R-1"]


def test_a_full_offer_is_read_as_full() -> None:
    full = _offer("R-1", "Breien")["offer"] | {"places": {"total": 6, "available": 0}}
    assert read_offer(full, "Buurthuis").available_places == 0


def _offer(offer_id: str, title: str) -> dict[str, Any]:
    return {
        "organization": "Buurthuis",
        "offer": {
            "externalId": offer_id,
            "kind": "activity",
            "title": title,
            "description": "Iedereen is welkom.",
            "location": {"postcode": "3074KB"},
            "hoursPerWeek": {"minimum": 1},
        },
    }


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
