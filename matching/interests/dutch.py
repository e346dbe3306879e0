"""Dutch text as matching reads it: tokens, folded spelling and the base forms that a word may stem from."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from matching.parameters import parameters_of

_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?;:|\n]")
_CONTRACTED = {"da's": "dat", "zo'n": "een"}
_APOSTROPHES = str.maketrans("", "", "'’`")
# Letters that carry no combining mark and so survive decomposition.
_LETTERS = str.maketrans({"ł": "l", "\u0131": "i", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_READ: Final = parameters_of("reading")
_SENTENCE_GAP: Final = _READ.count("sentence_gap")
_SHORTEST_STEM: Final = _READ.count("shortest_stem")
_SHORTEST_PART: Final = _READ.count("shortest_part")
_VOWELS = frozenset("aeiouy")
_UNSTRESSED = frozenset({"el", "em", "en", "er", "ig", "ik"})
_DIMINUTIVES = ("je", "etje", "tje", "pje", "eke", "ske", "ke", "pie", "tie", "ie")
# What comes before these is spelt as it is: a mesje is a mes, no mees.
_CLOSED_DIMINUTIVES = frozenset({"je", "tje", "pje"})
PARTICLES = frozenset(
    {"voor", "op", "uit", "af", "aan", "mee", "in", "om", "schoon", "na", "over", "rond", "door", "samen", "weg", "bij"}
    | {"toe", "terug", "mede"}
)
"""What may stand before a verb and leave it: opruimen, ik ruimde op."""

PARTED_PARTICIPLE = re.compile(rf"^({'|'.join(sorted(PARTICLES))})ge(?=..)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: folded, as written, where it stands among the words that count, and what sign parts it."""

    text: str
    written: str
    position: int
    counts: bool
    after_comma: bool
    after_question: bool
    start: int
    """Where it begins in the text, in characters."""


@dataclass(frozen=True, slots=True)
class CommonWords:
    """What words.toml says of ordinary Dutch: words to skip, words without an interest, words never to correct."""

    skipped: frozenset[str]
    function: frozenset[str]
    plain: frozenset[str]
    names: frozenset[str]
    no_compounds: frozenset[str]
    parts: frozenset[str]
    never_parts: frozenset[str]
    kinds: frozenset[str]
    occasions: frozenset[str]
    vague_work: frozenset[str]
    no_work_ends: frozenset[str]
    own: frozenset[str]
    former: frozenset[str]
    taking: frozenset[str]
    giving: frozenset[str]
    acquainting: frozenset[str]
    taking_sayings: tuple[str, ...]
    giving_sayings: tuple[str, ...]
    becoming: tuple[str, ...]
    irregular: dict[str, str]
    open: tuple[str, ...]
    open_alone: frozenset[str]
    denying: dict[str, frozenset[str]]
    spoken: dict[str, str]
    naming: dict[str, frozenset[str]]
    place_ends: tuple[str, ...]
    asides: frozenset[str]
    working: dict[str, frozenset[str]]
    refusing: dict[str, str]
    praising: dict[str, frozenset[str]]
    unsure: dict[str, frozenset[str]]
    heart: dict[str, frozenset[str]]
    subjects: dict[str, frozenset[str]]


