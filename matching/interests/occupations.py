"""Former work: which concepts a name of an occupation leads to, by its group in ISCO-08; read in wishes only."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from matching.interests.concepts import Vocabulary
from matching.interests.evidence import Grade, Sign
from matching.interests.word_list import first_words_of_occupations, isco_of
from matching.parameters import parameters_of

_FIRST: Final = parameters_of("strength").number("occupation")
_SECOND: Final = parameters_of("strength").number("second_of_occupation")
_LONGEST: Final = parameters_of("reading").count("longest_occupation")


def read_occupation(name: str, vocabulary: Vocabulary) -> dict[int, Sign]:
    """Return what a folded name of an occupation leads to: likely, since a group holds many occupations."""
    isco = isco_of(name)
    concepts = _groups(vocabulary).get(isco, ()) if isco else ()
    return {
        concept: Sign(strength, Grade.LIKELY) for concept, strength in zip(concepts, (_FIRST, _SECOND), strict=False)
    }


def occupations_in(words: Sequence[str], vocabulary: Vocabulary) -> dict[tuple[int, int], dict[int, Sign]]:
    """Return what the occupations of two or more words lead to, by where they begin and end; the longest first."""
    found: dict[tuple[int, int], dict[int, Sign]] = {}
    start = 0
    while start < len(words) - 1:
        longest = min(_LONGEST, len(words) - start) if words[start] in first_words_of_occupations() else 0
        for end in range(start + longest, start + 1, -1):
            signs = read_occupation(" ".join(words[start:end]), vocabulary)
            if signs:
                found[start, end] = signs
                start = end - 1
                break
        start += 1
    return found


@cache
def _groups(vocabulary: Vocabulary) -> dict[str, tuple[int, ...]]:
    """Return the concepts of each group of ISCO-08, the first one the nearest."""
    table = Path(__file__).with_name("lexicon") / "isco08_to_concepts.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:])
    return {isco: tuple(map(vocabulary.number_of, concepts.split())) for isco, _, concepts in rows}
