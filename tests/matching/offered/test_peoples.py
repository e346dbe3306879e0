"""For whom by where people have their roots: read where people are meant, and not food, a language or a culture."""

from dataclasses import replace
from datetime import date

import pytest

from matching import Answer, Catalogue, Question, Texts, rank, whom_of
from matching.facts import ClientProfile, OfferFacts
from matching.vocabulary import Audience, OfferKind


def asked(client: ClientProfile, *titles: str) -> Answer:
    catalogue = Catalogue()
    for title in titles:
        catalogue.put(replace(OfferFacts(title, "o", OfferKind.ACTIVITY, title)))
    return rank(catalogue, Question(client=client, on=date(2026, 11, 30), near_misses=0))


def codes(answer: Answer, title: str) -> set[str]:
    match = next(each for each in answer.matches if each.offer_id == title)
    return {each.code for each in (*match.reasons, *match.cautions)}


@pytest.mark.parametrize(
    ("title", "audience", "communities"),
    [
        ("Turkse vrouwen bij elkaar", {"women"}, {"TR"}),
        ("Koffie met Eritreeërs", set(), {"ER"}),
        ("Koken met Turkse vrouwen", {"women"}, {"TR"}),
        ("Sporten voor Surinaamse ouderen", {"older-people"}, {"SR"}),
        ("Marokkaanse vaders", {"parents"}, {"MA"}),
        ("Oekraïense moedergroep", {"women", "parents"}, {"UA"}),
        ("Vrouwen uit Somalië", {"women"}, {"SO"}),
        ("Voor mensen met een Syrische achtergrond", set(), {"SY"}),
        ("Turkse en Marokkaanse jonge vrouwen", {"women"}, {"TR", "MA"}),
        ("Pakistaanse huiskamer", set(), {"PK"}),
        ("Inloop voor Nigerianen", set(), {"NG"}),
        ("Filipijnse vriendinnen", set(), {"PH"}),
        ("Ontmoeting voor Koerden", set(), {"ku"}),
        ("Engelse vrouwen in de wijk", {"women"}, {"GB"}),
    ],
)
def test_a_title_that_names_people_is_for_them(title: str, audience: set[str], communities: set[str]) -> None:
    read = whom_of(Texts(title))
    assert {group.value for group in read.audience} == audience
    assert set(read.communities) == communities


@pytest.mark.parametrize(
    "title",
    [
        "Turks eten",
        "Italiaans leren",
        "Marokkaanse thee drinken",
        "Surinaamse keuken",
        "Griekse mythologie",
        "Indische rijsttafel",
        "Engelse conversatie",
        "Engelse groep",
        "Italiaanse avond",
        "Spaanse leesclub",
        "Voor Turks eten",
        "Turks en vrouwen",
        "Muziek uit Marokko",
        "Recepten van mensen en Suriname",
        "Reizen naar Zweden",
        "Verhalen van Marokkaanse vaders",
        "Film over Turkse vrouwen",
        "Koken voor Surinaamse ouderen",
        "Syrische vrouwen koken voor de buurt",
        "Taalmaatje worden van Eritreeërs",
        "Wandelen in de Indische Buurt",
        "Zingen in de Jordaan",
        "Chili en letten op elkaar",
    ],
)
def test_a_title_that_names_food_a_language_or_a_culture_is_for_nobody_above_others(title: str) -> None:
    assert not whom_of(Texts(title)).communities


@pytest.mark.parametrize(
    ("description", "communities"),
    [
        ("In de huiskamer ontmoeten Antillianen van vijftig jaar en ouder elkaar.", {"CW"}),
        ("Bedoeld voor Afghaanse gezinnen.", {"AF"}),
        ("Voor vrouwen die uit Iran komen.", {"IR"}),
        ("Nederlanders en Syriërs ontmoeten elkaar.", set()),
        ("Samen luisteren we naar verhalen over Surinamers.", set()),
        ("We maken Griekse salade en Turks brood voor iedereen.", set()),
        ("Een cursus Turkse keuken voor beginners.", set()),
    ],
)
def test_a_description_that_is_for_a_people_or_brings_it_together_says_so(
    description: str, communities: set[str]
) -> None:
    assert set(whom_of(Texts("Inloop", description=description)).communities) == communities


def test_the_words_that_say_so_are_told_whole() -> None:
    assert whom_of(Texts("Koffie voor Turkse vrouwen")).communities == {"TR": "voor Turkse vrouwen"}


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("zwemmen met andere Surinamers", "Zwemmen voor Surinamers"),
        ("zwemmen onder Syrische vrouwen", "Zwemmen voor Syriërs"),
        ("zwemmen met mensen uit Somalië", "Zwemmen met Somaliërs"),
    ],
)
def test_who_wishes_for_a_people_hears_where_it_comes_and_where_another_does(wish: str, title: str) -> None:
    other = "Zwemmen voor Bulgaren"
    answer = asked(ClientProfile(interests=(wish,)), other, title, "Zwemmen")
    assert "own-community" in codes(answer, title)
    assert "for-a-community" in codes(answer, other)
    assert answer.matches[0].offer_id == title
    # Whom one wishes to meet need not be whom one is.
    own = next(each for each in answer.matches[0].reasons if each.code == "own-community")
    assert "net als jij" not in own.text


def test_who_tells_where_he_is_from_hears_of_his_own_people_before_another() -> None:
    own, other = "Zwemmen met Eritreeërs", "Zwemmen voor Bulgaren"
    answer = asked(ClientProfile(interests=("zwemmen, ik kom uit Eritrea",)), other, own)
    assert "own-community" in codes(answer, own)
    assert [match.offer_id for match in answer.matches] == [own, other]


@pytest.mark.parametrize("wish", ["Turks koken", "koken uit Turkije", "Turks leren koken", "koken niet met Turken"])
def test_who_wishes_for_food_or_a_language_is_of_no_people_by_that(wish: str) -> None:
    answer = asked(ClientProfile(interests=(wish,)), "Samen koken met Turkse vrouwen", "Koken voor Bulgaren")
    for match in answer.matches:
        assert not codes(answer, match.offer_id) & {"own-community", "for-a-community"}


def test_words_that_name_women_prove_no_community_that_the_partner_gave() -> None:
    women = OfferFacts(
        "koken",
        "o",
        OfferKind.ACTIVITY,
        "De pan van Perihan",
        description="We koken samen. Voor vrouwen.",
        audience=frozenset({Audience.WOMEN}),
        communities=("tr",),
    )
    catalogue = Catalogue()
    catalogue.put(women)
    client = ClientProfile(interests=("koken",), languages=("tr",), women_only_welcome=True)
    answer = rank(catalogue, Question(client=client, on=date(2026, 11, 30), near_misses=0))
    told = [each.text for each in answer.matches[0].reasons if each.code in {"among-own", "own-community"}]
    assert told == ["Dit is er vooral voor vrouwen."]


@pytest.mark.parametrize(
    ("description", "communities"),
    [
        ("Er komen vooral Kaapverdiaanse buurtgenoten.", {"CV"}),
        ("Kaapverdiaanse buurtgenoten komen hier samen.", {"CV"}),
        ("Voornamelijk Turkse moeders drinken hier koffie.", {"TR"}),
        ("Met name Poolse bezoekers weten ons te vinden.", {"PL"}),
        ("We koken vooral Turkse gerechten.", set()),
        ("Er hangen vooral foto's van Marokkaanse gezinnen.", set()),
    ],
)
def test_who_most_of_them_are_is_for_whom_it_is(description: str, communities: set[str]) -> None:
    assert set(whom_of(Texts("Koffieochtend", (), description)).communities) == communities
