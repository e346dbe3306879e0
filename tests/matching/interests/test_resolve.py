import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.interests import (
    Grade,
    Shown,
    Texts,
    Vocabulary,
    find_concepts,
    load_vocabulary,
    resolve_avoided,
    resolve_offer,
    resolve_wish,
)
from matching.vocabulary import FoundIn

VOCABULARY = load_vocabulary()
NOTHING = Shown(-1, 0, FoundIn.DESCRIPTION, "")

ASKED = """
me tuintje: tuinieren
onkruid wieden: tuinieren
heg knippen: tuinieren
bloemstukjes maken: bloemschikken
poetsen: schoonmaken
pottenbakken: keramiek
schildere op doek: schilderen
in een bandje: muziek-samen
gospelkoor: koor
couscous maken: wereldkeuken
brood bakke: bakken
heftruck rijden: magazijn
fietsenmaker: fietsen-repareren
lasser geweest: metaalbewerking
stratenmaker: bouw
hondje uitlaten: hond-uitlaten
bijtjes en honing: imkeren
nordic walking: stevig-wandelen
zwemme: zwemmen
badmington: racketsporten
klaverjassen: kaarten
tavla: domino-en-backgammon
naar de moskee: islam
gokverslaving: verslaving-herstel
mijn man is overleden: rouw
praotje maken: kletsen
bakkie doen: koffie-drinken
bejaarden gezelschap houden: bezoekmaatje-zijn
iemand die bij mij langskomt: bezoek-krijgen
nederlans leeren: taal
learn dutch: taal
laptop leren gebruiken: computerles
whatsappen: smartphone-leren
rood staan: schulden
belastingaangifte: formulieren-hulp
huiswerk begeleiding: bijles-geven
zwerfvuil prikken: straat-schoonhouden
boekenclub: leesclub
yemek yapmak: koken
gotowanie: koken
krawcowa: naaien
papegaaien: vogels-houden
moestuintje: moestuin
legpuzzel: puzzelen
in m'n eentje: alleen-werken
iets terugdoen: iets-voor-een-ander
ik maakte kantoren schoon: schoonmaken
ik ruimde bij mijn tante alles op: opruimen
ik las de kleintjes voor: voorlezen
ik laste op de werf: metaalbewerking
ik bakte brood voor de straat: bakken
ik zong altijd in de kerk: zingen
zij schreef gedichten: gedichten
"""

FALSE_FRIENDS = """
koot: koor
kaart: bakken
tuig: tuinieren
bank: voedselbank-helpen
les: lezen
bommen: groen
maan: met-mannen
kaas: kas-en-kwekerij
boos: bos-en-houthakken
handelen: wandelen
vakantie: katten
balie: balsporten
vaste lasten: metaalbewerking
ik las graag: metaalbewerking
gezien: gezin
spelling: spel
"""


def pairs(lines: str) -> list[tuple[str, str]]:
    return [(phrase, concept) for phrase, _, concept in (line.partition(": ") for line in lines.split("\n") if line)]


def wished(phrase: str, concept: str, vocabulary: Vocabulary = VOCABULARY) -> float:
    return resolve_wish(phrase, vocabulary).strengths.get(vocabulary.number_of(concept), 0)


def shown(*, title: str = "", interests: tuple[str, ...] = (), description: str = "") -> dict[str, Shown]:
    found = resolve_offer(Texts(title, interests, description), VOCABULARY)
    return {VOCABULARY.concepts[each.concept].id: each for each in found}


@pytest.mark.parametrize(("phrase", "concept"), pairs(ASKED))
def test_a_phrase_in_a_clients_own_words_asks_for_its_concept(phrase: str, concept: str) -> None:
    assert wished(phrase, concept) >= 0.6


@pytest.mark.parametrize(("phrase", "concept"), pairs(FALSE_FRIENDS))
def test_a_word_that_only_looks_alike_asks_for_something_else(phrase: str, concept: str) -> None:
    assert wished(phrase, concept) < 0.3


@pytest.mark.parametrize("phrase", ["", "?", "...", "qwrtpsdfg", "de het een"])
def test_a_phrase_that_says_nothing_stays_unresolved(phrase: str) -> None:
    assert resolve_wish(phrase, VOCABULARY).strengths == {}


@pytest.mark.parametrize(
    "phrase",
    [
        "vroeger lapte ik m'n eigen schoenen",
        "ik naaide vroeger gordijnen",
        "vroeger zat ik bij de tram",
        "ooit, vroeger",
    ],
)
def test_that_it_was_long_ago_asks_for_no_history(phrase: str) -> None:
    history = ("geschiedenis", "stadsgeschiedenis", "vertellen-over-vroeger", "dementie")
    assert max(wished(phrase, concept) for concept in history) < 0.3


@pytest.mark.parametrize("phrase", ["over vroeger", "muziek en verhalen van vroeger", "vroeger", "iets met vroeger"])
def test_who_wishes_for_the_old_days_names_them(phrase: str) -> None:
    assert wished(phrase, "geschiedenis") >= 0.5


