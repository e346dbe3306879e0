"""Who comes to the address of a host: what it opens, in which language, and how it is answered."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import quote, urlencode

from fastapi import Depends, Path, Query, Request, Response
from sqlmodel import Session

from api.clients.form.saying import told_on_form
from api.handovers.dependencies import Alternatives
from api.matches.actions import Matcher
from api.matching_tables.hosting.links import open_host_link
from api.matching_tables.hosting.saying import WORDS
from api.matching_tables.queries import get_table, get_table_to_change
from api.matching_tables.tables import MatchingTable
from api.platform.node import Node, node_of
from api.platform.pages.rendering import open_templates, render_form
from api.platform.recording.actions import Deed, record_deed
from api.platform.requests.dependencies import LanguageDep
from api.platform.requests.desk import Desk
from api.platform.requests.recording import record_what_was_read
from api.platform.security.roles import Caller
from api.platform.storage.ids import is_id
from api.platform.web.answers import base_url_of
from api.platform.web.problems import Words
from matching import day_in_words
from matching.vocabulary import Language

TEMPLATES: Final = open_templates("api.matching_tables.hosting", "api.clients.form")
NOBODY_YET: Final = "host page"


class HostVisit:
    """Somebody at the address of a host."""

    def __init__(self, node: Node, language: Language, key: str, base_url: str) -> None:
        self.node = node
        self.language = language
        self.base_url = base_url
        self._key = key

    @property
    def alternatives(self) -> Alternatives:
        """What finds something else where an offer is full."""
        return Alternatives(self.node.part(Matcher), self.language)

    @contextmanager
    def looking(self) -> Iterator[tuple[Desk, Caller]]:
        """Open a desk to look at, with the host; raises NotFoundError when the address opens nothing."""
        with self.node.database.read() as session:
            desk, host = self._open(session)
            yield desk, host
        record_what_was_read(session, self.node, _deed_of(host))

    @contextmanager
    def acting(self) -> Iterator[tuple[Desk, Caller]]:
        """Open a desk whose work is kept, with the host; raises NotFoundError when the address opens nothing."""
        with self.node.database.write() as session:
            desk, host = self._open(session)
            yield desk, host
            record_deed(session, self.node, _deed_of(host))

    def _open(self, session: Session) -> tuple[Desk, Caller]:
        host = open_host_link(Desk.of(self.node, session, author_id=NOBODY_YET), self._key)
        return Desk.of(self.node, session, author_id=host.id), host

    def address(self, table_id: str = "", *parts: str, **query: str) -> str:
        """Return an address that this host can open."""
        path = "/".join(("/tables", table_id, "host", *map(quote, parts))) if table_id else "/tables/new"
        return f"{path}?{urlencode({'key': self._key} | query)}"

    def go(self, table_id: str = "", *parts: str, **query: str) -> Response:
        """Lead on to another page; asked again, that changes nothing."""
        return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": self.address(table_id, *parts, **query)})

    def render(
        self,
        name: str,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        wrong: Mapping[str, Words] | None = None,
        **told: object,
    ) -> Response:
        """Render a page in the language of who came; one with what is not right yet is a 400."""
        return render_form(
            TEMPLATES,
            name,
            self.language,
            status=status,
            wrong=wrong or {},
            t=WORDS[self.language],
            say_day=partial(day_in_words, language=self.language),
            to=self.address,
            **told_on_form(self.language),
            **told,
        )

    def show_missing(self) -> Response:
        """Tell that the address opens nothing, or that the table is not there any more."""
        return self.render("gone.html", HTTPStatus.NOT_FOUND)


def _deed_of(host: Caller) -> Deed:
    return Deed("host page", host.id, host.role, host.organization_id)


async def get_host_visit(
    request: Request, language: LanguageDep, key: Annotated[str, Query(max_length=100)] = ""
) -> HostVisit:
    """Return who comes, with memory caught up: a handover may have to find something else."""
    node = node_of(request)
    await node.part(Matcher).catch_up(await node.freshness.numbers())
    return HostVisit(node, language, key, base_url_of(request, node.settings))


def table_of(desk: Desk, host: Caller, table_id: str) -> MatchingTable:
    """Return the table of this host; raises NotFoundError."""
    known = table_id if is_id(table_id) else ""
    return get_table(desk.session, known, organization_id=host.organization_id, now=desk.now)


def table_to_change(desk: Desk, host: Caller, table_id: str) -> MatchingTable:
    """Return the table of this host, held until the work is done; raises NotFoundError."""
    known = table_id if is_id(table_id) else ""
    return get_table_to_change(desk.session, known, organization_id=host.organization_id, now=desk.now)


HOST_VISIT: Final = Depends(get_host_visit)
HostVisitDep = Annotated[HostVisit, HOST_VISIT]
TableInAddress = Annotated[str, Path(alias="tableId", max_length=36)]
