"""The catalogue as Open Referral UK and HSDS 3, in an application of its own."""

from fastapi import APIRouter, FastAPI
from fastapi.responses import RedirectResponse

from api.catalogue.hsds.routes import router
from api.catalogue.hsds.vocabulary import PATH
from api.platform.feature import Feature
from api.platform.requests.application import allow_origins, make_application
from api.platform.settings import NodeSettings, Settings
from api.platform.web.middleware import API_VERSION
from api.platform.web.openapi import About

TAGS = {
    "about": "Which specification is spoken here.",
    "services": "What clients can join: each service is an offer, given at one place.",
    "organizations": "Who provides them.",
    "taxonomies": "The closed lists of offers, and the words for what people like to do.",
}
DESCRIPTION = """What clients can join, as Open Referral UK 3.0 and the Human Services Data Specification 3 describe it.
Read only. Never a contact, and nothing about a client. What has no field there travels as an attribute, with the path
of the property in /v1 as its `link_type`."""


def create_facade(settings: Settings) -> FastAPI:
    """Make the application under /hsds; a public catalogue is for the pages of every origin."""
    facade = make_application(
        settings, (router,), title="Vonk, Open Referral", version=API_VERSION, about=About(PATH, TAGS, DESCRIPTION)
    )
    own = settings[NodeSettings]
    allow_origins(facade, "*" if own.public_catalogue else own.allowed_origins)
    return facade


page_router = APIRouter(include_in_schema=False)


@page_router.get(PATH)
def go_to_start() -> RedirectResponse:
    """Lead who leaves out the slash to where the specification begins."""
    return RedirectResponse(f"{PATH}/")


FEATURE = Feature(pages=(page_router,), mounts={PATH: create_facade})
