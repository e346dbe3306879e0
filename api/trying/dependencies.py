"""Who comes to the page to try it: in which language, and with whose key the page asks."""

from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, Request, Response

from api.clients.form.saying import told_on_form
from api.handovers.dependencies import Alternatives
from api.matches.actions import Matcher
from api.platform.node import Node, node_of
from api.platform.pages.rendering import open_templates, render_page
from api.platform.requests.dependencies import LanguageDep
from api.platform.security.callers import Callers
from api.platform.security.roles import Caller, Role
from api.platform.storage.freshness import Numbers
from api.platform.web.problems import NotFoundError, Words
from api.trying.settings import TryingSettings
from matching import near_day_in_words, read_words
from matching.vocabulary import Language

WORDS: Final = read_words(Path(__file__).with_name("try_words.toml"))
TEMPLATES: Final = open_templates("api.trying", "api.clients.form")


def say(key: str) -> Words:
    """Say a word of the page in both languages."""
    return Words(WORDS[Language.DUTCH][key], WORDS[Language.ENGLISH][key])


class TryVisit:
    """Somebody who tries it, with a key of a coach that works now."""

    def __init__(self, node: Node, language: Language, caller: Caller, numbers: Numbers) -> None:
        self.node = node
        self.language = language
        self.caller = caller
        self.numbers = numbers

    @property
    def alternatives(self) -> Alternatives:
        """What finds something else where an offer is full."""
        return Alternatives(self.node.part(Matcher), self.language)

    def render(self, name: str, status: HTTPStatus = HTTPStatus.OK, **told: object) -> Response:
        """Render a page in the language of who came."""
        return render_page(
            TEMPLATES,
            name,
            self.language,
            status=status,
            t=WORDS[self.language],
            say_day=partial(near_day_in_words, language=self.language),
            is_wide=name == "answer.html",
            **told_on_form(self.language),
            **told,
        )


async def get_try_visit(request: Request, language: LanguageDep) -> TryVisit:
    """Return who tries it; raises NotFoundError where there is no page, or its key ended."""
    node = node_of(request)
    key = node.settings[TryingSettings].try_key
    numbers = await node.freshness.numbers()
    caller = await node.part(Callers).find(key, numbers=numbers, now=node.clock.now()) if key else None
    if caller is None or caller.role is not Role.COACH:
        raise NotFoundError(say("no_page"))
    await node.part(Matcher).catch_up(numbers)
    return TryVisit(node, language, caller, numbers)


TRY_VISIT: Final = Depends(get_try_visit)
TryVisitDep = Annotated[TryVisit, TRY_VISIT]
