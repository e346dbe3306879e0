"""What a route can ask for: a session, the clock, the settings, the reader's language.

What does not wait is async: a plain function would cost a trip to the thread pool for each request.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import Depends, Header, Path, Query, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor

from api.platform.node import Node, node_of
from api.platform.recording.notes import notes_of
from api.platform.requests.desk import RouteDesk
from api.platform.requests.recording import NOBODY, record_reading, record_writing
from api.platform.security.dependencies import WRITING_ROLES, OptionalCallerDep
from api.platform.security.roles import Caller
from api.platform.storage.freshness import NUMBERS_SCOPE_KEY, Numbers
from api.platform.storage.replica import read_older_from_loop
from api.platform.web.language import choose_language
from api.platform.web.pagination import (
    CURSOR_LENGTH,
    CURSOR_PATTERN,
    DEFAULT_LIMIT,
    LARGEST_LIMIT,
    PageRequest,
    ask_page,
)
from api.platform.web.shapes import Id
from matching.vocabulary import Language


async def get_node(request: Request) -> Node:
    """Return the node that answers."""
    return node_of(request)


LONGEST_ACCEPT_LANGUAGE = 200
AcceptLanguageHeader = Annotated[
    str | None,
    Header(
        max_length=LONGEST_ACCEPT_LANGUAGE,
        description="`nl` or `en`: in which language sentences come. Left out: `nl`.",
    ),
]


async def get_language(accept_language: AcceptLanguageHeader = None) -> Language:
    """Return the language that the reader prefers."""
    return choose_language(accept_language)


CursorQuery = Annotated[
    str | None,
    Query(max_length=CURSOR_LENGTH, pattern=CURSOR_PATTERN, description="Taken from `nextCursor` of the page before."),
]
LimitQuery = Annotated[int, Query(ge=1, le=LARGEST_LIMIT, description="How many on a page at most.")]


class OpaqueIdConvertor(StringConvertor):
    """Lets an id share a place in a path with words, such as `searches`: no word is made of these signs alone."""

    regex = "[0-9a-f-]+"


register_url_convertor("opaque", OpaqueIdConvertor())
OfferIdPath = Annotated[Id, Path(alias="offerId", description="Which offer.")]
OrganizationIdPath = Annotated[Id, Path(alias="organizationId", description="Which organization.")]
LONGEST_IF_MATCH = 1000
IfMatchHeader = Annotated[
    str | None,
    Header(
        max_length=LONGEST_IF_MATCH,
        description="The `ETag` that was read: 412 when it changed since. Left out: whatever it is.",
    ),
]
NodeDep = Annotated[Node, Depends(get_node)]
LanguageDep = Annotated[Language, Depends(get_language)]


async def get_page_request(
    request: Request, cursor: CursorQuery = None, limit: LimitQuery = DEFAULT_LIMIT
) -> PageRequest:
    """Read which part of a list is asked; raises InvalidInputError for a cursor of another list, or other filters."""
    # A cursor belongs to one list with its filters: with others it would point into the middle of something else.
    filters = sorted((key, text) for key, text in request.query_params.items() if key not in {"cursor", "limit"})
    return ask_page(cursor, limit, request.url.path, *(f"{key}={text}" for key, text in filters))


async def get_reading_session(request: Request, node: NodeDep) -> AsyncIterator[Session]:
    """Yield a snapshot for one request; whose data was read is recorded before the answer is sent."""
    async with node.database.read_from_loop() as session:
        yield session
    if notes_of(session).clients:
        await run_in_threadpool(record_reading, request, session)


async def get_older_session(request: Request, node: NodeDep, caller: OptionalCallerDep) -> AsyncIterator[Session]:
    """Yield a snapshot that may be some seconds old, where nobody is bound to know better; of nobody's own data.

    Who brings a key never reads less than was written when this request came in, and who may write reads where that is
    written. So a match leads to its offer, and a partner reads back what it wrote.
    """
    replica = None if caller is not None and caller.role in WRITING_ROLES else node.replica
    numbers: Numbers = request.scope.get(NUMBERS_SCOPE_KEY, {})
    async with read_older_from_loop(node.database, replica, numbers) as session:
        yield session


async def get_writing_session(request: Request, node: NodeDep) -> AsyncIterator[Session]:
    """Yield one transaction for one request, recorded in it and committed before the answer is sent."""
    async with node.database.write_from_loop(partial(record_writing, request)) as session:
        yield session


PageDep = Annotated[PageRequest, Depends(get_page_request)]
ReadingSessionDep = Annotated[Session, Depends(get_reading_session, scope="function")]
OlderSessionDep = Annotated[Session, Depends(get_older_session, scope="function")]
WritingSessionDep = Annotated[Session, Depends(get_writing_session, scope="function")]


async def get_reading_desk(request: Request, session: ReadingSessionDep, caller: OptionalCallerDep) -> RouteDesk:
    """Return a desk to look at."""
    return open_desk(request, session, caller)


async def get_older_desk(request: Request, session: OlderSessionDep, caller: OptionalCallerDep) -> RouteDesk:
    """Return a desk to look at what may be some seconds old."""
    return open_desk(request, session, caller)


async def get_writing_desk(
    request: Request, session: WritingSessionDep, caller: OptionalCallerDep, if_match: IfMatchHeader = None
) -> RouteDesk:
    """Return a desk whose work is committed before the answer is sent, if what the caller saw is still so."""
    return replace(open_desk(request, session, caller), if_match=if_match)


def open_desk(request: Request, session: Session, caller: Caller | None) -> RouteDesk:
    """Open the desk of a request now."""
    node, language = node_of(request), choose_language(request.headers.get("accept-language"))
    author_id = caller.id if caller else NOBODY
    return RouteDesk(node, session, node.clock.now(), node.clock.today(), author_id, request, caller, language)


ReadingDeskDep = Annotated[RouteDesk, Depends(get_reading_desk)]
OlderDeskDep = Annotated[RouteDesk, Depends(get_older_desk)]
WritingDeskDep = Annotated[RouteDesk, Depends(get_writing_desk)]
