import pytest

from support.reading.languages import read_foreign_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hello my car is not charging can you help", "en"),
        ("ich kann mein Auto nicht laden", "de"),
        ("lo siento, no entiendo la pregunta", "es"),
        ("mijn auto laadt niet, wat kan ik doen", "nl"),
        ("non riesco a caricare la mia macchina, come posso fare", "it"),
    ],
)
def test_another_language_is_recognised(text: str, language: str) -> None:
    assert read_foreign_language(text) == language


@pytest.mark.parametrize(
    "text", ["الشاحن لا يعمل", "充电桩坏了", "Зарядка не работает Bump", "η φόρτιση δεν ξεκινά"]
)
def test_another_script_is_answered_in_english(text: str) -> None:
    assert read_foreign_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "la charge ne démarre pas",
        "ça coûte 3 µ de plus",
        "🔌🔋",
        "42",
        "help",
        "",
        "jarrive pa a lancé la charge",
        "le QR code ne marche pas sur la borne",
        "no comment",
        "OK",
        "c est non",
    ],
)
def test_french_or_doubt_is_no_other_language(text: str) -> None:
    assert read_foreign_language(text) is None
