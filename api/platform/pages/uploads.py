"""Reading a file that a form sent, and no more than is taken."""

from collections.abc import AsyncGenerator

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.platform.pages.forms import require_own_page
from api.platform.web.handlers import body_too_large
from api.platform.web.problems import InvalidInputError, Words


async def read_upload(request: Request, *, most_bytes: int) -> bytes:
    """Give the file of a form, empty when none was chosen.

    Raises BodyTooLargeError for more than this, and InvalidInputError for what is no form with a file.
    """
    require_own_page(request)
    taken = 0

    async def bounded() -> AsyncGenerator[bytes, None]:
        nonlocal taken
        async for part in request.stream():
            taken += len(part)
            # What is too much is read and left: a browser shows an answer only after all of its form was heard.
            if taken <= most_bytes:
                yield part
        if taken > most_bytes:
            raise body_too_large()

    try:
        form = await MultiPartParser(request.headers, bounded(), max_files=1, max_fields=1).parse()
    except (MultiPartException, KeyError):
        raise InvalidInputError(Words("Dit is geen formulier.", "This is not a form.")) from None
    try:
        sent = next((each for each in form.values() if isinstance(each, UploadFile)), None)
        return await sent.read() if sent else b""
    finally:
        await form.close()
