"""Which language other than Dutch a wish is in, and what clients say in it; read in wishes only."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any, Final, NamedTuple

from matching.interests.dutch import Token, common_words, fold, tokens_of
from matching.interests.lexicon import FOLDER
from matching.interests.word_list import is_word
from matching.parameters import parameters_of

DUTCH: Final = ""
"""The language of a wish that is in no other."""

_ANY_ENDING: Final = "*"
_LONGEST: Final = parameters_of("reading").count("longest_word")
_LONGEST_OF_SIGNS: Final = parameters_of("reading").count("longest_word_of_signs")
_FIRST_SIGN: Final = "一"
_LAST_SIGN: Final = "鿿"
_LATIN: Final = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфхыэіґјћ", "abvgdeziklmnoprstufhyeigjc", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya", "є": "ye"}
)


class WishWord(NamedTuple):
    """What clients say in a language, and the concept that they wish; a stem may have any ending."""

    language: str
    words: str
    concept: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language is known and refuses, and which of its words look like Dutch words of another meaning."""

    signs: frozenset[str]
    letters: frozenset[str]
    not_dutch: frozenset[str]
    before: tuple[str, ...]
    breaks: frozenset[str]
    refusing: dict[str, str]


def language_of(tokens: Sequence[Token]) -> str:
    """Return the language of which a wish has more words and letters than of Dutch and any other; mostly Dutch."""
    common = common_words()
    said = [token.text for token in tokens]
    dutch = sum(word in common.plain or word in common.function or word in common.skipped for word in said)
    signs: dict[str, int] = {}
    for token in tokens:
        for code in _languages_of_word().get(token.text, ()):
            signs[code] = signs.get(code, 0) + 1
        if not token.written.isascii():
            for code in {code for letter in token.written.lower() for code in _languages_of_letter().get(letter, ())}:
                signs[code] = signs.get(code, 0) + 1
    most = max(signs.values(), default=0)
    if most <= dutch or (len(said) == 1 and is_word(said[0])):
        return DUTCH
    surest = [code for code, count in signs.items() if count == most]
    # La is a word of many languages: the one in which more is said by the other words.
    return max(surest, key=lambda code: sum(bool(concepts_abroad(word, code)) for word in said))


def tongue_of(language: str) -> Tongue:
    """Return what is known of a language other than Dutch."""
    return _tongues()[language]


@cache
def wish_words() -> tuple[WishWord, ...]:
    """Return what clients say in other languages, as it was written down."""
    return tuple(
        WishWord(code, word.strip(), concept)
        for code, table in _tables().items()
        for concept, words in table["words"].items()
        for word in words.split(",")
    )


def concepts_abroad(word: str, language: str) -> frozenset[str]:
    """Return the concepts of a folded word in a language, or, in letters that are not Latin, in any that has it."""
    own = _words_by_language()
    found: set[str] = set()
    for code in [language] if language else () if word.isascii() else own:
        for form in _without_what_comes_before(word, code):
            found |= own[code].get(form, frozenset()) or _by_stem(form, code)
    return frozenset(found) or frozenset(_within_signs(word))


def in_latin(word: str) -> str:
    """Return a folded Cyrillic word in Latin letters, as Dutch and other lists have it: теннис is tennis."""
    return word.translate(_LATIN)


def _by_stem(word: str, language: str) -> frozenset[str]:
    """Return the concepts of the longest stem of a language with which a word begins."""
    stems = _words_by_language()[language]
    ends = range(min(len(word), _LONGEST), 1, -1)
    return next((stems[word[:end] + _ANY_ENDING] for end in ends if word[:end] + _ANY_ENDING in stems), frozenset())


def _without_what_comes_before(word: str, language: str) -> Iterator[str]:
    """Yield a word, and what is left of it without an article or preposition that is written on to it."""
    yield word
    for before in tongue_of(language).before:
        rest = word.removeprefix(before)
        if rest != word and len(rest) >= len("abc"):
            yield rest


def _within_signs(word: str) -> Iterator[str]:
    """Yield the concepts of Chinese words, which stand in a sentence without spaces; nothing where it denies."""
    if not any(_FIRST_SIGN <= sign <= _LAST_SIGN for sign in word) or not _signs_that_deny().isdisjoint(word):
        return
    listed = _words_by_language()["zh"]
    word = word[:_LONGEST_OF_SIGNS]
    for start, end in combinations(range(len(word) + 1), 2):
        yield from listed.get(word[start:end], ())


@cache
def _tables() -> dict[str, dict[str, Any]]:
    """Return languages.toml, read once."""
    with (FOLDER / "languages.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _tongues() -> dict[str, Tongue]:
    """Return what is known of each language."""
    return {code: _tongue(table) for code, table in _tables().items()}


def _tongue(table: Mapping[str, Any]) -> Tongue:
    """Return what is known of a language by its table; a word that refuses is a sign too, where it is not Dutch."""
    kinds = ("refuses_next", "refuses_last")
    refusing = {_joined(said): kind for kind in kinds for said in table[kind].split(",") if said.strip()}
    return Tongue(
        signs=_folded(table["signs"].split()) | {said for said in refusing if not is_word(said)},
        letters=frozenset(table["letters"]),
        not_dutch=_folded(table.get("not_dutch", "").split()),
        before=tuple(map(fold, table.get("before", "").split())),
        breaks=_folded(table.get("breaks", "").split()),
        refusing=refusing,
    )


@cache
def _languages_of_word() -> dict[str, tuple[str, ...]]:
    """Return for each word by which languages are known which those are."""
    return _by_member((code, sign) for code, tongue in _tongues().items() for sign in tongue.signs)


@cache
def _languages_of_letter() -> dict[str, tuple[str, ...]]:
    """Return for each letter by which languages are known which those are."""
    return _by_member((code, letter) for code, tongue in _tongues().items() for letter in tongue.letters)


@cache
def _words_by_language() -> dict[str, dict[str, frozenset[str]]]:
    """Return the concepts of each single word or stem, by language."""
    words: dict[str, dict[str, frozenset[str]]] = {code: {} for code in _tables()}
    for each in wish_words():
        folded = fold(each.words)
        if " " not in folded:
            known = words[each.language].get(folded, frozenset())
            words[each.language][folded] = known | {each.concept}
    return words


@cache
def _signs_that_deny() -> frozenset[str]:
    """Return the signs by which Chinese denies."""
    return frozenset(_tables()["zh"]["denying"])


def _by_member(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the languages of each member."""
    languages: dict[str, list[str]] = {}
    for code, member in pairs:
        languages.setdefault(member, []).append(code)
    return {member: tuple(codes) for member, codes in languages.items()}


def _folded(words: Iterable[str]) -> frozenset[str]:
    """Return words, folded."""
    return frozenset(map(fold, words))


def _joined(saying: str) -> str:
    """Return the words of a saying as they stand in a text."""
    return " ".join(token.text for token in tokens_of(saying))
