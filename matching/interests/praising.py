"""What a wish praises by denying: puzzelen verveelt me nooit, zonder vissen word ik chagrijnig, niets zo fijn."""

from collections.abc import Sequence
from typing import Final

from matching.interests.dutch import common_words
from matching.parameters import parameters_of

_NEARBY: Final = parameters_of("reading").count("denied_within")
_COMPARED = ("er", "ere", "ers")
_AS_MUCH: Final = ("zo", "als")
_ME: Final = frozenset({"me", "mij"})
_KIESPIJN: Final = "kiespijn"
_SITS: Final = frozenset({"zit", "zitten", "zat"})


def praised_by(words: Sequence[str]) -> set[int]:
    """Return the words by which a clause praises what it only seems to deny, the denials among them; else nothing."""
    denials = {place for place, word in enumerate(words) if word in _said("denials")}
    if not denials:
        return set()
    # Kan ik missen als kiespijn: what is gladly missed is not praised.
    saying = set() if _KIESPIJN in words else _twice_denied(words, denials)
    saying |= _compared(words, denials) | _not_without(words) | _suffering_without(words)
    return saying | denials if saying else set()


def _twice_denied(words: Sequence[str], denials: set[int]) -> set[int]:
    """Return the words that say no themselves and are denied: kan niet missen, nooit beu, niet weg te slaan."""
    places = range(len(words))
    near = {at for denial in denials for at in range(denial - _NEARBY, denial + _NEARBY + 1)}
    behind = {at for denial in denials for at in range(denial + 1, denial + _NEARBY)}
    denied = {at for at in places if words[at] in _said("tiring") and at in near}
    denied |= {at for at in places if words[at] in _said("weary") and at in behind}
    # Ik zit niet te wachten op bingo: that one gladly goes without.
    if not _said("able").isdisjoint(words) and _SITS.isdisjoint(words):
        denied |= {at for at in places if words[at] in _said("resisting")}
    never = {at for at in denials if words[at] in _said("never_missed")}
    denied |= {at for at in places if words[at] in _said("missing") and not never.isdisjoint((at + 1, at + 2))}
    return denied | _held_in_vain(words, denials)


def _held_in_vain(words: Sequence[str], denials: set[int]) -> set[int]:
    """Return where others keep someone away in vain: je houdt me niet van de dansvloer."""
    if _ME.isdisjoint(words) or _said("others").isdisjoint(words) or _said("holding").isdisjoint(words):
        return set()
    return {at for at in denials if at + 1 < len(words) and words[at + 1] in _said("away")}


def _compared(words: Sequence[str], denials: set[int]) -> set[int]:
    """Return the words that say that nothing is better: niets fijner dan, nergens zo rustig als, geen mooier werk."""
    nothing = min((place for place in denials if words[place] in _said("nothing")), default=None)
    if nothing is None:
        return set()
    after = words[nothing + 1 : nothing + 1 + _NEARBY]
    better = next((at for at, word in enumerate(after, nothing + 1) if _is_better(word)), None)
    if better is not None and "dan" in words[better:]:
        return {better, words.index("dan", better)}
    same, as_it = _AS_MUCH
    if same in after[:1] and as_it in words[nothing:]:
        return {nothing + 1, words.index(as_it, nothing)}
    return set()


def _is_better(word: str) -> bool:
    """Tell whether a word compares: fijner, mooiere, leukers."""
    return word.endswith(_COMPARED) and word not in _said("no_comparison")


def _not_without(words: Sequence[str]) -> set[int]:
    """Return zonder where it is denied: nooit meer zonder, geen dag zonder."""
    return {
        place
        for place, word in enumerate(words)
        if word == "zonder" and not _said("never").isdisjoint(words[max(place - _NEARBY + 1, 0) : place])
    }


def _suffering_without(words: Sequence[str]) -> set[int]:
    """Return zonder, and how someone feels who has to do without: zonder vissen word ik chagrijnig."""
    if "zonder" not in words:
        return set()
    start = words.index("zonder")
    verb = next((at for at in range(start + 2, len(words)) if words[at] in _said("being")), None)
    if verb is None:
        return set()
    badly = {at for at in range(verb + 1, len(words)) if words[at] in _said("badly")}
    return {start, *badly} if badly else set()


def _said(kind: str) -> frozenset[str]:
    """Return the words of one kind by which one praises."""
    return common_words().praising[kind]
