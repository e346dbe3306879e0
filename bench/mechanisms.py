"""What each mechanism of reading brings: `python -m bench.mechanisms REALFOLDER [SETFOLDER …]`.

Each is switched off alone, from here: the product has no switches.
"""

import argparse
import gc
import re
import statistics
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import numpy as np

from bench.quality import measure
from bench.real import ask, judge, read_real_set
from bench.sets import read_set

_NOTHING: Final = re.compile(r"(?!)")
_CACHED: Final = type(lru_cache()(len))
_DENIES_NOTHING: Final = SimpleNamespace(
    words=frozenset(), saying=frozenset(), aside=frozenset(), settled=frozenset(), denying=frozenset(), starts=()
)
_READING: Final = "matching.interests.offers.reading"
MECHANISMS: Final[Mapping[str, Mapping[str, Any]]] = {
    "as it is": {},
    "word gate": {
        "matching.interests.reading.is_word": lambda _: False,
        "matching.interests.compounds.is_word": lambda _: True,
    },
    "parts of an offer": {
        f"{_READING}.names_in": lambda *_, **__: set(),
        f"{_READING}.named_by_title": lambda *_: (set(), set(), set(), set()),
        "matching.interests.offers.practical._pattern": lambda _: _NOTHING,
    },
    "denials in offers": {f"{_READING}.denied_in": lambda _: set()},
    "denials in wishes": {"matching.interests.finding.denied_words": lambda *_: _DENIES_NOTHING},
    "the heart of a wish": {"matching.interests.finding._doubted": lambda _tokens, _readings, together, *_: together},
    "former work as a tale": {"matching.interests.finding.read_as_former_work": lambda *_: None},
    "two words agree": {"matching.interests.offers.witnesses._WITNESS": 0},
    "a phrase as a whole": {"matching.catalogue.hits._TOGETHER": np.float32(0)},
    "for whom": {
        "matching.judging.whom._FOR_OTHERS": np.float32(1),
        "matching.judging.whom._FOR_SOME": np.float32(1),
        "matching.judging.whom._AMONG_OWN": np.float32(1),
    },
    "which side": {"matching.judging.inclination._OTHER_ROLE": np.float32(0)},
    "occupations (ESCO)": {
        "matching.interests.reading.read_occupation": lambda *_: {},
        "matching.interests.finding.occupations_in": lambda *_: {},
    },
    "other languages": {"matching.interests.finding.language_of": lambda _: ""},
    "questions of the whole": {"matching.interests.as_a_whole._ASKED": 2.0},
    "words moved by sayings": {"matching.interests.meant.tables._MOVED": 0.0},
    "likeness": {"matching.judging.appeal._LIKENESS": np.float32(0)},
}


def main() -> None:
    """Print the figures with everything, and without each mechanism."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("real", type=Path, help="a set of wishes on real texts")
    arguments.add_argument("folders", type=Path, nargs="*", help="graded sets")
    given = arguments.parse_args()
    heads = ("nDCG@5", "first", "wrong", "untrue", *(folder.name for folder in given.folders))
    print(f"{'without':24}" + "".join(f"{head:>9}" for head in heads), flush=True)
    for name, patches in MECHANISMS.items():
        with _without(patches):
            figures = (
                *_on_real(given.real),
                *(measure(read_set(folder))["the engine"].ndcg for folder in given.folders),
            )
        print(f"{name:24}" + "".join(f"{figure:9.3f}" for figure in figures), flush=True)


@contextmanager
def _without(patches: Mapping[str, Any]) -> Iterator[None]:
    """Replace what makes a mechanism while something is measured; nothing read before or meanwhile is remembered."""
    with ExitStack() as stack:
        for name, replacement in patches.items():
            stack.enter_context(patch(name, replacement))
        _forget()
        yield
    _forget()


def _forget() -> None:
    """Empty what the engine remembers of words and phrases; its tables stay."""
    for each in gc.get_objects():
        is_ours = isinstance(each, _CACHED) and each.__module__.startswith("matching.")
        if is_ours and each.cache_parameters()["maxsize"] is not None:
            each.cache_clear()


def _on_real(folder: Path) -> tuple[float, float, float, float]:
    """Return nDCG@5, good first answers, worthless yet firm ones, and untrue sentences of those that were judged."""
    real = read_real_set(folder)
    catalogue = real.catalogue()
    judged = [judge(wish, ask(catalogue, wish), real.truths) for _, wish in real.wishes]
    told = [truth for each in judged for truth in each.told if truth is not None]
    return (
        _mean(each.ndcg for each in judged),
        _mean(each.is_top_good for each in judged),
        _mean(each.is_wrong for each in judged),
        _mean(not truth for truth in told),
    )


def _mean(values: Iterable[float | None]) -> float:
    return statistics.mean(value for value in values if value is not None)


if __name__ == "__main__":
    main()
