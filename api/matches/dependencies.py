"""How an answer about matches is wanted."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Query

from api.matches.vocabulary import AnswerFields
from api.platform.requests.dependencies import LanguageDep
from matching.vocabulary import Language


class Telling(NamedTuple):
    """In which language, and how much of it."""

    language: Language
    fields: AnswerFields | None = None


FieldsQuery = Annotated[
    AnswerFields | None,
    Query(
        description="`brief`: of each offer only what one needs to choose from; left out, all that there is to tell."
    ),
]


async def get_telling(language: LanguageDep, fields: FieldsQuery = None) -> Telling:
    """Return how the answer is wanted."""
    return Telling(language, fields)


TellingDep = Annotated[Telling, Depends(get_telling)]
