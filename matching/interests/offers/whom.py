"""For whom an offer is, as its title and text say it: facts, never a topic."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from matching.interests.dutch import Token, fold
from matching.interests.offers.practical import Tells, told_by
from matching.interests.offers.text import SentenceSpan, Text, part_words, words_of
from matching.parameters import parameters_of
from matching.vocabulary import Audience

_READ: Final = parameters_of("offers")
_MOST_BETWEEN: Final = _READ.count("most_between")
_OLDER_FROM: Final = _READ.count("older_from")
_CALLED_OLDER_FROM: Final = _READ.count("called_older_from")
_YOUNG_UNTIL: Final = _READ.count("young_until")
_CHILDREN_UNTIL: Final = _READ.count("children_until")
_YOUNG_FROM: Final = _READ.count("young_from")
_OLDEST: Final = _READ.count("oldest")
_AGES = re.compile(
    r"(?<![\d,.])(\d{1,2}) ?(?:jaar )?(?:-|–|tot|tot en met|t/m|en) ?(\d{1,2}) ?(?:jaar|jarigen)\b", re.IGNORECASE
)
_OLDER = re.compile(
    r"\b(\d\d) ?(?:\+|-?plus(?:sers?)?\b)|\b(?:vanaf|boven de) (\d\d|[a-z]*tig)(?= jaar|\b(?! euro| uur|[:.,]\d))"
    r"|\b(\d\d|[a-z]*tig) jaar en ouder",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Whom:
    """The groups and communities that an offer is for with the words that say so, and of which ages they are."""

    audience: Mapping[Audience, str] = field(default_factory=dict)
    communities: Mapping[str, str] = field(default_factory=dict)
    ages: tuple[int, int] | None = None


NOBODY_ABOVE_OTHERS = Whom()


class Named(NamedTuple):
    """A group or community that a text names: which, from where to where, and whether a compound names it."""

    group: str
    first: int
    last: int
    is_compound: bool = False


def whom_in(title: Text, description: Text) -> Whom:
    """Return for whom an offer is; a title says more than a text that welcomes everyone."""
    audience: dict[Audience, str] = {}
    communities: dict[str, str] = {}
    for text, named in ((title, named_in_title(title)), (description, named_in_description(description))):
        for each in named:
            words = text.quote(each.first, each.last)
            if each.group in _AUDIENCES:
                # The title comes first, so its words stay.
                audience.setdefault(Audience(each.group), words)
            else:
                communities.setdefault(each.group, words)
    ages = _ages(title, description, audience)
    return Whom(_apart(audience), communities, ages)


def named_in_title(text: Text) -> list[Named]:
    """Return whom a title names as those for whom it is."""
    found: list[Named] = []
    for place, token in enumerate(text.tokens):
        for group in _groups_of(token.text):
            first = _first_for(text.tokens, place, 0)
            if first is None:
                first = _first_called_after(text.tokens, place)
            if first is None and (token.text in _said("alone") or _comes_before_group(text.tokens, place)):
                first = place
            if first is not None:
                found.append(Named(group, first, place))
        found += [Named(group, place, place, is_compound=True) for group in _in_compound(token.text)]
    return found


def named_in_description(text: Text) -> list[Named]:
    """Return whom a text names as those for whom it is, where it does not welcome everyone."""
    if any(_welcomes_all(sentence) for sentence in text.sentences):
        return []
    return [
        Named(group, first, place)
        for sentence in text.sentences
        if told_by(sentence) is not Tells.PRACTICAL and _said("besides").isdisjoint(sentence.words.split(" "))
        for place in range(sentence.start, sentence.end)
        for group in _groups_of(text.tokens[place].text)
        if (first := _first_named(text.tokens, place, sentence.start)) is not None
    ]


def told_of_others(text: Text) -> tuple[set[int], set[int]]:
    """Return the words of a title that name people for whom it is, and those that tell of people by whom it is.

    Een groep voor volwassen kinderen is not with children, and eenzaamheid bij ouderen is theirs.
    """
    people: set[int] = set()
    theirs: set[int] = set()
    for sentence in text.sentences:
        for place in range(sentence.start, sentence.end):
            before = [token.text for token in text.tokens[sentence.start : place]]
            if _groups_of(text.tokens[place].text) and "voor" in before:
                people.add(place)
            elif _groups_of(text.tokens[place].text) and before[-1:] == ["bij"]:
                theirs.update(range(sentence.start, place))
    return people, theirs


def groups_named(words: Iterable[str]) -> set[str]:
    """Return the groups and communities that some words name; children are named by who is none of them."""
    return {group for word in words if not _is_of_children(word) for group in _groups_of(word)}


def tokens_of_community(code: str) -> frozenset[str]:
    """Return a community's code, and the languages that it speaks besides where it is a country: TR, tr, ku."""
    return frozenset((code, *_spoken_in().get(code, ())))


@cache
def _spoken_in() -> dict[str, tuple[str, ...]]:
    spoken: dict[str, str] = part_words()["whom"]["spoken"]
    return {country: tuple(languages.split()) for country, languages in spoken.items()}


def _said(kind: str) -> frozenset[str]:
    return words_of("whom", kind)


_AUDIENCES = frozenset(Audience)


def _welcomes_all(sentence: SentenceSpan) -> bool:
    """Tell whether a sentence says that it is for everyone."""
    words = f" {sentence.words} "
    return " iedereen is welkom " in words or " voor iedereen " in words or " iedereen mag meedoen " in words


