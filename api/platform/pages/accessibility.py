"""/toegankelijkheid: how far these pages are usable by everyone, and where to turn when they are not."""

from fastapi import APIRouter, Response

from api.platform.pages.rendering import open_templates, render_page
from api.platform.requests.dependencies import LanguageDep

router = APIRouter(include_in_schema=False)
TEMPLATES = open_templates("api.platform.pages")


@router.get("/toegankelijkheid")
async def show_accessibility(language: LanguageDep) -> Response:
    """Show the statement."""
    return render_page(TEMPLATES, "accessibility.html", language)
