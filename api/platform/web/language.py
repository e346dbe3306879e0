"""In which language a reader wants the sentences."""

from matching.vocabulary import Language


def choose_language(accept_language: str | None) -> Language:
    """Return Dutch unless English is asked with more weight."""
    weights = {Language.DUTCH: 0.0, Language.ENGLISH: 0.0}
    for part in (accept_language or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        language = tag.split("-")[0].lower()
        if language in weights:
            weights[Language(language)] = max(weights[Language(language)], _weight(parameters))
    return Language.ENGLISH if weights[Language.ENGLISH] > weights[Language.DUTCH] else Language.DUTCH


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
