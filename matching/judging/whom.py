"""For whom offers are, and to whom a client belongs: it ranks and cautions, and never excludes."""

from collections.abc import Collection
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import ANY_AGE, Columns, mask_of
from matching.catalogue.postings import Floats, Rows
from matching.facts import ClientProfile
from matching.interests import Involvement, asked_role, company_in, fold, load_vocabulary
from matching.parameters import parameters_of
from matching.vocabulary import Audience, DutchLevel, Language

_READ: Final = parameters_of("appeal")
_FOR_OTHERS: Final = np.float32(_READ.number("for_others"))
_FOR_SOME: Final = np.float32(_READ.number("for_some"))
_AMONG_OWN: Final = np.float32(_READ.number("among_own"))
_ONE: Final = np.float32(1)
_FAVOUR: Final = 1 + (_AMONG_OWN - 1)
_BY_AGE: Final = mask_of((Audience.YOUNG_PEOPLE, Audience.OLDER_PEOPLE))
_GROUPS: Final = frozenset(Audience)
_EVERYWHERE: Final = frozenset({Language.DUTCH, Language.ENGLISH})
_FLUENT: Final = frozenset({DutchLevel.C1, DutchLevel.C2})
_STARTING: Final = frozenset({DutchLevel.A0, DutchLevel.A1, DutchLevel.A2})
_SAYS_NO: Final = frozenset({"geen", "niet", "zonder", "behalve", "no", "not"})

Flags = NDArray[np.bool_]


class Belonging(NamedTuple):
    """The groups to which a client is known to belong and not to belong, as bits, the communities, and the age."""

    groups: int
    outside: int
    communities: int
    has_communities: bool
    age: int | None


class Fit(NamedTuple):
    """Which offers are for the client's own, which clearly for others, and which for some to whom it may not belong."""

    own: Flags
    others: Flags
    some: Flags
    own_people: Flags
    """Of the client's own: those by where people have their roots."""


def belonging_of(client: ClientProfile, catalogue: Catalogue) -> Belonging:
    """Return to whom a client belongs: by own words, languages, welcome among women, and level of Dutch."""
    named = _named(client.interests)
    groups = {Audience(each) for each in named & _GROUPS} - {Audience.YOUNG_PEOPLE, Audience.OLDER_PEOPLE}
    outside: set[Audience] = set()
    if client.women_only_welcome is not None:
        (groups if client.women_only_welcome else outside).add(Audience.WOMEN)
    # Who is welcome among women is taken to be no man, unless the client's own words say otherwise.
    if client.women_only_welcome and Audience.MEN not in groups:
        outside.add(Audience.MEN)
    # Dutch and English are spoken by people from everywhere.
    own_languages = {tag.partition("-")[0].lower() for tag in client.languages} - _EVERYWHERE
    # Whoever knows little Dutch and speaks something else is new here as far as an offer for newcomers goes.
    if own_languages and client.dutch_level in _STARTING:
        groups.add(Audience.NEWCOMERS)
    if client.dutch_level in _FLUENT or set(client.languages) == {Language.DUTCH}:
        outside.add(Audience.NEWCOMERS)
    communities = own_languages | (named - _GROUPS)
    return Belonging(
        mask_of(groups),
        mask_of(outside - groups),
        catalogue.community_bits(communities),
        bool(communities or client.languages),
        client.age,
    )


def _named(phrases: Collection[str]) -> set[str]:
    """Return the groups that a client names as company; who wants to help them names others."""
    return set().union(*map(_named_by, phrases))


@lru_cache(maxsize=4096)
def _named_by(phrase: str) -> frozenset[str]:
    words = fold(phrase).replace(",", " ").split()
    if not _SAYS_NO.isdisjoint(words) or asked_role(phrase, load_vocabulary()) is Involvement.CONTRIBUTING:
        return frozenset()
    return frozenset(company_in(phrase))


def fit_of(columns: Columns, belonging: Belonging, rows: Rows) -> Fit:
    """Return which of some offers are for whom, as seen by this client; most offers are for anyone."""
    of_some = columns.remember("for some", _is_for_some).take(rows).nonzero()[0]
    fit = Fit(*np.zeros((len(Fit._fields), len(rows)), np.bool_))
    if len(of_some):
        for told, told_of_some in zip(fit, _fit_of_some(columns, belonging, rows.take(of_some)), strict=True):
            told[of_some] = told_of_some
    return fit


def _is_for_some(columns: Columns) -> Flags:
    """Return which offers name any group, community or age: bool, one per row."""
    is_by_age = (columns.meant_from > 0) | (columns.meant_to < ANY_AGE)
    return np.asarray((columns.audience != 0) | (columns.communities != 0) | is_by_age)


def _fit_of_some(columns: Columns, belonging: Belonging, rows: Rows) -> Fit:
    groups, outside = np.uint32(belonging.groups), np.uint32(belonging.outside)
    audience, communities = columns.audience.take(rows), columns.communities.take(rows)
    least, most = columns.meant_from.take(rows), columns.meant_to.take(rows)
    age = belonging.age
    off_age = np.zeros(len(audience), np.bool_) if age is None else (least > age) | (most < age)
    shares_age = (audience & np.uint32(_BY_AGE) != 0) & ~off_age & (age is not None)
    shares_group = audience & groups != 0
    shares_community = communities & np.uint64(belonging.communities) != 0
    others = off_age | ((audience != 0) & (audience & ~outside == 0) & ~shares_group)
    # Nothing is held against a client of whom no community or language is known.
    elsewhere = (communities != 0) & ~shares_community & belonging.has_communities
    unsure = (audience & ~np.uint32(_BY_AGE) != 0) & ~shares_group & ~shares_community
    some = ~others & (elsewhere | unsure)
    own = ~others & ~some & (shares_group | shares_age | shares_community)
    return Fit(own, others, some, own & shares_community)


def remaining_of(fit: Fit) -> Floats:
    """Return the share of a score that remains by for whom an offer is: 0..1, float32, one per offer."""
    return np.where(fit.others, _FOR_OTHERS, np.where(fit.some, _FOR_SOME, _ONE))


def favour(interest: Floats, fit: Fit) -> Floats:
    """Return interest that counts a little more among one's own: 0..1, float32, one per offer; nought stays nought."""
    return np.minimum(interest * np.where(fit.own, _FAVOUR, _ONE), _ONE)