@cache
def common_words() -> CommonWords:
    """Read words.toml once."""
    words = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    refusing = {_joined(said): kind for kind, sayings in words["refusing"].items() for said in sayings}
    return CommonWords(
        unsure={kind: frozenset(map(_joined, said.split(","))) for kind, said in words["unsure"].items()},
        working={kind: _folded(said) for kind, said in words["working"].items()},
        refusing=refusing,
        heart={kind: _folded(said) for kind, said in words["heart"].items()},
        subjects={kind: _folded(said) for kind, said in words["subjects"].items()},
        praising={kind: _folded(said) for kind, said in words["praising"].items()},
        skipped=_folded(words["skipped"]),
        function=_folded(words["function"]),
        plain=_folded(words["plain"]) | _folded(words["function"]) | _folded(words["skipped"]),
        names=_folded(words["names"]),
        no_compounds=_folded(words["no_compounds"]),
        parts=_folded(words["parts"]),
        never_parts=_folded(words["never_parts"]),
        kinds=_folded(words["kinds"]),
        occasions=_folded(words["occasions"]),
        vague_work=_folded(words["vague_work"]),
        no_work_ends=_folded(words["no_work_ends"]),
        own=_folded(words["own"]),
        former=_folded(words["former"]),
        taking=_folded(words["taking"]),
        giving=_folded(words["giving"]),
        acquainting=_folded(words["acquainting"]),
        taking_sayings=tuple(map(_joined, words["taking_sayings"])),
        giving_sayings=tuple(map(_joined, words["giving_sayings"])),
        becoming=tuple(_folded(words["becoming"])),
        irregular={fold(form): fold(base) for form, base in words["irregular"].items()}
        | {form: verb for verb, forms in words["strong"].items() for form in forms.split()},
        naming={kind: _folded(said) for kind, said in words["naming"].items() if kind != "asides"},
        asides=frozenset(map(_joined, words["naming"]["asides"])),
        place_ends=tuple(words["place_ends"].split()),
        denying={kind: _folded(said) for kind, said in words["denying"].items() if kind != "spoken"},
        spoken=words["denying"]["spoken"],
        open_alone=frozenset(map(_joined, words["open_alone"])),
        open=tuple(sorted((_joined(phrase) for phrase in words["open"]), key=len, reverse=True)),
    )


def _joined(phrase: str) -> str:
    """Return the words of a phrase, folded, as they stand in a text."""
    return " ".join(map(_fold_word, phrase.split()))


def _fold_word(word: str) -> str:
    """Return a word folded; what is short for two words and looks like another one is told in full: zo'n is no sun."""
    folded = fold(word)
    return folded if folded == word else _CONTRACTED.get(word.lower().replace("’", "'"), folded)


