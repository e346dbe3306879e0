"""The words of the vocabulary, indexed: which form of which word leads to which concept, and how surely."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from matching.interests.dutch import Token, bases, common_words, plural_bases, tokens_of
from matching.interests.spelling import Spelling, index_spelling
from matching.interests.word_list import is_adjective, is_verb
from matching.parameters import parameters_of

LISTED_AS_WORD: Final = parameters_of("strength").number("word")
"""The strength of what stands in the vocabulary as a word for a concept; a hint has less."""

_READ: Final = parameters_of("reading")
_SHORTEST_FOREIGN_TO_CORRECT: Final = _READ.count("shortest_foreign_to_correct")
_SHORTEST_PART: Final = _READ.count("shortest_part")
_GAPS: Final = _READ.count("gaps")
_GAPS_AROUND_JOINING_WORDS: Final = _READ.count("gaps_around_joining_words")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that stands under a concept; a foreign one has no Dutch endings, a client's own is in wishes."""

    concept: int
    strength: float
    words: str
    foreign: bool = False
    asked: bool = False
    whole: bool = False
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that together lead to a concept."""

    concept: int
    strength: float
    words: tuple[str, ...]
    gaps: int
    ordered: bool
    asked: bool  # only clients say so: offers that do mean something else


@dataclass(frozen=True, slots=True)
class Terms:
    """Every way into the vocabulary."""

    single: dict[str, dict[int, float]]  # form of a word → concept → strength
    foreign: dict[str, dict[int, float]]  # the same for words of other languages
    asked: dict[str, dict[int, float]]  # and for words that say so when a client uses them
    verbs: dict[str, str]  # stems of words in -en, which may be conjugated → those words
    phrases: dict[str, tuple[Phrase, ...]]  # rarest word of a phrase → phrases
    phrase_words: dict[str, str]  # form of a word → the word of the phrases
    spelling: Spelling
    whole: dict[str, int]  # all the words that count of what a client may say → concept
    subjects: dict[str, tuple[int, ...]]  # the same, of what means nothing else where nothing else is said → concepts


@dataclass(slots=True)
class _Index:
    """The index while it is being made."""

    single: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    foreign: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    asked: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    verbs: dict[str, str] = field(default_factory=dict)
    phrases: set[Phrase] = field(default_factory=set)
    phrase_words: dict[str, str] = field(default_factory=dict)
    spelt: set[str] = field(default_factory=set)
    whole: dict[str, int] = field(default_factory=dict)
    subjects: dict[str, tuple[int, ...]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def add(self, listed: Term) -> None:
        """Add a word or phrase, or what means something only as all that is said."""
        tokens = tokens_of(listed.words)
        said = whole_of(tokens)
        if listed.subject:
            # What the vocabulary itself has a word for, it decides.
            if said not in self.named:
                self.subjects[said] = (*self.subjects.get(said, ()), listed.concept)
        elif listed.whole:
            self.whole[said] = listed.concept
        elif listed.strength == LISTED_AS_WORD and not listed.foreign:
            self.named.add(said)
        if not listed.whole:
            self._add_words(tokens, listed)

    def _add_words(self, tokens: Sequence[Token], listed: Term) -> None:
        """Add a word or phrase that is found within what is said."""
        words = [token.text for token in tokens if token.counts]
        # Of ordinary words each counts: iets te doen hebben is no iets doen.
        if common_words().plain.issuperset(words):
            words = [token.text for token in tokens]
        # A short foreign word is too easily a Dutch one with a slip.
        self.spelt.update(word for word in words if not listed.foreign or len(word) >= _SHORTEST_FOREIGN_TO_CORRECT)
        if not listed.foreign:
            for word in words:
                for form in bases(word):
                    self.verbs.setdefault(form, word)
        if len(words) > 1:
            self.phrases.add(_phrase(listed, words))
            self.phrase_words |= {form: _root(word) for word in words for form in _forms(word, foreign=listed.foreign)}
        if len(words) == 1 or (len(words) == len(tokens) and _may_be_written_as_one(words)):
            self._add_single("".join(words), listed)

    def _add_single(self, word: str, listed: Term) -> None:
        """Add a word, or a phrase that may be written as one."""
        concepts = self.asked if listed.asked else self.foreign if listed.foreign else self.single
        if listed.asked and listed.strength < LISTED_AS_WORD in self.single.get(word, {}).values():
            return  # A thing that the vocabulary knows means what it says there.
        for form in _forms(word, foreign=listed.foreign):
            concepts[form][listed.concept] = max(listed.strength, concepts[form].get(listed.concept, 0))


def _may_be_written_as_one(words: Sequence[str]) -> bool:
    """Tell whether a phrase may be one word: mandenmaken; of two letters no word begins: a gospel is no spel of go."""
    *before, last = words
    ordinary = common_words().plain
    return (
        min(map(len, words)) >= _SHORTEST_PART
        and ordinary.isdisjoint(before)
        and (last not in ordinary or is_verb(last))
    )


def whole_of(tokens: Iterable[Token]) -> str:
    """Return all the words of a text that count, as one."""
    return " ".join(token.text for token in tokens if token.counts)


def index_terms(listed: Iterable[Term]) -> Terms:
    """Index the words of all concepts."""
    index = _Index()
    for each in listed:
        index.add(each)
    return Terms(
        single=dict(index.single),
        foreign=dict(index.foreign),
        asked=dict(index.asked),
        verbs=index.verbs,
        phrases=_by_rarest_word(index.phrases),
        phrase_words=index.phrase_words,
        whole=index.whole,
        subjects=index.subjects,
        spelling=index_spelling(index.spelt - common_words().plain),
    )


def _phrase(listed: Term, words: list[str]) -> Phrase:
    """Return a phrase and how loosely it may be found: in one piece if it has only words that join others.

    So too where all its words are ordinary ones: iets met oude mensen is not iets met mensen.
    """
    joining = common_words().function.intersection(words)
    repeats = len(set(words)) < len(words)
    is_ordinary = joining and common_words().plain.issuperset(words)
    gaps = _GAPS if not joining else 0 if is_ordinary or len(joining) == len(set(words)) else _GAPS_AROUND_JOINING_WORDS
    ordered = bool(joining) or repeats or _describes(words)
    return Phrase(listed.concept, listed.strength, tuple(map(_root, words)), gaps, ordered, listed.asked)


def _describes(words: list[str]) -> bool:
    """Tell whether the first of two words says how the second is: who shows people the old town helps no old people."""
    first, last = words[0], words[-1]
    return len(words) == 2 and any(map(is_adjective, bases(first + "n"))) and not is_verb(last)  # noqa: PLR2004


def _forms(word: str, *, foreign: bool) -> list[str]:
    """Return the forms of a listed word under which it is found."""
    if foreign:
        return [word]
    return [word, *(form for form in (*bases(word), *plural_bases(word)) if form not in common_words().plain)]


def _root(word: str) -> str:
    """Return the one form by which the words of a phrase are told apart."""
    return (bases(word) or plural_bases(word) or [word])[0]


def _by_rarest_word(phrases: set[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """Index phrases by the word that the fewest phrases have, so that a common word costs little."""
    count = Counter(word for phrase in phrases for word in phrase.words)
    index: dict[str, list[Phrase]] = defaultdict(list)
    # Sorted, for a set comes in another order in each process.
    for phrase in sorted(phrases, key=lambda phrase: (phrase.concept, phrase.words)):
        index[min(phrase.words, key=lambda word: (count[word], word))].append(phrase)
    return {word: tuple(same) for word, same in index.items()}
