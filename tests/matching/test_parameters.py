from pathlib import Path

import pytest

from matching.parameters import parameters_of, read_parameters, subjects
from matching.parameters.documents import filled_in
from tests.house.tree import python_files, read

WHOLE = '# First.\n[most]\nvalue = 0.5\nunit = "share"\nwhy = "Half."\nsource = "by hand"\nsince = 2026-11-22\n'


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "subject.toml"


@pytest.mark.parametrize("document", ["docs/algorithm-register.md", "docs/parameters.md"])
def test_the_documents_tell_the_numbers_as_they_are(document: str) -> None:
    text = read(document)
    assert "<!-- made: " in text
    assert filled_in(text) == text, "run `make numbers`"


def test_every_number_is_read_by_the_engine() -> None:
    code = "".join(read(file) for file in python_files("matching"))
    told = {f"{subject.name}.{name}" for subject in subjects() for name in subject.parameters}
    # The five weights are read by the names of the components.
    read_by = {each for each in told if f'"{each.partition(".")[2].removesuffix("_weight")}"' in code}
    assert told == read_by


def test_what_a_component_is_made_of_is_one_together() -> None:
    scoring = parameters_of("scoring")
    weights = [scoring.number(name) for name in scoring.parameters if name.endswith("_weight")]
    load = [5 * scoring.number("axis_share"), 3 * scoring.number("facility_share")]
    load += [scoring.number(f"{name}_share") for name in ("hours", "contact", "group", "guidance")]
    growth = [scoring.number(f"{name}_share") for name in ("language", "goals", "step")]
    assert sum(weights) == pytest.approx(1)
    assert sum(load) == pytest.approx(1)
    assert sum(growth) == pytest.approx(1)


def test_a_number_is_read_with_its_type(written: Path) -> None:
    written.write_text(WHOLE + WHOLE.replace("most", "few").replace("0.5", "[[1, 0.5], [0, 1]]"))
    subject = read_parameters(written)
    assert subject.number("most") == 0.5
    assert subject.table("few") == ((1, 0.5), (0, 1))
    for misread in (subject.count, subject.row, subject.table):
        with pytest.raises(TypeError, match=r"\[most\]"):
            misread("most")
    with pytest.raises(TypeError, match=r"\[few\]"):
        subject.number("few")
    with pytest.raises(KeyError, match=r"subject\.toml has no \[least\]"):
        subject.number("least")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('why = "Half."\n', "", "has no why"),
        ('"Half."', '""', "says no why"),
        ("2026-11-22", '"yesterday"', "says no why, source or day"),
        ("0.5", "1.5", "not between 0 and 1"),
        ("0.5", "[[0.5, -0.1]]", "not between 0 and 1"),
        ("since", 'becuase = "x"\nsince', "knows no becuase"),
        ("since", 'nl = { what = "Half" }\nsince', "why"),
    ],
)
def test_a_number_without_a_reason_is_an_error_with_its_line(written: Path, old: str, new: str, told: str) -> None:
    written.write_text(WHOLE.replace(old, new))
    with pytest.raises(ValueError, match=rf"subject\.toml, line 2: \[most\] .*{told}"):
        read_parameters(written)
