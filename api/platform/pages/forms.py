"""Reading a form that a page sent, no further than a form can be long."""

from urllib.parse import parse_qsl

from fastapi import Request

from api.platform.web.handlers import body_too_large

MOST_FORM_BYTES = 20_000


async def read_form(request: Request) -> dict[str, str]:
    """Give the fields of a form that was sent; raises BodyTooLargeError for more than a form can hold."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_FORM_BYTES:
            raise body_too_large()
    return dict(parse_qsl(body.decode(errors="replace")))
