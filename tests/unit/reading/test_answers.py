"""Short answers, as drivers type them."""

import pytest

from support.reading.answers import is_unknown, read_yes_no, says_not_understood


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "Ouais",
        "yep",
        "c'est ça",
        "c ca",
        "ok",
        "exact",
        "tout à fait",
        "oui merci",
        "ouiiii",
        "ok merci",
        "oui c'est celle la",
        "c'est bien ça",
        "pas de souci",
        "c bon",
        "oui svp",
        "bah oui",
        "d'accord",
        "dac",
        "oui oui",
        "yes",
        "mais oui",
        "c'est celle-là",
        "ça marche",
        "👍",
        "voilà c'est ça",
        "carrément",
        "Oui, tout à fait !",
        "c'est bon c'est réglé",
        "oui c'est la bonne",
        "cest sa",
        "oui celle de lyon",
        "je crois que oui",
        "c'est exact",
        "oui exactement",
    ],
)
def test_a_yes_is_read(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "non",
        "nan",
        "pas du tout",
        "c'est pas celle la",
        "toujours pas",
        "toujour bloker",
        "non merci",
        "nope",
        "nn",
        "c'est pas ça",
        "pas vraiment",
        "ce n'est pas celle-ci",
        "ça marche pas",
        "ça ne marche toujours pas",
        "bien sûr que non",
        "non c'est pas la bonne",
        "pas encore",
        "non pas celle là",
        "non toujours pas",
        "c pas ca",
        "aucune",
        "NON !!!",
        "noooon",
        "non pas vraiment",
        "ça marche tjs pas",
        "non ça ne marche pas",
        "toujours bloqué",
        "tjs bloké",
        "tjrs bloquer",
        "ce n'est pas résolu",
        "rien ne change",
        "mais non",
        "non rien",
    ],
)
def test_a_no_is_read(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "je sais pas",
        "peut-être",
        "oui mais non",
        "je n'ai pas reçu ma facture",
        "ça ne charge pas",
        "bonjour",
        "hier soir",
        "à Lyon",
        "je veux parler à quelqu'un",
        "",
        "jsp",
        "où est la borne",
        "merci",
        "la borne est éteinte",
        "oui j'ai déjà essayé de redémarrer l'appli hier soir",
        "annuler",
        "2",
        "le badge",
        "pourquoi pas",
    ],
)
def test_what_is_neither_yes_nor_no_is_left_alone(text: str) -> None:
    assert read_yes_no(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "je ne sais pas",
        "jsp",
        "aucune idée",
        "je ne sais plus",
        "passer",
        "sais pas",
        "je sais pas",
        "j'sais pas",
        "je ne me souviens plus",
        "j'en sais rien",
        "je n'en sais rien",
        "je ne sais pas exactement",
        "euh je sais plus trop",
        "je sais plus l'heure",
        "pas d'idée",
        "je ne connais pas le numéro",
        "passer la question",
        "aucune idée désolé",
        "je ne sais pas laquelle",
        "je me rappelle plus",
        "JSP",
        "chais pas",
        "non je ne sais pas",
        "je ne le sais pas",
        "je ne sais vraiment plus",
        "j'ai pas d'idée",
        "je m'en souviens pas",
        "je ne m'en rappelle plus",
        "ché pas",
        "sais plus",
    ],
)
def test_not_knowing_is_read(text: str) -> None:
    assert is_unknown(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "je ne sais pas comment arrêter la charge",
        "oui",
        "passer commande",
        "je ne trouve pas ma session dans l'historique",
        "mot de passe oublié",
        "je vois pas la charge d'hier dans mon appli",
        "le terminal ne passe pas ma carte",
        "je ne sais pas où est la borne",
        "je ne trouve pas ma charge",
        "la carte passe pas",
        "bump pass",
        "je n'ai pas reçu ma facture",
        "je ne vois pas de borne",
    ],
)
def test_a_sentence_about_something_else_is_not_ignorance(text: str) -> None:
    assert is_unknown(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "👎",
        "❌",
    ],
)
def test_thumbs_and_crosses_down_are_a_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "j'ai pas compris",
        "Je ne comprends pas la question",
        "hein ?",
        "koi",
        "c'est à dire ?",
        "jcomprend rien",
    ],
)
def test_a_question_that_was_not_understood_is_heard(text: str) -> None:
    assert says_not_understood(text)


@pytest.mark.parametrize(
    "text",
    ["je ne comprends pas pourquoi la charge a coupé", "la borne n'a pas compris mon badge", "quoi faire"],
)
def test_a_trouble_that_is_not_understood_is_an_answer(text: str) -> None:
    assert not says_not_understood(text)
