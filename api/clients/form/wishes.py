"""How each wish was read, in a sentence, and what may be meant where nothing was read surely."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.clients.form.saying import WORDS
from api.platform.pages.forms import Choices
from matching import ReadWish, enumerate_words, load_vocabulary, read_wishes
from matching.vocabulary import Language, WishState

MEANT: Final = "=>"
"""Between what was typed and what was meant, in the button that says so."""


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """One wish as it was read."""

    asked: str
    text: str
    options: Sequence[str]


def read_aloud(wishes: Iterable[Mapping[str, Any]], language: Language) -> list[ReadAloud]:
    """Say how the wishes of an answer of the API were read."""
    return [ReadAloud(each["asked"], _say(each, language), _options(each)) for each in wishes]


def read_phrases(phrases: Iterable[str], language: Language) -> list[ReadAloud]:
    """Say how these wishes are read, before anything is asked."""
    read = read_wishes(phrases, load_vocabulary(), language, answered=())
    return read_aloud([_shown(each) for each in read], language)


def _shown(wish: ReadWish) -> Mapping[str, Any]:
    """Return a wish as an answer of the API holds it."""
    named = {"concepts": wish.concepts, "avoids": wish.avoids, "didYouMean": wish.did_you_mean}
    labels = {name: [{"label": each.label} for each in concepts] for name, concepts in named.items()}
    return {"asked": wish.asked, "state": wish.state} | labels


def _say(wish: Mapping[str, Any], language: Language) -> str:
    words = WORDS[language]
    concepts, avoids = ([concept["label"] for concept in wish[name]] for name in ("concepts", "avoids"))
    if avoids and not concepts:
        return words["read_avoids"].format(asked=wish["asked"], concepts=enumerate_words(avoids, language))
    state = WishState(wish["state"]).replace("-", "_")
    key = "read_understood_bare" if state == "understood" and not concepts else f"read_{state}"
    return words[key].format(asked=wish["asked"], concepts=enumerate_words(concepts, language))


def _options(wish: Mapping[str, Any]) -> Sequence[str]:
    return [each["label"] for each in wish["didYouMean"]] if wish["state"] != WishState.UNDERSTOOD else []


def with_meant(form: Choices) -> Choices:
    """Return the form with what was meant in the place of what was typed, when a button said so."""
    asked, _, meant = form.one("meant").partition(MEANT)
    if not meant:
        return form
    return form.replaced("wishes", form.one("wishes").replace(asked, meant, 1))
