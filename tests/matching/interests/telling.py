"""What a coach is told of a wish."""

from matching.interests import load_vocabulary, understand
from matching.vocabulary import WishState

VOCABULARY = load_vocabulary()


def told(phrase: str) -> set[str]:
    """Return what a coach is told firmly of a phrase."""
    read = understand(phrase, VOCABULARY)
    if read.state is not WishState.UNDERSTOOD:
        return set()
    return {VOCABULARY.concepts[number].id for number in read.concepts}


def refused(phrase: str) -> set[str]:
    """Return what a coach is told that a phrase refuses."""
    return {VOCABULARY.concepts[number].id for number in understand(phrase, VOCABULARY).avoids}


def asked(phrase: str) -> set[str]:
    """Return what a coach is asked whether a phrase means it."""
    return {VOCABULARY.concepts[number].id for number in understand(phrase, VOCABULARY).did_you_mean}
