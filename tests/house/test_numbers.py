import ast
from dataclasses import asdict, fields
from pathlib import Path
from typing import Final

from api.matches.settings import MatchSettings
from matching import Question, TravelSpeeds
from tests.house.tree import python_files, read

# None, one, both halves, and the most decimals of floats: these say nothing of people or offers.
PLAIN: Final = {0, 1, 2, 0.5}

# What says how the engine keeps, counts or rounds, and never which offer suits whom: where it stands, and why so much.
TECHNICAL: Final[dict[str, set[float]]] = {
    "matching/allocation/candidates.py": {
        10,
        9,
        6,
        30_000,
    },  # units of a score, worked out in its docstring
    "matching/allocation/detours.py": {61},  # more than any worth that 64 bits hold
    "matching/catalogue/bits.py": set(range(3, 21)),  # the bits that the database keeps
    "matching/catalogue/catalogue.py": {
        64,
        3,
        5,
        4,
    },  # room at first, which grows by 5/4; bits; columns of an entry
    "matching/catalogue/columns.py": {3},  # the three axes of space
    "matching/catalogue/flags.py": {8, 64},  # rows to a byte and to a word
    "matching/catalogue/hits.py": {7, 100},  # facts of a row that was found; strengths are answered in hundredths
    "matching/catalogue/lineage.py": {
        30,
        27,
        32,
        0x9E3779B97F4A7C15,
        0xBF58476D1CE4E5B9,
        0x94D049BB133111EB,
    },  # SplitMix64
    "matching/catalogue/memory.py": {64_000_000, 256, 32, 100_000},  # the bounds of a memory
    "matching/catalogue/postings.py": {3, 10},  # columns of an entry; weights in tenths
    "matching/catalogue/shortlist.py": {4, 800, 4096},  # decimals; the bounds of a memory
    "matching/geography.py": {6371.0088, 52.2, 5.3, 60, 90, 32},  # the earth, the middle of the country, degrees, bits
    "matching/interests/evidence.py": {3},  # the grades
    "matching/interests/likeness/placing.py": {
        4,
        7,
        8,
        15,
        22.0,
        127,
        128,
        360.0,
        200_000,
    },  # four and eight bits
    "matching/interests/likeness/table.py": {3, 24},  # the shortest part; the width of a word
    "matching/interests/meant/chances.py": {0.05},  # what says nearly nothing, in a mean
    "matching/interests/meant/tables.py": {24, 64.0, 127},  # the width of a word; eight bits
    "matching/judging/appeal.py": {4},  # the mean of four
    "matching/judging/bounds.py": {6, 16_384},  # decimals; the rows that are worked on at a time
    "matching/judging/limits.py": {1e-6},  # what floats may differ
    "matching/judging/ordering.py": {100},  # components are answered in hundredths
    "matching/telling/near_misses.py": {6},  # decimals
    "matching/telling/start_plan.py": {6, 7},  # decimals; days of a week
    "matching/vocabulary.py": {3},  # the levels of a load
    "matching/interests/word_list.py": {1024},  # bytes on a shelf
}


def told(file: Path) -> set[float]:
    """The numbers in the code of a file, besides indices and the bounds of memories."""
    nodes = list(ast.walk(ast.parse(read(file))))
    indices = [node.slice for node in nodes if isinstance(node, ast.Subscript)]
    memories = [node.value for node in nodes if isinstance(node, ast.keyword) and node.arg == "maxsize"]
    passed = {id(each) for node in (*indices, *memories) for each in ast.walk(node)}
    constants = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in passed]
    return {
        node.value for node in constants if type(node.value) in {int, float} and isinstance(node.value, int | float)
    }


def test_a_number_that_decides_something_stands_among_the_parameters() -> None:
    found = {
        str(file): sorted(numbers)
        for file in python_files("matching")
        if (numbers := told(file) - PLAIN - TECHNICAL.get(str(file), set()))
    }
    assert found == {}


def test_no_exception_outlives_its_number() -> None:
    assert {file: left for file, numbers in TECHNICAL.items() if (left := numbers - told(Path(file)))} == {}


def test_what_the_engine_takes_for_granted_is_what_a_setting_takes_for_granted() -> None:
    settings, speeds = asdict(MatchSettings()), asdict(TravelSpeeds())
    assert told(Path("api/matches/settings.py")) == set()
    assert settings.pop("policy_cap_hours") == next(
        each.default for each in fields(Question) if each.name == "policy_cap_hours"
    )
    assert settings == {"detour_factor": speeds.pop("detour"), **speeds}
