"""What can go wrong, as RFC 9457 problems: every error of a feature is one of these, in Dutch and in English."""

import re
from dataclasses import dataclass, field
from http import HTTPStatus

from matching.vocabulary import Language

RETRY_AFTER_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    nl: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the sentence as this reader wants it."""
        return self.en if language is Language.ENGLISH else self.nl


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one value; the pointer (RFC 6901) says which, the value itself is never repeated."""

    pointer: str
    detail: Words


@dataclass
class ProblemError(Exception):
    """A request that cannot be met; subclasses fix status and title."""

    detail: Words
    errors: tuple[FieldError, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    members: dict[str, object] = field(default_factory=dict)

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    title = Words("Er ging iets mis", "Something went wrong")

    def __str__(self) -> str:
        """Say what a log may hold of it: its kind, and nothing of the request."""
        return self.kind

    @property
    def kind(self) -> str:
        """The last part of the problem's type address."""
        # Taken from the class, so that a name cannot be forgotten or differ from it.
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__.removesuffix("Error")).lower()


class InvalidInputError(ProblemError):
    """Bad input, with every error at once."""

    status = HTTPStatus.BAD_REQUEST
    title = Words("Niet goed ingevuld", "Invalid input")


class UnauthenticatedError(ProblemError):
    """No key, or one that is not known."""

    status = HTTPStatus.UNAUTHORIZED
    title = Words("Geen geldige sleutel", "No valid key")


class ForbiddenError(ProblemError):
    """A known caller whose role may not do this."""

    status = HTTPStatus.FORBIDDEN
    title = Words("Dit mag deze sleutel niet", "Not for this key")


class NotFoundError(ProblemError):
    """Nothing there, or nothing that this caller may know of."""

    status = HTTPStatus.NOT_FOUND
    title = Words("Niet gevonden", "Not found")


class MethodNotAllowedError(ProblemError):
    """A method that this resource does not have."""

    status = HTTPStatus.METHOD_NOT_ALLOWED
    title = Words("Deze methode is er niet", "Method not allowed")


class NotAcceptableError(ProblemError):
    """An answer was asked in a form that is not there."""

    status = HTTPStatus.NOT_ACCEPTABLE
    title = Words("Deze vorm is er niet", "Not acceptable")


class ConflictError(ProblemError):
    """Something else stands in the way now."""

    status = HTTPStatus.CONFLICT
    title = Words("Dit kan nu niet", "Conflict")


class PreconditionFailedError(ProblemError):
    """The resource changed since the caller read it."""

    status = HTTPStatus.PRECONDITION_FAILED
    title = Words("Intussen veranderd", "Changed in the meantime")


class BodyTooLargeError(ProblemError):
    """More bytes than this service reads."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = Words("Te groot", "Too large")


class UnsupportedMediaTypeError(ProblemError):
    """A body in a form that is not read here."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    title = Words("Deze vorm lezen wij niet", "Unsupported media type")


class KeyReusedError(ProblemError):
    """An Idempotency-Key came back with another body."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = Words("Sleutel al gebruikt", "Idempotency key reused")


class TooManyRequestsError(ProblemError):
    """More requests than the limit allows."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    title = Words("Even rustig aan", "Too many requests")


class UnavailableError(ProblemError):
    """This node cannot answer now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = Words("Even niet bereikbaar", "Unavailable")


def unavailable() -> UnavailableError:
    """Return the error for a database that is gone, locked or full for a moment."""
    return UnavailableError(
        Words(
            "Wij kunnen nu niet bij onze gegevens. Er is niets opgeslagen. Probeer het zo weer.",
            "The data cannot be reached just now. Nothing was stored. Retry shortly.",
        ),
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


def invalid(pointer: str, nl: str, en: str) -> InvalidInputError:
    """Return the error for one value that is wrong."""
    return InvalidInputError(SEE_ERRORS, (FieldError(pointer, Words(nl, en)),))


SEE_ERRORS = Words(
    "Een of meer velden zijn niet goed ingevuld. Bij ‘errors’ staat welke.",
    "One or more values are not right. See ‘errors’ for which.",
)
