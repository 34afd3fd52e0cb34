"""The screens to which an answer may point. Source: `data/knowledge/bump-facts.yml`."""

from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """Who opens a link: the browser, the telephone, the app, or the mail program."""

    WEB = "web"
    TEL = "tel"
    DEEP_LINK = "deep_link"
    MAILTO = "mailto"


_KIND_BY_SCHEME = {
    "https": LinkKind.WEB,
    "http": LinkKind.WEB,
    "tel": LinkKind.TEL,
    "mailto": LinkKind.MAILTO,
}


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str

    @property
    def kind(self) -> LinkKind:
        """Told by the scheme; one that is not the browser's, the telephone's or the mail's is the app's."""
        return _KIND_BY_SCHEME.get(self.url.partition(":")[0].lower(), LinkKind.DEEP_LINK)


class Screen(StrEnum):
    CONTACT_SUPPORT = "contact_support"
    SPECIALISED_SUPPORT = "specialised_support"
    PAYMENT_METHODS = "payment_methods"
    CHARGING_HISTORY = "charging_history"
    CONSUMPTION = "consumption"
    HOME_CABLE = "home_cable"
    FLEET_PORTAL = "fleet_portal"
    APP_BUG_REPORT = "app_bug_report"
    MAP = "map"


_FLEET_PORTAL_URL = "https://portal.bump-charge.com"
_LABELS_AND_PATHS = {
    Screen.CONTACT_SUPPORT: ("Ouvrir « Contacter le support »", "support"),
    Screen.SPECIALISED_SUPPORT: ("Ouvrir le support spécialisé", "support/specialise"),
    Screen.PAYMENT_METHODS: ("Ouvrir « Moyens de paiement »", "moyens-de-paiement"),
    Screen.CHARGING_HISTORY: ("Ouvrir l'historique de charge", "historique"),
    Screen.CONSUMPTION: ("Ouvrir « consommations »", "consommations"),
    Screen.HOME_CABLE: ("Ouvrir « Câble connecté »", "a-domicile/cable-connecte"),
    Screen.APP_BUG_REPORT: ("Ouvrir « Bug application mobile »", "support/bug-application"),
    Screen.MAP: ("Ouvrir la carte des stations", "carte"),
}


def screen_link(screen: Screen, app_link_base: str) -> Link:
    """The link to a screen: a deep link into the app, or the portal's address."""
    if screen is Screen.FLEET_PORTAL:
        return Link("Ouvrir le portail flotte", _FLEET_PORTAL_URL)
    label, path = _LABELS_AND_PATHS[screen]
    return Link(label, app_link_base + path)
