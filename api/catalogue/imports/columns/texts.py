"""Texts as they come from websites and spreadsheets: what is left of a page is taken off, and nothing of the words."""

import html
import re
from typing import Final

_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]{0,200}>", re.IGNORECASE)
_BULLET: Final = re.compile(r"<li\b[^<>]{0,200}>", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"<(script|style)\b[^<>]{0,200}>[^<]{0,20000}</\1>|<!--[^<>]{0,2000}-->", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_SPACES: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r"\n\s{0,20}\n[\s]{0,200}")
# Signs that no one wrote: what steers a device or turns text; a line separator is a line.
_NEW_LINES: Final = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\xa0": " "})
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff\ufffe\uffff]")

FORMULA: Final = "\0formula"
"""Stands for a formula in a cell, which no text can be mistaken for."""


def clean(text: str) -> str:
    """Return the text without what a web page or a device left in it; lines stay lines."""
    text = text.replace("\r\n", "\n").translate(_NEW_LINES)
    if "<" in text:
        text = _HIDDEN.sub(" ", text)
        text = _TAG.sub(" ", _BULLET.sub("\n- ", _BREAK.sub("\n", text)))
    if "&" in text:
        text = html.unescape(text).translate(_NEW_LINES)
    text = _SPACES.sub(" ", _NOT_TEXT.sub("", text))
    lines = (line.strip() for line in _LINES.sub("\n\n", text).split("\n"))
    return "\n".join(lines).strip()


def clean_line(text: str) -> str:
    """Return the text on one line."""
    return " ".join(clean(text).split())


def shorten(text: str, length: int) -> str:
    """Return what fits of a text, up to the end of a sentence or else of a word."""
    if len(text) <= length:
        return text
    kept = text[:length]
    for end in (". ", "\n", " "):
        at = kept.rfind(end, length // 2)
        if at > 0:
            return kept[: at + 1].rstrip()
    return kept
