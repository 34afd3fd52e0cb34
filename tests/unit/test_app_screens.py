import pytest

from support.app_screens import LinkKind, Screen, screen_link


@pytest.mark.parametrize("screen", list(Screen))
def test_every_screen_has_a_link_with_words(screen: Screen) -> None:
    link = screen_link(screen, "bump://")

    assert link.label.startswith("Ouvrir ")
    assert "://" in link.url


def test_screens_of_the_app_hang_on_the_configured_base() -> None:
    assert (
        screen_link(Screen.CHARGING_HISTORY, "https://app.example/").url == "https://app.example/historique"
    )


def test_the_fleet_portal_is_a_site_of_its_own() -> None:
    assert screen_link(Screen.FLEET_PORTAL, "bump://").url == "https://portal.bump-charge.com"


def test_the_app_opens_its_screens_and_the_browser_the_portal() -> None:
    kinds = {screen: screen_link(screen, "bump://").kind for screen in Screen}

    assert kinds.pop(Screen.FLEET_PORTAL) is LinkKind.WEB
    assert set(kinds.values()) == {LinkKind.DEEP_LINK}


def test_no_two_screens_share_a_link() -> None:
    links = {screen_link(screen, "bump://") for screen in Screen}

    assert len(links) == len(Screen)