def _first_for(tokens: Sequence[Token], place: int, start: int) -> int | None:
    """Return where voor stands before a group, with only what belongs to it in between: voor Turkse vrouwen."""
    for at in range(place - 1, max(place - 1 - _MOST_BETWEEN, start - 1), -1):
        word = tokens[at].text
        if word in _said("before"):
            before = tokens[at - 1].text if at > start else ""
            return None if before in _said("otherwise") else at
        if word in _said("anyone") or not _belongs(word):
            return None
    return None


def _first_named(tokens: Sequence[Token], place: int, start: int) -> int | None:
    """Return from where on a group is named in a sentence."""
    first = _first_for(tokens, place, start)
    return _first_called_after(tokens[: place + 1], place, start) if first is None else first


def _comes_before_group(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a kind of group comes right after a people: Antilliaanse huiskamer, Moluks ouderencafe."""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return not _AUDIENCES.issuperset(_groups_of(tokens[place].text)) and (
        after in _said("groups") or bool(_in_compound(after))
    )


def _first_called_after(tokens: Sequence[Token], place: int, start: int = 0) -> int | None:
    """Return where the name of a kind of group stands before those whom it is for: woongroep Surinaamse ouderen."""
    for at in range(place - 1, max(place - 1 - _MOST_BETWEEN, start - 1), -1):
        word = tokens[at].text
        if word in _said("groups"):
            return at + 1
        if not _belongs(word):
            return None
    return None


def _belongs(word: str) -> bool:
    """Tell whether a word may stand between voor and a group."""
    return word in _said("passed") or word.isdigit() or bool(_groups_of(word))


@cache
def _group_words() -> dict[str, tuple[str, ...]]:
    """Return which groups and communities each word names."""
    tables = (part_words()["whom"]["audience"], part_words()["whom"]["communities"])
    by_word: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for group, words in table.items():
            for word in words.split():
                by_word[fold(word)] = (*by_word.get(fold(word), ()), group)
    return by_word


def _groups_of(word: str) -> tuple[str, ...]:
    return _group_words().get(word, ())


@cache
def _compound() -> re.Pattern[str]:
    """Return the pattern of words that say by their first part for whom they are: vrouwenhuis, ouderensoos."""
    # The longest first, or a shorter part would take the beginning of a longer one.
    firsts = sorted(_first_parts(), key=len, reverse=True)
    return re.compile(rf"({'|'.join(firsts)})(?:{'|'.join(_said('endings'))})")


@cache
def _first_parts() -> dict[str, tuple[str, ...]]:
    parts: dict[str, tuple[str, ...]] = {}
    for group, words in part_words()["whom"]["compounds"].items():
        for word in words.split():
            parts[word] = (*parts.get(word, ()), group)
    return parts


def _in_compound(word: str) -> tuple[str, ...]:
    found = _compound().fullmatch(word)
    return _first_parts()[found.group(1)] if found else ()


def _is_beside_others(words: str) -> bool:
    """Tell whether children are named beside those whom it is for: voor kinderen is er oppas."""
    return any(map(_is_of_children, fold(words).split()))


def _apart(audience: dict[Audience, str]) -> dict[Audience, str]:
    """Return the groups that say something: who welcomes men and women, or young and old, means nobody above others."""
    if len(audience) > 1 and _is_beside_others(audience.get(Audience.YOUNG_PEOPLE, "")):
        del audience[Audience.YOUNG_PEOPLE]
    for one, other in ((Audience.WOMEN, Audience.MEN), (Audience.YOUNG_PEOPLE, Audience.OLDER_PEOPLE)):
        if {one, other} <= audience.keys():
            del audience[one], audience[other]
    # With parents, children come along: it is not for the young by themselves.
    if Audience.PARENTS in audience:
        audience.pop(Audience.YOUNG_PEOPLE, None)
    return audience


def _ages(title: Text, description: Text, audience: dict[Audience, str]) -> tuple[int, int] | None:
    """Return the ages that are meant, and the group that they make."""
    told = next(filter(None, (_ages_in(text) for text in (title, description))), None)
    if told is not None:
        (least, most), words = told
        if most <= _YOUNG_UNTIL:
            audience.setdefault(Audience.YOUNG_PEOPLE, words)
        if least >= _OLDER_FROM:
            audience.setdefault(Audience.OLDER_PEOPLE, words)
        return (least, most)
    if Audience.YOUNG_PEOPLE in audience and Audience.PARENTS not in audience:
        are_children = any(map(_is_of_children, fold(audience[Audience.YOUNG_PEOPLE]).split()))
        return (0, _CHILDREN_UNTIL) if are_children else (_YOUNG_FROM, _YOUNG_UNTIL)
    return (_CALLED_OLDER_FROM, _OLDEST) if Audience.OLDER_PEOPLE in audience else None


def _is_of_children(word: str) -> bool:
    return word in _said("children") or word.startswith(("kinder", "tiener"))


def _ages_in(text: Text) -> tuple[tuple[int, int], str] | None:
    """Return the ages that a text names with the words that do: van 8-18 jaar, 55+, vanaf zestig."""
    between = _AGES.search(text.written)
    if between and int(between.group(1)) < int(between.group(2)):
        return (int(between.group(1)), int(between.group(2))), between.group()
    for older in _OLDER.finditer(text.written):
        least = _in_figures(next(filter(None, older.groups())))
        if least >= _OLDER_FROM:
            return (least, _OLDEST), older.group()
    return None


def _in_figures(age: str) -> int:
    """Return an age as a number; nought for a word that is none."""
    return int(age) if age.isdigit() else int(part_words()["whom"]["ages"].get(age.lower(), 0))
