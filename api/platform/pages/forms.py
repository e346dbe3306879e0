"""Reading a form that a page of ours sent, no further than a form can be long."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs, parse_qsl

from fastapi import Request

from api.platform.web.handlers import body_too_large
from api.platform.web.problems import ForbiddenError, Words

Form = Mapping[str, str]
MOST_FORM_BYTES: Final = 80_000
"""The longest text that is taken has 5,000 signs, of at most twelve bytes each as a form sends them."""

_OURS: Final = frozenset({"same-origin", "none"})


class FormError(ValueError):
    """Fields that are not right yet, each with the sentence that says why."""

    def __init__(self, wrong: Mapping[str, Words]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


class Choices:
    """The fields of a form in which more than one box may be ticked."""

    def __init__(self, fields: Mapping[str, list[str]]) -> None:
        self._fields = fields

    def one(self, name: str, otherwise: str = "") -> str:
        """Return what was filled in, without space around it."""
        return self._fields.get(name, [otherwise])[-1].strip()

    def all(self, name: str) -> list[str]:
        """Return all that was ticked."""
        return self._fields.get(name, [])

    def replaced(self, name: str, value: str) -> "Choices":
        """Return the same form with something else in one field."""
        return Choices({**self._fields, name: [value]})


def require_own_page(request: Request) -> None:
    """Raise ForbiddenError for what the page of another website sends, where the browser says so."""
    # What opens the page stands in its address, so nobody sends anything without having it; this is the second lock.
    # No Origin is asked for: under our own Referrer-Policy a browser calls it null.
    if request.headers.get("sec-fetch-site", "none") not in _OURS:
        raise ForbiddenError(
            Words(
                "Dit kwam van een andere website. Open de link nog een keer en probeer het opnieuw.",
                "This came from another website. Open the link once more and try again.",
            )
        )


async def read_choices(request: Request) -> Choices:
    """Return the fields of a form that was sent, with all that was ticked; raises BodyTooLargeError as `read_form`."""
    return Choices(parse_qs(await _read_text(request), keep_blank_values=True))


async def read_form(request: Request) -> dict[str, str]:
    """Give the fields of a form that was sent; raises BodyTooLargeError for more than a form can hold."""
    return dict(parse_qsl(await _read_text(request)))


async def _read_text(request: Request) -> str:
    require_own_page(request)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_FORM_BYTES:
            raise body_too_large()
    return body.decode(errors="replace")
