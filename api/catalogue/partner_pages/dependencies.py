"""Who comes to the address of a partner's page: what it opens, in which language, and how it is answered."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Path, Response
from sqlmodel import Session

from api.catalogue.organizations.queries import get_organization
from api.catalogue.partner_pages.files import author_of
from api.catalogue.partner_pages.links import open_page_link
from api.catalogue.partner_pages.saying import WORDS, say_day
from api.catalogue.partner_pages.tables import PageLink
from api.platform.pages.rendering import open_templates, render_form
from api.platform.recording.actions import Deed, record_deed
from api.platform.requests.dependencies import LanguageDep, NodeDep
from api.platform.requests.desk import Desk
from api.platform.web.problems import NotFoundError, Words
from matching.vocabulary import Language

TEMPLATES: Final = open_templates("api.catalogue.partner_pages")
LONGEST_TOKEN: Final = 100
NOBODY_YET: Final = "partner page"
TokenPath = Annotated[str, Path(max_length=LONGEST_TOKEN)]


class PartnerVisit:
    """Somebody at the address of a partner's page."""

    def __init__(self, token: TokenPath, node: NodeDep, language: LanguageDep) -> None:
        self.node = node
        self.language: Language = language
        self._token = token
        self._address = f"/partner/{token}"

    @contextmanager
    def looking(self) -> Iterator[tuple[Desk, PageLink]]:
        """Open a desk to look at, with what the address opens; raises NotFoundError when it opens nothing."""
        with self.node.database.read() as session:
            yield self._open(session)

    @contextmanager
    def acting(self) -> Iterator[tuple[Desk, PageLink]]:
        """Open a desk whose work is kept, with what the address opens; raises NotFoundError when it opens nothing."""
        with self.node.database.write() as session:
            desk, link = self._open(session)
            yield desk, link
            record_deed(session, self.node, Deed("partner page", desk.author_id, organization_id=link.organization_id))

    def _open(self, session: Session) -> tuple[Desk, PageLink]:
        desk = Desk.of(self.node, session, author_id=NOBODY_YET)
        link = open_page_link(desk, self._token)
        return replace(desk, author_id=author_of(link)), link

    def name_of(self, desk: Desk, link: PageLink) -> str:
        """Return what the organization is called."""
        return get_organization(desk.session, link.organization_id).name

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
            say_day=partial(say_day, language=self.language),
            home=self._address,
            **told,
        )

    def say(self, words: Words) -> str:
        """Say a sentence in the language of who came."""
        return words.in_language(self.language)

    def go_home(self, done: str, offer_id: str) -> Response:
        """Lead back to all offers, where it is told what was done; asked again, that changes nothing."""
        query = urlencode({"done": done, "about": offer_id})
        return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": f"{self._address}?{query}"})

    def show_missing(self, _error: NotFoundError) -> Response:
        """Tell that the address opens nothing, or that the offer is not there any more."""
        try:
            with self.looking():
                return self.render("gone.html", HTTPStatus.NOT_FOUND)
        except NotFoundError:
            return self.render("unknown.html", HTTPStatus.NOT_FOUND)


PARTNER_VISIT: Final = Depends(PartnerVisit)
PartnerVisitDep = Annotated[PartnerVisit, PARTNER_VISIT]
