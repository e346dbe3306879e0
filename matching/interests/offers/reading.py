"""What an offer shows, read by its parts: names and denials show nothing, practical sentences and groups little."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from matching.interests.concepts import Vocabulary
from matching.interests.dutch import Token, common_words, may_be_one
from matching.interests.evidence import Grade
from matching.interests.finding import read_tokens
from matching.interests.forms import Reading
from matching.interests.offers.denied import SAYING_NO, denied_in, explaining, undone_in
from matching.interests.offers.names import named_by_title, names_in, names_of
from matching.interests.offers.naming import Showing, as_done, as_named
from matching.interests.offers.practical import Tells, invited_to, told_by
from matching.interests.offers.text import Text, read_text, words_of
from matching.interests.offers.titles import beside_doers, beside_in_title, worth_in_title
from matching.interests.offers.whom import (
    NOBODY_ABOVE_OTHERS,
    Named,
    Whom,
    named_in_description,
    named_in_title,
    told_of_others,
    whom_in,
)
from matching.interests.offers.witnesses import WEIGHTS, Seeming, Shown, witnessed
from matching.interests.phrases import phrases_in
from matching.interests.terms import LISTED_AS_WORD, Phrase
from matching.parameters import parameters_of
from matching.vocabulary import FoundIn, OfferKind

_READ: Final = parameters_of("strength")
_OF_OFFERS: Final = parameters_of("offers")
_MOST_SHOWN: Final = parameters_of("reading").count("most_shown")
_INSIDE_A_PHRASE: Final = _READ.number("inside_a_phrase")
_TOLD_BY: Final = {
    Tells.DOING: 1.0,
    Tells.ASKING: _OF_OFFERS.number("asking"),
    Tells.PRACTICAL: _OF_OFFERS.number("practical"),
}
_FOR_WHOM: Final = _OF_OFFERS.number("for_whom")
_BESIDE_A_DOER: Final = _OF_OFFERS.number("beside_a_doer")
_HALF_A_WORD: Final = _OF_OFFERS.number("half_a_word")
# Who joins these works for those whom a title names, and is none of them: bezoekmaatje voor ouderen.
_FOR_OTHERS = frozenset({OfferKind.PLACEMENT, OfferKind.WORK_EXPERIENCE})
_MOST_INTEREST_WORDS: Final = _OF_OFFERS.count("most_interest_words")


class _Parts(NamedTuple):
    """A text with the words that are names or denied, those for whom it is, and what each other word is worth."""

    text: Text
    silent: frozenset[int]
    whom: frozenset[int]
    worth: Sequence[float]
    stated: frozenset[int] = frozenset()
    """The words of sentences that say what one does there; of a title all that say something of it."""
    beside: frozenset[int] = frozenset()
    """The words of a title that by themselves only say to what something is done."""

    def worth_of(self, places: Iterable[int]) -> float:
        """Return what a finding in these places is worth: nothing when one of them is silent."""
        places = tuple(places)
        # A name or a denial in one of the words spoils the finding, however sure the others are.
        if not self.silent.isdisjoint(places):
            return 0
        worth = min(self.worth[place] for place in places)
        if self.beside.issuperset(places):
            worth = min(worth, _BESIDE_A_DOER)
        return worth * _FOR_WHOM if self.whom.issuperset(places) else worth


class Texts(NamedTuple):
    """What a partner wrote of an offer."""

    title: str
    interests: Sequence[str] = ()
    description: str = ""
    place: str = ""
    kind: OfferKind = OfferKind.ACTIVITY


def resolve_offer(texts: Texts, vocabulary: Vocabulary) -> tuple[Shown, ...]:
    """Return the concepts that an offer shows, the surest first; only partners' own interest words may be misspelt."""
    called, told = read_text(texts.title), read_text(texts.description)
    undone = undone_in(told)
    parts = [
        (FoundIn.TITLE, _of_title(called, told, texts, vocabulary)),
        *((FoundIn.INTERESTS, _plain(words)) for words in texts.interests),
        (FoundIn.DESCRIPTION, _of_description(called, told, texts)),
    ]
    shown = [
        _shown(found, text, where, vocabulary)
        for where, text in parts
        for each in as_named(
            list(_found_in(text, vocabulary, forgiving=where is FoundIn.INTERESTS)), text.text, vocabulary
        )
        for found in (as_done(each, text.text, undone, vocabulary),)
    ]
    words = sum(token.counts for _, text in parts for token in text.text.tokens)
    best = witnessed(shown, words, vocabulary)
    # A bound, so that a partner who lists everything is found by no more than the surest of it.
    return tuple(sorted(best, key=lambda each: (-each.strength, each.concept))[:_MOST_SHOWN])


def whom_of(texts: Texts) -> Whom:
    """Return for whom an offer is, as its title and text say it; who works for others is none of them."""
    if texts.kind in _FOR_OTHERS:
        return NOBODY_ABOVE_OTHERS
    return whom_in(read_text(texts.title), read_text(texts.description))


