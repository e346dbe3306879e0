"""Conditional requests (RFC 9110 section 13): strong tags over the bytes that a caller gets."""

import hashlib

from api.platform.web.problems import PreconditionFailedError, Words


def etag_of(body: bytes) -> str:
    """Return the strong tag of these bytes."""
    # Over the bytes that this caller gets: who sees more of a resource has another tag.
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def matches(header: str, etag: str) -> bool:
    """Tell whether a list of tags, or *, names this one; a weak tag never does."""
    return header.strip() == "*" or etag in (tag.strip() for tag in header.split(","))


def matches_weakly(header: str, etag: str) -> bool:
    """Compare as If-None-Match does, for which a weak tag is as good."""
    return matches(header.replace("W/", ""), etag)


def require_match(if_match: str | None, etag: str | None) -> None:
    """Raise PreconditionFailedError for another version, or none, than the caller saw; silent when it did not say."""
    if if_match is not None and (etag is None or not matches(if_match, etag)):
        raise PreconditionFailedError(
            Words(
                "Iemand anders heeft dit intussen veranderd. Haal het opnieuw op en probeer het nog eens.",
                "Someone else changed this in the meantime. Read it again and retry.",
            )
        )
