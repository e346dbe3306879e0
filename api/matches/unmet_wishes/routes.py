"""/unmet-wishes: what clients ask for and nobody offers."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.matches.unmet_wishes.queries import list_unmet_wishes
from api.matches.unmet_wishes.schemas import Neighbourhood, UnmetWishPage, UnmetWishRead
from api.matches.unmet_wishes.tables import UnmetWish
from api.platform.requests.dependencies import PageDep, ReadingDeskDep
from api.platform.security.dependencies import ANALYSTS
from api.platform.web.pagination import make_page
from matching import load_vocabulary

router = APIRouter(prefix="/unmet-wishes", tags=["unmet wishes"])


@router.get(
    "",
    response_model=UnmetWishPage,
    operation_id="listUnmetWishes",
    summary="List what clients ask for in vain",
    dependencies=[ANALYSTS],
)
def list_all(
    desk: ReadingDeskDep,
    asked: PageDep,
    neighbourhood: Annotated[
        Neighbourhood | None, Query(examples=["3073"], description="Four digits of a postcode. Left out: everywhere.")
    ] = None,
) -> Response:
    """List what at least five clients of a neighbourhood asked for in a week and nothing that they could join answered.

    Only weeks that are over, in steps of five clients; nothing is kept by which a client could be found.
    """
    labels = {concept.id: concept.labels[desk.language] for concept in load_vocabulary().concepts}

    def show(row: UnmetWish) -> UnmetWishRead:
        return UnmetWishRead(
            week=row.week,
            neighbourhood=row.neighbourhood,
            concept=row.concept,
            # A word that the vocabulary lost since is told as it was.
            label=labels.get(row.concept, row.concept),
            clients=row.clients,
        )

    rows = list_unmet_wishes(desk.session, asked, neighbourhood=neighbourhood)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=show))