def unknown_words(text: str, vocabulary: Vocabulary, *, forgiving: bool) -> tuple[Token, ...]:
    """Return the words of a text that the vocabulary lacks."""
    tokens = list(read_text(text).tokens)
    readings = read_tokens(tokens, vocabulary, forgiving=forgiving, asked=False)
    return tuple(token for token, reading in zip(tokens, readings, strict=True) if not reading.known)


def _of_title(called: Text, told: Text, texts: Texts, vocabulary: Vocabulary) -> _Parts:
    """Take a title apart; where the text says what the title does, all of it is a name."""
    readings = read_tokens(list(called.tokens), vocabulary, forgiving=False, asked=False)
    strange = [place for place, reading in enumerate(readings) if not reading.known]
    # A house called De Timmerman does no carpentry.
    named = names_in(called, known=names_of(texts.place), strange=strange) | named_by_title(called, told)[0]
    if texts.kind in _FOR_OTHERS:
        return _titled(_parted(called, named, (), beside_doers(called, worth_in_title(called))))
    people, theirs = told_of_others(called)
    worth = worth_in_title(called)
    for place in people | theirs:
        worth[place] = min(worth[place], _FOR_WHOM if place in people else _BESIDE_A_DOER)
    return _titled(_parted(called, named, named_in_title(called), worth))


def _of_description(called: Text, told: Text, texts: Texts) -> _Parts:
    """Take a description apart; what is a name in the title or of the place is one here too."""
    known = names_of(texts.place) | {called.tokens[at].text for at in names_in(called)}
    named = names_in(told, known=known) | named_by_title(called, told)[1]
    worth = [1.0] * len(told.tokens)
    for sentence in told.sentences:
        tells = told_by(sentence)
        end = sentence.end
        if tells is Tells.PRACTICAL:
            # From the invitation on, a practical sentence says what one comes for.
            end = min(sentence.start + invited_to(sentence), end)
        worth[sentence.start : end] = [_TOLD_BY[tells]] * (end - sentence.start)
    for place in (*_beside_places(told), *explaining(told)):
        worth[place] = min(worth[place], _TOLD_BY[Tells.PRACTICAL])
    whom = () if texts.kind in _FOR_OTHERS else named_in_description(told)
    return _parted(told, named, whom, worth)._replace(stated=_stated(told))


def _stated(told: Text) -> frozenset[int]:
    """Return the words of the sentences that say without any condition what one does there: we sjoelen."""
    return frozenset(
        place
        for sentence in told.sentences
        for words in [sentence.words.split(" ")]
        if told_by(sentence) is Tells.DOING and not sentence.asks
        if not words_of("stating", "who").isdisjoint(words) and words_of("stating", "not").isdisjoint(words)
        for place in range(sentence.start, sentence.end)
    )


def _beside_places(told: Text) -> Iterator[int]:
    """Yield the words that only say where it is: naast de kinderboerderij, vanaf het zwembad."""
    words = [token.text for token in told.tokens]
    for place in range(2, len(words)):
        if words[place - 2] in words_of("practical", "beside") and words[place - 1] in words_of("practical", "the"):
            yield place


def _plain(words: str) -> _Parts:
    """Take a partner's interest words as they are, but for what they deny and what they ask of who joins."""
    text = read_text(words)
    tells = Tells.DOING if _is_short(text) else Tells.ASKING
    if any(token.text in words_of("tags", "qualities") for token in text.tokens):
        tells = Tells.PRACTICAL
    return _parted(text, (), (), [_TOLD_BY[tells]] * len(text.tokens))


def _parted(text: Text, named: Collection[int], whom: Iterable[Named], worth: Sequence[float]) -> _Parts:
    for_whom = frozenset(place for each in whom if not each.is_compound for place in range(each.first, each.last + 1))
    worth = [share * (_HALF_A_WORD if place in text.halves else 1) for place, share in enumerate(worth)]
    return _Parts(text, frozenset(named) | denied_in(text), for_whom, worth)


def _titled(parts: _Parts) -> _Parts:
    tokens = parts.text.tokens
    parts = parts._replace(beside=beside_in_title(parts.text))
    saying = (place for place, each in enumerate(tokens) if each.counts and each.text not in common_words().plain)
    return parts._replace(stated=frozenset(place for place in saying if parts.worth_of((place,)) == 1))


def _is_short(text: Text) -> bool:
    return sum(token.counts for token in text.tokens) <= _MOST_INTEREST_WORDS