def _folded(words: str) -> frozenset[str]:
    """Return the words of a list, folded."""
    return frozenset(fold(word) for word in words.split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text in lower case, without diacritics, apostrophes and signs that nobody sees."""
    plain = text.translate(_APOSTROPHES)
    if plain.isascii():
        return plain.lower()
    decomposed = unicodedata.normalize("NFKD", plain.lower().translate(_LETTERS))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter) and not _is_unseen(letter))
    return unicodedata.normalize("NFKD", bare.lower()).translate(_APOSTROPHES)


def _is_unseen(letter: str) -> bool:
    """Tell whether a sign is there for the machine alone, such as a soft hyphen or a joiner."""
    return unicodedata.category(letter) == "Cf"


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text in order; articles and pronouns do not count, a sentence end is a wide gap."""
    return [*_tokens_of(text)]


# Each phrase and each text of an offer is taken apart by several readers, right after each other.
@lru_cache(maxsize=256)
def _tokens_of(text: str) -> tuple[Token, ...]:
    skipped = common_words().skipped
    tokens: list[Token] = []
    position = end = 0
    for found in _WORD.finditer(text):
        between, end = text[end : found.start()], found.end()
        # Most words follow each other with a mere space.
        if between != " " and _SENTENCE_END.search(between):
            position += _SENTENCE_GAP
        after_comma, after_question = "," in between, "?" in between
        folded = _fold_word(found.group())
        counts = folded not in skipped
        tokens.append(Token(folded, found.group(), position, counts, after_comma, after_question, found.start()))
        position += counts
    return tuple(tokens)


def may_be_one(first: Token, second: Token) -> bool:
    """Tell whether two words may be one that was written apart: moes tuin, but not jonger en or op stap."""
    parts = (first.text, second.text)
    return (
        second.position == first.position + 1
        and min(map(len, parts)) >= _SHORTEST_PART
        and common_words().function.isdisjoint(parts)
    )


def bases(word: str) -> list[str]:
    """Return what a plural or infinitive in -en stands for: bomen → boom, lezen → lees, but never afvallen → afval."""
    if word.endswith("en") and len(word) > _SHORTEST_STEM + 1 and _has_vowel(word[:-2]):
        return [stem for stem in _repaired(word[:-2]) if stem not in common_words().own]
    return []


def plural_bases(word: str) -> list[str]:
    """Return what a safe plural in -s stands for: tafels → tafel, fotos → foto, maatjes → maatje."""
    if (
        len(word) > _SHORTEST_STEM + 1
        and word[-1] == "s"
        and (word[-2] in "aoy" or word[-3:-1] in {"el", "er", "em", "en", "je"})
        and word[:-1] not in common_words().own
    ):
        return [word[:-1]]
    return []


def inflected_from(word: str) -> Iterator[str]:
    """Yield what a noun or adjective may be a form of: fotos → foto, creatieve → creatief, tuintje → tuin."""
    irregular = common_words().irregular.get(word)
    if irregular:
        yield irregular
    if word[-1:] == "s" and len(word) > _SHORTEST_STEM:
        yield word[:-1]
        yield from bases(word[:-1])
    yield from bases(word)
    if word.endswith("e") and len(word) > _SHORTEST_STEM + 1:
        yield from _repaired(word[:-1])
        yield word + "n"
    yield from _diminutive_bases(word)


def conjugated_from(word: str) -> Iterator[str]:
    """Yield the stem of the verb behind a word: werkt, gewerkt, voorgelezen, wandelaar, tekening."""
    yield from verb_bases(word)
    yield from _derived_bases(word)


def verb_bases(word: str) -> Iterator[str]:
    """Yield the stem of a conjugated verb: werkt, werkte, gewerkt, voorgelezen."""
    for ending in ("ten", "den", "te", "de", "t", "d"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            yield stem
    if word.startswith("ge") and len(word) > _SHORTEST_STEM + 2:
        yield from _participle_bases(word[2:])
    separable = PARTED_PARTICIPLE.match(word)
    if separable:
        yield from _participle_bases(separable.group(1) + word[separable.end() :])


def _participle_bases(rest: str) -> Iterator[str]:
    """Yield what is left of a participle without its ge-."""
    yield rest
    if rest[-1] in "td":
        yield rest[:-1]
    yield from bases(rest)


def _diminutive_bases(word: str) -> Iterator[str]:
    """Yield the word of which this is the small one: tuintje, bloemetjes, kopke, bakkie."""
    single = word.removesuffix("s")
    for ending in () if single in common_words().own else _DIMINUTIVES:
        stem = single.removesuffix(ending)
        if stem != single and len(stem) >= _SHORTEST_STEM and (ending != "ie" or stem[-1] in "kpt"):
            yield stem
            repaired = _repaired(stem)
            yield from (base for base in repaired if ending not in _CLOSED_DIMINUTIVES or len(base) < len(stem))


def _derived_bases(word: str) -> Iterator[str]:
    """Yield the verb or noun behind who does it or the doing: zwemmer, breister, wandelaar, tekening."""
    single = word.removesuffix("en") if word.endswith("ingen") else word.removesuffix("s")
    for ending in ("ster", "aar", "er", "ing"):
        stem = single.removesuffix(ending)
        if stem != single and len(stem) >= _SHORTEST_STEM:
            yield stem
            if ending == "er":
                yield from _repaired(stem)


def _repaired(stem: str) -> list[str]:
    """Return a stem as it is written in a closed syllable: katt → kat, bom → boom, lez → lees."""
    if stem[-1] in _VOWELS or len(stem) < _SHORTEST_STEM:
        return [stem]
    if stem[-1] == stem[-2]:
        return [stem[:-1]]
    closed = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    if stem[-2] not in "aeou" or stem[-3] in _VOWELS:
        return [closed]
    long = closed[:-1] + closed[-2] + closed[-1]
    if not _has_vowel(stem[:-2]):
        return [long]
    return [closed, long] if closed[-2:] in _UNSTRESSED else [long, closed]


def _has_vowel(text: str) -> bool:
    """Tell whether there is a vowel at all."""
    return not _VOWELS.isdisjoint(text)
