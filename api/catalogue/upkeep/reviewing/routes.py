"""/organizations/{organizationId}/review-rhythm."""

from fastapi import APIRouter, Response

from api.catalogue.organizations.queries import (
    get_organization,
    get_organization_to_change,
    organization_not_found,
)
from api.catalogue.upkeep.reviewing.actions import choose_rhythm, show_rhythm
from api.catalogue.upkeep.reviewing.schemas import RhythmRead, RhythmWrite
from api.platform.requests.dependencies import OrganizationIdPath, ReadingDeskDep, WritingDeskDep
from api.platform.security.dependencies import WRITERS, AnyCallerDep, WriterDep
from api.platform.web.answers import body_of

router = APIRouter(tags=["upkeep"])


@router.get(
    "/organizations/{organizationId}/review-rhythm",
    response_model=RhythmRead,
    operation_id="readReviewRhythm",
    summary="Read how often an organization looks at its offers",
)
def read(organization_id: OrganizationIdPath, caller: WriterDep, desk: ReadingDeskDep) -> Response:
    """Read the rhythm in which this organization is asked whether its offers still hold."""
    get_organization(desk.session, organization_id)
    # Not there and not yours are told alike.
    if not caller.owns(organization_id):
        raise organization_not_found()
    return desk.answer(body_of(show_rhythm(desk, organization_id)))


@router.put(
    "/organizations/{organizationId}/review-rhythm",
    response_model=RhythmRead,
    operation_id="replaceReviewRhythm",
    summary="Choose how often an organization looks at its offers",
    dependencies=[WRITERS],
)
def replace(
    organization_id: OrganizationIdPath, wanted: RhythmWrite, caller: AnyCallerDep, desk: WritingDeskDep
) -> Response:
    """Choose the rhythm; null is the service's own."""
    get_organization_to_change(desk.session, organization_id)
    if not caller.owns(organization_id):
        raise organization_not_found()
    desk.require_unchanged(body_of(show_rhythm(desk, organization_id)))
    choose_rhythm(desk, organization_id, wanted)
    return desk.answer(body_of(show_rhythm(desk, organization_id)))