def _found_in(parts: _Parts, vocabulary: Vocabulary, *, forgiving: bool) -> Iterator[Showing]:
    """Yield every finding in a text that is worth something."""
    tokens = list(parts.text.tokens)
    readings = read_tokens(tokens, vocabulary, forgiving=forgiving, asked=False)
    # A number is no topic: 60+ says for whom it is.
    readings = [
        Reading(known=True) if token.text.isdigit() else each for token, each in zip(tokens, readings, strict=True)
    ]
    inside: set[int] = set()
    for phrase, places in phrases_in(tokens, readings, vocabulary):
        if not phrase.asked:
            inside.update(places if phrase.strength == LISTED_AS_WORD else ())
            listed = Grade.CERTAIN if phrase.strength == LISTED_AS_WORD else Grade.LIKELY
            grade = min(listed, *(readings[place].grade for place in places))
            yield from _phrase_found(phrase, places, parts, grade)
    for place, reading in enumerate(readings):
        yield from _word_found(place, reading, parts, share=_INSIDE_A_PHRASE if place in inside else 1)
    for place, (one, other) in enumerate(pairwise(tokens)):
        joined = vocabulary.terms.single.get(one.text + other.text, {})
        if joined and may_be_one(one, other) and (worth := parts.worth_of((place, place + 1))):
            for concept, strength in joined.items():
                listed = Grade.CERTAIN if strength == LISTED_AS_WORD else Grade.LIKELY
                yield Showing(concept, strength * worth, _grade(listed, worth), place, place + 1)


def _phrase_found(phrase: Phrase, places: Sequence[int], parts: _Parts, read: Grade) -> Iterator[Showing]:
    """Yield a phrase as found: certain where its words stand together in the text."""
    first, last = min(places), max(places)
    # A phrase that says no by itself means what it says: niemand die meekijkt.
    denies = not SAYING_NO.isdisjoint(phrase.words)
    worth = min(parts.worth[place] for place in places) if denies else parts.worth_of(places)
    if worth:
        inside = parts.text.tokens[first : last + 1]
        is_listed = any(token.after_comma for token in inside[1:])
        together = not is_listed and sum(token.counts for token in inside) <= len(places)
        grade = _grade(read, worth) if together else min(_grade(read, worth), Grade.LIKELY)
        yield Showing(phrase.concept, phrase.strength * worth, grade, first, last)


def _word_found(place: int, reading: Reading, parts: _Parts, *, share: float) -> Iterator[Showing]:
    """Yield what one word leads to."""
    if reading.concepts and (worth := parts.worth_of((place,))):
        for concept, sign in reading.concepts.items():
            grade = sign.grade if share == 1 else min(sign.grade, Grade.LIKELY)
            yield Showing(concept, sign.strength * share * worth, _grade(grade, worth), place, place)


def _grade(read: Grade, worth: float) -> Grade:
    """Return how sure a finding is: as sure as it was read, where the text says what one does."""
    if worth == 1:
        return read
    # Only what one does there is asserted; the rest is asked.
    return min(read, Grade.LIKELY if worth > _TOLD_BY[Tells.PRACTICAL] else Grade.GUESS)


def _shown(found: Showing, parts: _Parts, where: FoundIn, vocabulary: Vocabulary) -> Seeming:
    """Return a finding as shown by one of the texts of an offer; one word of running text may be about anything."""
    grade, text = found.grade, parts.text
    said = {token.text for token in text.tokens[found.first : found.last + 1] if token.counts} - common_words().plain
    words = text.quote(found.first, found.last)
    # What a hyphen joins (e-bike) is one word too.
    if where is FoundIn.DESCRIPTION and (len(said) <= 1 or not any(map(str.isspace, words))):
        grade = min(grade, Grade.LIKELY)
    says_so = _is_whole_title if where is FoundIn.TITLE else _is_stated
    is_stated = bool(said) and says_so(found, parts, vocabulary)
    return Seeming(Shown(found.concept, found.strength * WEIGHTS[where], where, words, grade), found.grade, is_stated)


def _is_whole_title(found: Showing, parts: _Parts, vocabulary: Vocabulary) -> bool:
    """Tell whether a title says nothing but this: Biljarten; Schaken in De Vogel; but no Spelen met klei."""
    concept, inside = vocabulary.concepts[found.concept], range(found.first, found.last + 1)
    is_sure = found.strength >= 1 and found.grade is Grade.CERTAIN and not (concept.setting or concept.meaning.people)
    # By number first: a title of a thousand words is not gone through for each of them.
    return is_sure and len(parts.stated) <= len(inside) and parts.stated.issubset(inside)


def _is_stated(found: Showing, parts: _Parts, vocabulary: Vocabulary) -> bool:
    """Tell whether a verb says what one does there: we sjoelen, kletsen en sjoelen; but no ontspannen sfeer."""
    place, tokens = found.first, parts.text.tokens
    if place not in parts.stated or found.last != place or found.strength < 1 or found.grade < Grade.CERTAIN:
        return False
    concept = vocabulary.concepts[found.concept]
    follows = tokens[place].after_comma or tokens[place - 1].text in words_of("stating", "before")
    return follows and tokens[place].text.endswith("en") and not (concept.setting or concept.meaning.people)
