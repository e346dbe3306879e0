"""Reads who is in a run: all lines or none, each sealed at once, so that no more than one is open at a time."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from pydantic import ValidationError

from api.matches.city.schemas import CityClient
from api.matches.city_matches.vocabulary import MOST_CLIENTS
from api.platform.requests.rules import require_orderly
from api.platform.storage.encryption import Secrets
from api.platform.web.lines import LineCutter, NumberedLine
from api.platform.web.problems import SEE_ERRORS, FieldError, InvalidInputError, ProblemError, Words
from api.platform.web.validation import MOST_ERRORS, errors_of

_NOBODY: Final = Words("Hier staat niemand in.", "There is nobody in this.")
_TOO_MANY: Final = Words(f"Hoogstens {MOST_CLIENTS} mensen in één keer.", f"At most {MOST_CLIENTS} people at once.")
_TWICE: Final = Words("Deze verwijzing staat er al.", "This reference stands there before.")


class SealedClient(NamedTuple):
    """Somebody by the sender's own reference, with a profile that only this service can open."""

    reference: str
    sealed_profile: str


def read_clients_sealed(body: bytes, vault: Secrets) -> list[SealedClient]:
    """Read everyone, a line each; raises InvalidInputError that points at what is wrong: `/3/client` is on line 4."""
    read: dict[str, SealedClient] = {}
    errors = list(islice(_read_into(read, body, vault), MOST_ERRORS))
    if not errors and not read:
        errors = [FieldError("", _NOBODY)]
    if errors:
        raise InvalidInputError(SEE_ERRORS, tuple(errors))
    return list(read.values())


def _read_into(read: dict[str, SealedClient], body: bytes, vault: Secrets) -> Iterator[FieldError]:
    lines = LineCutter()
    for line in (*lines.cut(body), *lines.end()):
        at = f"/{line.number - 1}"
        try:
            client = _read_line(line)
        except ProblemError as problem:
            for each in problem.errors or (FieldError("", problem.detail),):
                yield FieldError(at + each.pointer, each.detail)
            continue
        if client.reference in read:
            yield FieldError(f"{at}/reference", _TWICE)
        profile = client.client.model_dump_json(by_alias=True, exclude_unset=True)
        read[client.reference] = SealedClient(client.reference, vault.encrypt(profile))
        if len(read) > MOST_CLIENTS:
            yield FieldError("", _TOO_MANY)
            return


def _read_line(line: NumberedLine) -> CityClient:
    content = line.require_held()
    require_orderly(content)
    try:
        return CityClient.model_validate_json(content)
    except ValidationError as error:
        raise InvalidInputError(SEE_ERRORS, errors_of(error)) from None
