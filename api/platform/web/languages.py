"""Languages that exist, as BCP 47 tags, and the tag that is meant by a name (RFC 5646, the IANA registry)."""

from functools import lru_cache

from langcodes import find, standardize_tag, tag_is_valid

from api.platform.web.validation import rule_error

REMEMBERED_TAGS = 4096
_NAMED_IN = ("nl", "en")


@lru_cache(maxsize=REMEMBERED_TAGS)
def require_language(tag: str) -> str:
    """Give the tag in its usual form; an error that names what is meant when no language has it."""
    if tag_is_valid(tag):
        return standardize_tag(tag)
    meant = find_language_named(tag)
    if meant is None:
        raise rule_error(
            "Dit is geen taalcode. Gebruik een code zoals nl, ar of pt-BR.",
            "This is not the code of a language; use one such as nl, ar or pt-BR.",
        )
    raise rule_error(
        f"Dit is geen taalcode. Bedoel je ‘{meant}’?", f"This is not the code of a language; you may mean ‘{meant}’."
    )


@lru_cache(maxsize=REMEMBERED_TAGS)
def find_language_named(name: str) -> str | None:
    """Find the tag of the language that is called so, in Dutch or in English."""
    for language in _NAMED_IN:
        try:
            return str(find(name, language=language).to_tag())
        except LookupError:
            continue
    return None
