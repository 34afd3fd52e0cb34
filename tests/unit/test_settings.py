from pathlib import Path

import pytest

from support.errors import InvalidSettings
from support.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no `.env` of the machine on which the tests run."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")


def test_nothing_configured_is_a_working_house() -> None:
    settings = load_settings()

    assert settings.support_phone == "01 76 40 12 80"
    assert settings.support_email == ""
    assert settings.hours is None
    assert settings.database_url.startswith("sqlite:///")


def test_every_setting_is_described() -> None:
    undescribed = [name for name, field in Settings.model_fields.items() if not field.description]

    assert undescribed == []


def test_a_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE_PORT", "6001")

    assert load_settings().engine_port == 6001


def test_a_setting_is_read_from_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SUPPORT_PHONE_WAIT=2 à 3 minutes\nUNKNOWN=1\n", encoding="utf-8")

    assert load_settings().support_phone_wait == "2 à 3 minutes"


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ENGINE_PORT=6001\n", encoding="utf-8")
    monkeypatch.setenv("ENGINE_PORT", "6002")

    assert load_settings().engine_port == 6002


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "bump.db"),
        ("DATABASE_URL", "mysql://user@host/bump"),
        ("ENGINE_DATABASE_URL", "oracle://user@host/bump"),
        ("ENGINE_PORT", "80"),
        ("ENGINE_PORT", "65536"),
        ("ENGINE_PORT", "engine"),
        ("ACTIONS_PORT", "1023"),
        ("SUPPORT_PHONE", "3615"),
        ("SUPPORT_PHONE", "le standard"),
        ("SUPPORT_PHONE", ""),
        ("SUPPORT_EMAIL", "aide"),
        ("SUPPORT_EMAIL", "aide@"),
        ("OPENING_HOURS", "toujours"),
        ("OPENING_HOURS", "lun-ven 18:00-09:00"),
        ("DATABASE_TIMEOUT_S", "0"),
        ("ACTION_TIMEOUT_S", "-1"),
        ("ENGINE_TIMEOUT_S", "61"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_setting_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(InvalidSettings, match=f"^{name}: "):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_TIMEOUT_S", "6"),
        ("ACTION_TIMEOUT_S", "3"),
        ("ACTION_TIMEOUT_S", "9"),
        ("ENGINE_TIMEOUT_S", "5"),
    ],
)
def test_a_caller_that_gives_up_before_what_it_calls_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(
        InvalidSettings, match=r"^DATABASE_TIMEOUT_S .*ACTION_TIMEOUT_S .*ENGINE_TIMEOUT_S [^;]*$"
    ):
        load_settings()


def test_anonymous_visitors_are_not_kept_longer_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANONYMOUS_KEPT_DAYS", "400")

    with pytest.raises(InvalidSettings, match=r"^ANONYMOUS_KEPT_DAYS .*CONVERSATIONS_KEPT_DAYS"):
        load_settings()


def test_all_bad_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE_PORT", "80")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")

    with pytest.raises(InvalidSettings) as refusal:
        load_settings()

    assert "ENGINE_PORT" in str(refusal.value)
    assert "LOG_LEVEL" in str(refusal.value)


def test_a_refusal_does_not_repeat_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://bump:s3cret@host/bump")

    with pytest.raises(InvalidSettings) as refusal:
        load_settings()

    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize(
    "url", ["sqlite:///var/bump.db", "postgresql://u@h/bump", "postgresql+psycopg://u@h:5432/bump"]
)
def test_sqlite_and_postgresql_are_known(url: str) -> None:
    assert load_settings(database_url=url).database_url == url


@pytest.mark.parametrize("phone", ["01 76 40 12 80", "+33 1 76 40 12 80", "09.69.39.40.20"])
def test_a_french_number_is_accepted_and_kept_as_it_is_written(phone: str) -> None:
    assert load_settings(support_phone=phone).support_phone == phone


def test_the_link_of_the_telephone_is_international() -> None:
    assert load_settings(support_phone="01 76 40 12 80").phone_link == "tel:+33176401280"


def test_an_email_is_normalised() -> None:
    assert load_settings(support_email="Aide@EXEMPLE-bump.FR").support_email == "Aide@exemple-bump.fr"


def test_the_level_of_the_logs_may_be_in_small_letters() -> None:
    assert load_settings(log_level="debug").log_level == "DEBUG"


def test_opening_hours_are_read() -> None:
    assert load_settings(opening_hours="lun-ven 09:00-18:00").hours is not None


def test_a_secret_does_not_show_in_the_settings_as_text() -> None:
    assert "s3cret" not in repr(load_settings(engine_secret="s3cret"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("chat_secret", "short"),
        ("app_token_secret", "short"),
        ("app_token_jwks_url", "http://issuer.example.org/keys"),
        ("smtp_url", "https://mail.example.org"),
        ("smtp_url", "smtp://"),
        ("mail_from", "nobody"),
        ("visitor_token_minutes", 0),
        ("messages_per_minute", 0),
        ("streams_in_all", -1),
    ],
)
def test_a_setting_of_the_chat_that_cannot_be_used_is_named(name: str, value: object) -> None:
    with pytest.raises(InvalidSettings, match=name.upper()):
        load_settings(**{name: value})


def test_e_mails_need_a_sender() -> None:
    with pytest.raises(InvalidSettings, match="MAIL_FROM"):
        load_settings(smtp_url="smtps://user:password@mail.example.org")


def test_the_origins_that_may_embed_the_chat_are_a_list() -> None:
    settings = load_settings(cors_origins="https://a.example.org/, https://b.example.org,")

    assert settings.allowed_origins == ["https://a.example.org", "https://b.example.org"]