def test_a_hint_of_the_old_days_counts_in_an_offer() -> None:
    assert (
        shown(description="Hoe ging dat vroeger, en welke verhalen hoor je?")["vertellen-over-vroeger"].strength > 0.5
    )


def test_what_someone_was_is_no_laundry() -> None:
    assert wished("ik was banketbakker", "wasserij") < 0.3
    assert wished("de was", "wasserij") >= 0.5


def test_what_is_not_wanted_any_more_counts_little() -> None:
    assert wished("zingen", "zingen") == 1
    assert wished("zingen durf ik niet meer", "zingen") < 0.5


def test_words_written_apart_mean_what_they_mean_as_one() -> None:
    assert wished("moes tuin", "moestuin") == wished("moestuin", "moestuin") == 1


def test_the_words_found_are_given_as_written() -> None:
    found = find_concepts("graag met m'n Handen werken", VOCABULARY)[0]
    assert VOCABULARY.concepts[found.concept].id == "ambacht"
    assert "m'n Handen" in found.words


def test_who_asks_for_music_is_glad_of_a_choir_but_less_the_other_way_round() -> None:
    assert wished("muziek", "koor") >= 0.9
    assert wished("koor", "muziek") <= 0.5


def test_who_avoids_a_choir_does_not_avoid_all_music() -> None:
    strengths = resolve_avoided("koor", VOCABULARY).strengths
    assert strengths[VOCABULARY.number_of("koor")] == 1
    assert VOCABULARY.number_of("muziek") not in strengths


@pytest.mark.parametrize("phrase", ["geen kinderen", "niet met kinderen", "kinderen"])
def test_a_denial_among_what_is_avoided_means_the_same(phrase: str) -> None:
    assert resolve_avoided(phrase, VOCABULARY).strengths[VOCABULARY.number_of("kinderen")] == 1


def test_who_wants_to_do_one_thing_for_others_does_not_want_to_do_all() -> None:
    assert wished("kinderen voorlezen", "koken-voor-anderen") == 0
    assert wished("iets voor een ander doen", "koken-voor-anderen") >= 0.6


def test_a_carved_bird_is_no_bird_watching() -> None:
    carved = shown(
        title="Krullen op tafel", description="Met een mesje snijd je een lepel of een vogeltje uit lindehout."
    )
    assert carved.get("vogels-kijken", NOTHING).strength < 0.35
    assert wished("vogelen", "vogels-kijken") == 1


def test_a_title_says_more_than_a_description() -> None:
    assert (
        shown(title="Schaakclub")["schaken"].strength
        > shown(description="We hebben ook een schaakclub.")["schaken"].strength
    )


def test_an_offer_says_where_it_shows_a_concept_and_by_which_words() -> None:
    evidence = shown(title="Kom erbij", interests=("elektra", "timmeren"), description="Koffie staat klaar.")[
        "houtbewerking"
    ]
    assert (evidence.where, evidence.words) == (FoundIn.INTERESTS, "timmeren")


def test_hints_say_little_alone_and_more_together() -> None:
    alone = shown(description="We schuren.")["houtbewerking"].strength
    assert alone < 0.3
    assert shown(description="We zagen en we schuren aan een werkbank.")["houtbewerking"].strength > alone


def test_what_an_offer_does_not_ask_is_not_what_it_is_about() -> None:
    assert shown(description="Samen zingen zonder piano.")["zingen"].strength > 0.6
    assert "zingen" not in shown(description="Iets maken zonder zingen.")


def test_descriptions_are_dutch_and_spelt_as_meant() -> None:
    assert "boekhouden" not in shown(description="Ksiegowosc")
    assert "boekhouden" in shown(interests=("ksiegowosc",))


def test_an_offer_shows_at_most_sixteen_concepts() -> None:
    everything = ", ".join(concept.words[0] for concept in VOCABULARY.concepts)
    assert len(resolve_offer(Texts("", (), everything), VOCABULARY)) == 16


@given(st.text())
def test_any_text_resolves_to_strengths_between_nothing_and_all(text: str) -> None:
    strengths = resolve_wish(text, VOCABULARY).strengths
    assert all(0 < strength <= 1 for strength in strengths.values())
    assert all(0 < each.strength <= 1 for each in resolve_offer(Texts(text, (text,), text), VOCABULARY))


@given(st.text())
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    resolve_wish.cache_clear()
    first = resolve_wish(text, VOCABULARY)
    resolve_wish.cache_clear()
    assert resolve_wish(text, VOCABULARY) == first


@pytest.mark.parametrize("phrase", ["wel iets doen voor een ander", "thuis iets doen"])
def test_to_do_something_is_not_to_have_something_to_do(phrase: str) -> None:
    wish = resolve_wish(phrase, VOCABULARY)
    assert "structuur" not in {VOCABULARY.concepts[each.concept].id for each in wish.named}


def test_for_what_something_unknown_is_is_a_guess() -> None:
    assert {each.grade for each in resolve_wish("wereldbouwen voor een spel", VOCABULARY).named} == {Grade.GUESS}
