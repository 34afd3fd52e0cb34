from pathlib import Path

import pytest

from actions.articles import Article, load_catalogue
from support.app_screens import Screen

WHOLE = """
version: "3.1"
responses:
  utter_refund/ask_refund:
  - text: Texte.
    metadata:
      title: Demander un remboursement
      facts: [specialised_support]
      flow: past_session
      subcategory: billing
      screen: charging_history
"""


def write(folder: Path, text: str, name: str = "refund.yml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_article_is_read_with_all_that_the_dialogue_needs(tmp_path: Path) -> None:
    catalogue = load_catalogue(write(tmp_path, WHOLE))

    assert catalogue == {
        "refund/ask_refund": Article(
            topic="refund/ask_refund",
            is_problem=False,
            title="Demander un remboursement",
            facts=("specialised_support",),
            flow="past_session",
            subcategory="billing",
            screen=Screen.CHARGING_HISTORY,
        )
    }


def test_an_article_names_its_response(tmp_path: Path) -> None:
    catalogue = load_catalogue(write(tmp_path, WHOLE))

    assert catalogue["refund/ask_refund"].response == "utter_refund/ask_refund"


def test_subcategory_and_screen_may_be_left_out(tmp_path: Path) -> None:
    bare = WHOLE.replace("      subcategory: billing\n", "").replace("      screen: charging_history\n", "")

    article = load_catalogue(write(tmp_path, bare))["refund/ask_refund"]

    assert (article.subcategory, article.screen) == (None, None)


def test_the_articles_of_all_files_are_together(tmp_path: Path) -> None:
    write(tmp_path, WHOLE)
    write(tmp_path, WHOLE.replace("refund/ask_refund", "pricing/promo_code"), "pricing.yml")

    assert set(load_catalogue(tmp_path)) == {"refund/ask_refund", "pricing/promo_code"}


@pytest.mark.parametrize(
    ("line", "replacement", "complaint"),
    [
        ("      title: Demander un remboursement\n", "", "title"),
        ("      facts: [specialised_support]\n", "", "facts"),
        ("[specialised_support]", "specialised_support", "facts must be a list"),
        ("      flow: past_session\n", "", "flow"),
        ("charging_history", "moon", "moon"),
    ],
)
def test_a_faulty_article_is_refused_by_its_file_and_name(
    tmp_path: Path, line: str, replacement: str, complaint: str
) -> None:
    write(tmp_path, WHOLE.replace(line, replacement))

    with pytest.raises(ValueError, match=rf"^refund\.yml, utter_refund/ask_refund: .*{complaint}"):
        load_catalogue(tmp_path)


def test_an_article_without_metadata_is_refused_by_its_file_and_name(tmp_path: Path) -> None:
    write(tmp_path, "responses:\n  utter_refund/ask_refund:\n  - text: Texte.\n")

    with pytest.raises(ValueError, match=r"refund\.yml, utter_refund/ask_refund: 'metadata'"):
        load_catalogue(tmp_path)
