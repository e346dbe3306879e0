"""Wishes of people who do not know yet: "weet ik niet", "?", "verras me"."""

from functools import lru_cache

from matching.interests.dutch import common_words, tokens_of


@lru_cache(maxsize=4096)
def is_open(phrase: str) -> bool:
    """Tell whether a phrase leaves it open what someone would like: only words that say so, or none at all."""
    words = " ".join(token.text for token in tokens_of(phrase))
    if words in common_words().open_alone:
        return True
    rest = f" {words} "
    for said in common_words().open:
        rest = rest.replace(f" {said} ", " ")
    if rest.strip() == words:
        return not words
    return common_words().plain.issuperset(rest.split())
