"""Street addresses taken out of sentences: « 12 bis rue de la Paix, 75002 Paris ».

A number, a kind of street and its name make an address. A kind that is an ordinary word too (« 2 place de parking »)
needs a name with a capital.
"""

import re

from support.reading.patterns import inline

MASK = "<adresse>"

_NUMBER = inline(r"""
    (?<![\w.,/€-])(?:n[°o]\s?)?[0-9]{1,4}(?:\s?[-/]\s?[0-9]{1,4})?
    (?:\s?(?:bis|ter|quater|[a-d])\b)?\s?,?\s{0,3}
""")
_STREET = r"(?:rue|avenue|av\.|boulevard|blvd|bd|all[ée]es?|impasse|faubourg|fbg|ruelle|chemin|square)\s+"
_WORD_TOO = inline(r"""
    (?:place|pl\.|route|rte|cours|quai|passage|voie|cit[ée]|villa|r[ée]sidence|mail|mont[ée]e|clos|promenade|esplanade
    |lotissement|hameau|traverse|chauss[ée]e|sentier|av)\s+
""")
_LINKS = r"(?:(?:de|du|des|la|le|les|en|aux?|et|sur|sous)\s+|[dl]['’]\s?){0,3}"
_CAPITAL = r"[A-ZÀ-Þ][\w'’.-]*"
# Words at which a name in small letters ends: « 12 rue victor hugo depuis hier ».
_AFTER_A_NAME = inline(r"""
    (?i:à|a|ou|où|mais|donc|car|est|sont|depuis|pour|par|avec|sans|chez|vers|ne|pas|qui|que|quand|dans|une?|mon|ma|mes
    |votre|vos|c['’]est|cest|cette?|ça|ca|ils?|elles?|on|je|j|j'ai|jai|ai|y|svp|merci|hier|bonjour|bornes?|station|marche)\b
""")
_NAME = rf"{_LINKS}(?!{_AFTER_A_NAME})[\w'’-]+"
_TOWN = (
    rf"(?:\s?,?\s?[0-9]{{5}}(?:\s(?:{_CAPITAL}(?:[\s-]{_CAPITAL})*|(?!{_AFTER_A_NAME})[a-zà-ÿ-]{{3,}}))?)?"
)
_ADDRESS = re.compile(
    inline(rf"""
    (?i:{_NUMBER}{_STREET}){_NAME}(?:\s+(?![0-9]{{5}}){_NAME}){{0,2}}{_TOWN}
    |(?i:{_NUMBER}{_WORD_TOO}){_LINKS}{_CAPITAL}(?:\s+{_LINKS}{_CAPITAL}){{0,4}}{_TOWN}
""")
)


def mask_addresses(text: str) -> str:
    """The text with each street address that has a number replaced by `<adresse>`."""
    return _ADDRESS.sub(MASK, text)
