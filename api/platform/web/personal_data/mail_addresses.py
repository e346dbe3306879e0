"""E-mail addresses, also where the sign and the dot are written out: "jan apenstaartje buren punt nl"."""

import re
from typing import Final

_words = str.split
_MOST_DOTS: Final = 8
"""No address that people use has more."""

_PROVIDERS = frozenset(
    _words(
        "casema chello fastmail gmail gmx googlemail hetnet home hotmail icloud kpnmail kpnplanet live mac mail me msn"
        " outlook planet proton protonmail quicknet solcon telfort upcmail xs4all yahoo yandex zeelandnet ziggo"
    )
)
_NOT_ALONE = frozenset({"home", "live", "mac", "mail", "me", "planet"})
"""Providers that are words too: without a dot after them they say nothing."""
_ENDINGS = frozenset(
    _words(
        "ae amsterdam app at be biz bg ch club co com cz de dev dk edu es eu example email fi fr frl gov gr hr hu ie il"
        " in info int invalid io ir it lt lu lv ma me mobi name net nl no nu online org pl pro pt ro ru se shop site"
        " sk sr support test tn tr tv ua uk us world xyz"
    )
)


_FILL = r"(?>[ \-\"'_*]{0,3})"
_LABEL = r"[^\W_][\w-]*+"
_DOT = r"(?:(?>[ _*\-]{0,2})(?:[.,]|[(\[{<]? ?(?<![^\W_])(?:dot|punt|stip)(?![^\W_]) ?[)\]}>]?)(?>[ _*\-]{0,2}))"
_PROVIDER = rf"(?:{'|'.join(sorted(_PROVIDERS - _NOT_ALONE))})(?!\w)"
# What follows is looked at and not taken, so that one address may begin within the next.
_AT = re.compile(
    r"(?P<sign>@"
    r"|[(\[{<] ?(?:at|a|ape?n?staart(?:je)?) ?[)\]}>]"
    r"|(?<![^\W_])(?:at|ape?n?staart(?:je)?|at-?teken)(?![^\W_]))"
    rf"(?=(?P<fill>{_FILL})(?P<domain>{_PROVIDER}|{_LABEL}(?:{_DOT}{_LABEL}){{1,{_MOST_DOTS}}}+))",
    re.IGNORECASE,
)
_ENDING = re.compile(rf"({_DOT})({_LABEL})", re.IGNORECASE)


def holds_mail_address(plain: str) -> bool:
    """Return whether an e-mail address stands in a plain text."""
    return any(_has_owner(plain, at.start()) and _has_domain(plain, at) for at in _AT.finditer(plain))


def _has_owner(plain: str, at: int) -> bool:
    before = plain[max(0, at - 4) : at].rstrip(" -_*\"'")
    return before[-1:].isalnum()


def _has_domain(plain: str, at: re.Match[str]) -> bool:
    endings = _ENDING.findall(at["domain"])
    if not endings:
        return True  # A provider that everybody knows.
    is_handle = plain[at.start() - 1] == " " and not at["fill"]
    is_sign = at["sign"] == "@" and not is_handle
    return any(ending.lower() in _ENDINGS or (is_sign and _is_ending(dot, ending)) for dot, ending in endings)


def _is_ending(dot: str, label: str) -> bool:
    return dot == "." and len(label) > 1 and label.isalpha()
