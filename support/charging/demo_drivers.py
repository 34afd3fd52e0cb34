"""The drivers of the demonstration. Their telephone numbers are of the block kept for fiction (01 99 00)."""

from typing import NamedTuple

from support.charging.model import DriverKind, TokenType


class DemoDriver(NamedTuple):
    id: str
    name: str
    kind: DriverKind
    employer: str | None
    token_type: TokenType
    description: str


_PARTICULIER, _SALARIE = DriverKind.PARTICULIER, DriverKind.SALARIE
_APP, _BADGE, _CARD = TokenType.APP_USER, TokenType.RFID, TokenType.AD_HOC_USER

DRIVERS = {
    "claire": DemoDriver(
        "drv_claire_morel", "Claire Morel", _PARTICULIER, None, _APP,
        "Particulière, en charge à Lyon Part-Dieu, a chargé hier soir à Nantes.",
    ),
    "karim": DemoDriver(
        "drv_karim_benali", "Karim Benali", _SALARIE, "Transports Delmas", _BADGE,
        "Salarié avec une voiture de flotte et un badge, long historique.",
    ),
    "lea": DemoDriver(
        "drv_lea_fontaine", "Léa Fontaine", _PARTICULIER, None, _APP,
        "Vient de s'inscrire, aucune session.",
    ),
    "tom": DemoDriver(
        "drv_tom_girard", "Tom Girard", _PARTICULIER, None, _APP,
        "Vient de lancer une charge à Annecy.",
    ),
    "sophie": DemoDriver(
        "drv_sophie_lambert", "Sophie Lambert", _PARTICULIER, None, _APP,
        "Deux sessions en cours à Paris, avec deux voitures.",
    ),
    "marc": DemoDriver(
        "drv_marc_dubois", "Marc Dubois", _PARTICULIER, None, _CARD,
        "Paie par carte à la borne, une charge reste impayée.",
    ),
    "ines": DemoDriver(
        "drv_ines_carpentier", "Inès Carpentier", _SALARIE, "Cabinet Rivage", _BADGE,
        "Commerciale sur la route, très long historique.",
    ),
    "paul": DemoDriver(
        "drv_paul_renaud", "Paul Renaud", _PARTICULIER, None, _APP,
        "Une charge terminée et pas encore facturée.",
    ),
    "julie": DemoDriver(
        "drv_julie_perrin", "Julie Perrin", _PARTICULIER, None, _APP,
        "Une charge qui n'a pas démarré : 0 kWh, 0 euro.",
    ),
    "ahmed": DemoDriver(
        "drv_ahmed_haddad", "Ahmed Haddad", _PARTICULIER, None, _APP,
        "Taxi, charges rapides chaque jour, la dernière finie il y a 20 minutes.",
    ),
}  # fmt: skip


def token_uid(alias: str) -> str:
    return f"tok_{alias}"


def email(alias: str) -> str:
    return f"{alias}@example.org"


def phone(alias: str) -> str:
    return f"+33199001{list(DRIVERS).index(alias):03d}"
