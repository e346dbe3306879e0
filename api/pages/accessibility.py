"""/toegankelijkheid: how far these pages are usable by everyone, and where to turn when they are not."""

from fastapi import APIRouter, Response

from api.dependencies import LanguageDep
from api.pages.rendering import open_templates, render_page

router = APIRouter(include_in_schema=False)
TEMPLATES = open_templates("api.pages")


@router.get("/toegankelijkheid")
async def show_accessibility(language: LanguageDep) -> Response:
    """The statement."""
    return render_page(TEMPLATES, "accessibility.html", language)
