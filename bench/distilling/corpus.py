"""What the table is fitted on: words, and short texts made of the vocabulary, occupations and invented offers."""

import gzip
import json
import random
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from bench.distilling.pieces import commonness_of, whole_words
from matching.interests.dutch import fold, tokens_of

ROOT: Final = Path(__file__).parents[2]
_CONCEPTS: Final = ROOT / "matching" / "interests" / "concepts.toml"
_OFFERS: Final = ROOT / "seed_data" / "offers.jsonl"

_DUTCH_WORDS: Final = 26_000
_OTHER_WORDS: Final = 9_000
_MADE_UP: Final = 24_000
_LONGEST_WORD: Final = 24
"""In bytes: the table holds words at a fixed width."""

_SAID: Final = (
    "ik wil graag {x}",
    "iets met {x}",
    "iets met {x} of {y}",
    "{x} met anderen",
    "samen {x}",
    "{x} en {y}",
    "{x}, {y}, {z}",
    "vroeger deed ik veel aan {x}",
    "ik hou van {x} en van {y}",
    "ik zou wel weer willen {x}",
    "ik mis {x}",
    "ik ben goed in {x}",
    "{x} vind ik leuk, {y} niet",
    "geen {x}, wel {y}",
    "rustig {x} in een kleine groep",
    "{x} voor beginners",
    "{x} voor ouderen",
    "{x} voor kinderen",
    "{x} voor vrouwen",
    "hulp bij {x}",
    "anderen helpen met {x}",
    "Kom gezellig langs voor {x}.",
    "Elke week {x} in het buurthuis.",
    "Onder begeleiding leer je {x}.",
    "We zoeken een vrijwilliger voor {x} en {y}.",
    "Een middag {x}. Daarna {y} en {z}.",
    "Cursus {x}: ook {y}.",
    "Bij ons draait het om {x}. Iedereen is welkom.",
    "Wil je {x}? Dat kan hier, samen met anderen.",
    "{x} in de wijk",
    "i would like {x}",
    "{x} {y}",
)
"""How wishes and offers are worded around what they are about: a table has to learn that this says little."""


class Corpus(NamedTuple):
    """The words that get a place in the table, with how common they are, and the texts that show how words add up."""

    words: Mapping[str, float]
    texts: tuple[str, ...]


def make_corpus(pieces: Mapping[str, float], *, dutch_words: Path, occupations: Path) -> Corpus:
    """Return what there is to learn from; the same files give the same corpus."""
    said = sorted(set(_concepts("words", "hints", "asked", "foreign")))
    jobs = sorted({line.split("\t")[0] for line in occupations.read_text(encoding="utf-8").splitlines()[1:]})
    sentences = sorted(set(_sentences()))
    common = {fold(word): score for word, score in sorted(whole_words(pieces).items(), key=lambda each: each[1])}
    listed = gzip.decompress(dutch_words.read_bytes()).decode().split()
    dutch = {word: commonness_of(word, pieces) for word in listed}
    words = {token.text for text in (*said, *jobs, *sentences, *_SAID) for token in tokens_of(text)}
    words |= set(_most_common(dutch, _DUTCH_WORDS)) | set(_most_common(_others(common, dutch), _OTHER_WORDS))
    fit = sorted(word for word in words if len(word.encode()) <= _LONGEST_WORD and not word.isnumeric())
    texts = dict.fromkeys((*said, *sentences, *_made_up(sorted(set(_concepts("words", "asked")))), *jobs))
    return Corpus(
        {word: max(common.get(word, -99.0), dutch.get(word) or commonness_of(word, pieces)) for word in fit},
        tuple(text for text in texts if len(tokens_of(text)) > 1),
    )


def _concepts(*keys: str) -> Iterator[str]:
    for table in tomllib.loads(_CONCEPTS.read_text(encoding="utf-8")).values():
        yield table["nl"]
        yield table["en"]
        for key in keys:
            yield from table.get(key, ())


def _sentences() -> Iterator[str]:
    for line in _OFFERS.read_text(encoding="utf-8").splitlines():
        offer = json.loads(line)["offer"]
        yield offer["title"]
        yield ", ".join(offer["interests"])
        yield from (f"{sentence.strip()}." for sentence in offer["description"].split(".") if sentence.strip())
        yield f"{offer['title']}. {offer['description']}"[:300]


def _made_up(said: list[str]) -> Iterator[str]:
    chance = random.Random(7)  # noqa: S311 - the same sentences every time
    for number in range(_MADE_UP):
        x, y, z = chance.sample(said, 3)
        yield _SAID[number % len(_SAID)].format(x=x, y=y, z=z)


def _most_common(words: Mapping[str, float], count: int) -> Iterable[str]:
    return sorted(words, key=lambda word: (-words[word], word))[:count]


def _others(common: Mapping[str, float], dutch: Mapping[str, float]) -> Mapping[str, float]:
    """Return common words of other languages, in the scripts in which clients write."""
    return {word: score for word, score in common.items() if word not in dutch and _is_readable(word)}


def _is_readable(word: str) -> bool:
    return word.isascii() or all("\u0400" <= letter <= "\u04ff" or "\u0600" <= letter <= "\u06ff" for letter in word)
