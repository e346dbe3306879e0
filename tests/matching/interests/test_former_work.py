"""Former work is read as one tale: what someone was or did, and not where, with what or for whom."""

import pytest

from tests.matching.interests.telling import told


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("foto's gemaakt voor de krant", "krant-lezen"),
        ("programeur geweest bij een bank", "meubels-opknappen"),
        ("pannen gedemonstreerd in de Bijenkorf", "imkeren"),
        ("informatiemanager bij het waterschap", "natuurbeheer"),
        ("boekhouder bij een groothandel in schroeven", "klussen"),
        ("automonteur bij de Opel-dealer", "spel"),
        ("dieren opgezet voor een museum", "museum-bezoeken"),
        ("receptioniste bij een tandarts", "zelf-gezond-weten"),
        ("ik was tandarts", "zelf-gezond-weten"),
        ("stratenmaker, op m'n knieën dus", "knielen"),
        ("ik werkte bij de autoverhuur", "autotechniek"),
        ("trommelslager", "slagerij-en-vers"),
        ("bloemenbindster", "boekbinden"),
    ],
)
def test_what_is_only_around_former_work_is_not_told(phrase: str, concept: str) -> None:
    assert concept not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("foto's gemaakt voor de krant", "fotograferen"),
        ("glas geslepen in de fabriek", "productiewerk"),
        ("in de textiel gewerkt, in Enschede", "textiel"),
        ("ik was tandarts", "zorgberoep"),
        ("ik was huisarts", "zorgberoep"),
        ("leraar Frans op de middelbare", "andere-talen"),
        ("bij de bakker achter de toonbank", "bakken"),
        ("ik was kok maar wil nu in de tuin werken", "tuinieren"),
        ("een manege gehad met pensionpaarden", "paarden"),
        ("vroeger bij de PTT de post rondgebracht", "postwerk"),
        ("dienstmeisje geweest in een deftig huis", "huishoudelijk-werk"),
        ("ketelbikker op de werf", "metaalbewerking"),
    ],
)
def test_the_work_itself_is_told(phrase: str, concept: str) -> None:
    assert concept in told(phrase)
