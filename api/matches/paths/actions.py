"""Asking the engine what may come next, over the same offers as a match."""

import orjson

from api.catalogue.offers.queries import offer_not_found
from api.matches.actions import Matcher
from api.matches.paths.mapping import to_path
from api.matches.paths.schemas import PathQuestion
from api.platform.storage.freshness import Numbers
from matching import next_steps, path
from matching.vocabulary import Language


async def answer_next_steps(
    matcher: Matcher, offer_id: str, asked: PathQuestion, *, numbers: Numbers, language: Language
) -> bytes:
    """Answer what may come after this offer; raises NotFoundError for what is a draft, withdrawn or in review."""
    question = await matcher.prepare(asked, numbers=numbers, language=language)
    live = matcher.live
    # What waits for a reviewer is in memory, but nobody may know of it yet.
    if offer_id not in live.catalogue or live.documents[offer_id].facts.in_review:
        raise offer_not_found()
    show = matcher.show_on(question)
    return orjson.dumps(
        {"offer": show(offer_id).document, **to_path(next_steps(live.catalogue, question, offer_id), show)}
    )


async def answer_path(matcher: Matcher, asked: PathQuestion, *, numbers: Numbers, language: Language) -> bytes:
    """Answer with the rungs from here to the goal."""
    question = await matcher.prepare(asked, numbers=numbers, language=language)
    return orjson.dumps(to_path(path(matcher.live.catalogue, question), matcher.show_on(question)))
