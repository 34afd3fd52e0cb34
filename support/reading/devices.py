"""The telephone and the version of the application a driver speaks of."""

import re
from enum import StrEnum

from support.reading.negation import is_negated
from support.reading.patterns import inline
from support.reading.plain import plain


class Platform(StrEnum):
    IOS = "iOS"
    ANDROID = "Android"


_IOS = re.compile(
    r"\b(?:i ?-?phones?|iphon|ifone|i ?fon|aifone|aphone|i ?-?pads?|ios|i os|apple(?! ?(?:pay|watch))"
    r"|ipod|app ?store)(?=\b|[0-9])"
)
_ANDROID = re.compile(
    inline(r"""
    \b(?:androi?de?s?|andoid|andro|samsung|samsumg|samsoung|galaxy|(?:google\ )?pixel|xiaomi|xaomi|xiomi
    |redmi|poco|huawei|huawai|hawei|honor|oppo|one\ ?plus|realme|motorola|moto\ ?g|nokia|xperia|fair\ ?phone
    |nothing\ phone|wiko|google\ play|play\ ?store|vivo)(?=\b|[0-9])
""")
)
_SYSTEM = re.compile(
    r"\b(?:ios|i os|android|ipados|iphone|samsung|galaxy|firmware|one ui|miui)(?: version| v| en"
    r"| sous)?[ :]*v?$"
)
_NAMED_VERSION = re.compile(
    r"\b(?:version|vers\.?|ver|v)(?: (?:de|d'|du|de l') ?(?:l'?)?(?:appli(?:cation)?|app"
    r"|bump))?(?: (?:est|c'est|la|numero|bump))*[ :]*v?"
    r"(?P<version>[0-9]{1,2}(?:(?:\.| point )[0-9]{1,4}){1,3})(?![0-9.]|,[0-9])"
)
_BARE_VERSION = re.compile(
    r"(?<![0-9a-z.,/*-])(?P<version>[0-9]{1,2}(?:\.[0-9]{1,3}){2})(?![0-9./€]|,[0-9]|\s?(?:€|euros?|kwh?))"
)
_WHOLE_VERSION = re.compile(r"(?P<version>[0-9]{1,2}(?:(?:\.| point )[0-9]{1,3}){1,3})\.?")


def read_platform(text: str) -> Platform | None:
    """The platform named by itself or by a maker; None when none or both are."""
    sentence = plain(text)
    named = {
        platform
        for platform, pattern in ((Platform.IOS, _IOS), (Platform.ANDROID, _ANDROID))
        for match in pattern.finditer(sentence)
        if not is_negated(sentence, match.start())
    }
    return named.pop() if len(named) == 1 else None


def read_app_version(text: str) -> str | None:
    """The version of the application ("4.12.0"), not that of the telephone's system."""
    sentence = plain(text)
    whole = _WHOLE_VERSION.fullmatch(sentence)
    if whole:
        return whole["version"].replace(" point ", ".")
    for pattern in (_NAMED_VERSION, _BARE_VERSION):
        for match in pattern.finditer(sentence):
            if not _SYSTEM.search(sentence[: match.start()]):
                return match["version"].replace(" point ", ".")
    return None
