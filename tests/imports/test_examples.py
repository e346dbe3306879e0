"""What the document shows of a file is a file that is taken in."""

import pytest

from tests.house.operations import committed_document
from tests.imports.files import counts, send_file
from tests.service import Service

SHOWN = {
    form: media["example"]
    for form, media in committed_document()["paths"]["/offer-imports"]["post"]["requestBody"]["content"].items()
    if "example" in media
}


@pytest.mark.parametrize("form", SHOWN)
async def test_the_file_that_is_shown_is_taken_in(service: Service, form: str) -> None:
    assert counts(await send_file(service.partner, SHOWN[form].encode(), form)) == (1, 0, 0, 0, 0)
    told = (await service.partner.get("/offers")).json()["items"]
    assert [each["title"] for each in told] == ["Samen koffie drinken"]
