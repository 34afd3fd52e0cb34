"""Short answers to a question: yes, no, I do not know."""

import re

from support.reading.patterns import inline
from support.reading.plain import spoken

_LONGEST_ANSWER = 6
_LONGEST_UNKNOWN = 9

_FILLER = inline("""
    (?:euh|heu|bah|ben|beh|bon|alors|hum|hm|ah|oh|eh|et|merci|svp|stp|s il (?:vous|te) plait|beaucoup
    |bonjour|monsieur|madame|desole|desolee|pardon|vraiment|la|du coup|donc|je (?:crois|pense)|a priori)
""")
_SO = (
    r"(?:ca|sa|cela|elle|lui|celle la|celle ci|celui la|celui ci|la bonne|le bon|bon|le cas|exact|correct"
    r"|juste)"
)
_IT_IS = r"(?:c est|cest|c|ce n est|n est|c etait|ce n etait|cetait)"
_YES = inline(rf"""
    (?:oui|ouai|ouais|oue|ouep|oups oui|wi|oi|ui|yes|yep|yeah|ok|oki|okay|okey|oky|dac|d ?accord|dacc|exact
    |exactement|tout a fait|toutafait|tt a fait|{_IT_IS} (?:bien )?(?:{_SO}|resolu|regle|parfait|nickel|oui)
    |voila|parfait|nickel|impec|impeccable|bien sur|biensur|evidemment|bien entendu|carrement|absolument
    |affirmatif|volontiers|je veux bien|avec plaisir|vas y|allez y|allons y|go|correct|juste|effectivement
    |en effet|certainement|je confirme|confirme|resolu|regle|si|je (?:crois|pense)(?: bien| que oui)?
    |(?:ca|sa) (?:marche|roule|fonctionne|remarche)(?: bien| maintenant| enfin| nickel)?|il me semble
    |(?:y a )?pas de (?:soucis?|problemes?)|sans (?:soucis?|probleme)|(?:cette (?:charge|session|borne)
    |celle) la|celle ci|la meme)
""")
_NOT_YET = r"(?:toujours?|tjs|tjrs|tjr|tjours?|encore)"
_NO = inline(rf"""
    (?:non|nn|nan|naan|na|nah|no|nope|niet|nop|negatif|(?:pas )?du tout|pas (?:vraiment|encore|trop|mieux|moi)
    |pas tout a fait|pas exactement|pas {_SO}|{_IT_IS} (?:toujours )?pas (?:du tout )?(?:{_SO}|regle|resolu
    |vrai)
    |(?:c est )?faux|c est non|(?:surement|certainement|absolument) pas|bien sur que non|jamais(?: de la vie)?
    |mauvaise reponse|aucune?(?: des (?:deux|trois|propositions))?|aucune de celles la
    |ni l un(?:e)? ni l autre
    |{_NOT_YET} pas(?: regle| resolu)?|{_NOT_YET} (?:blo(?:qu|k|q|c)(?:ee?|er|ez|ai)|pareil|rien
    |la meme chose|le meme probleme)
    |pareil|rien ne change|rien a faire|non plus|pas (?:regle|resolu)|je (?:ne )?(?:crois|pense) pas
    |je (?:crois|pense) que non|(?:ca|sa) (?:ne )?(?:marche|fonctionne|change|remarche)
    (?: {_NOT_YET})? (?:pas|rien)(?: du tout| non plus)?)
""")
_TAIL = inline(rf"""
    (?:{_IT_IS} (?:bien )?(?:{_SO}|la|tout)|merci|tout|du tout|rien|celle (?:la|ci)
    |cette (?:charge|session) la)
""")
_IS_YES = re.compile(rf"(?:{_FILLER} )*(?:mais )?{_YES}(?: (?:{_YES}|{_FILLER}|{_TAIL}))*")
_IS_NO = re.compile(rf"(?:{_FILLER} )*(?:mais )?{_NO}(?: (?:{_NO}|{_FILLER}|{_TAIL}))*")
_LEADING_YES = re.compile(r"(?:oui|ouais|ouai|yes|yep|ui|wi)\b(?!.*\b(?:non|nan|mais|pas)\b)")
_LEADING_NO = re.compile(r"(?:non|nan|nn|nope)\b(?!.*\b(?:oui|ouais|si)\b)")

_UNKNOWN = re.compile(
    inline(rf"""
    (?:{_FILLER} |mais |non |oui )*
    (?:(?:je |j |moi je |on )?(?:ne |n |n en |ne m en |m en |ne me |me |ne l |l |ne le |le )?
    (?:sais|sait|connais|souviens|rappelle|vois|retrouve|trouve|retiens) (?:vraiment )?(?:pas|plus|rien|ps)
    (?! (?:comment|pourquoi|quoi faire|que faire|ou(?! c)|si je|ma|mes|mon))(?! (?:de|la|d|une
    |un)\b)(?: [a-z0-9]+){{0,4}}
    |(?:je |j )?(?:n |m )?(?:en |ai )?(?:sais rien|aucune idee|pas d idee|aucun souvenir
    |pas idee)(?: [a-z]+){{0,3}}
    |jsp|jspa|jspas|jsais pas|jsai pas|jsais plus|chais pas|chai pas|chepa|chepas|che pas|sais po|nsp
    |jen sais rien|pas la moindre idee|pas sure?|pas certaine?|plus trop|je l ignore
    |(?:je )?(?:prefere )?(?:passer|passe|passons)(?: (?:la|cette) question| a la suite| a la suivante)?
    |skip|ignorer|question suivante|inconnue?|ne sai[st] pas
    |je n ai pas (?:l info|l information|cette info|le numero|ca))
    (?: {_FILLER})*
""")
)
_NOT_UNDERSTOOD = re.compile(
    inline(rf"""
    (?:{_FILLER} )*(?:(?:moi )?(?:je |j )?(?:n |ne )?(?:y |l )?(?:ai |ay )?(?:pas|rien) (?:bien |tout )?
    (?:compris?|saisi)
    |(?:moi )?(?:je |j ?)?(?:n |ne )?(?:y )?(?:comprends?|comprend|compren|pige|capte|saisis) (?:pas|rien|plus)
    |c est a dire|comment ca|hein|quoi|koi|kwa|gne)
    (?: (?:bien|trop|du tout|votre|la|ta|question|ce que vous (?:voulez|dites|demandez)|{_FILLER}))*
""")
)
_STRETCHED = re.compile(r"([a-z])\1{2,}")


def says_not_understood(text: str) -> bool:
    """Whether the driver says that he did not understand the question, and nothing else."""
    return _NOT_UNDERSTOOD.fullmatch(_STRETCHED.sub(r"\1", spoken(text))) is not None


def read_yes_no(text: str) -> bool | None:
    """True or False for a short yes or no (6 words at most); None for anything else."""
    if "👍" in text or "✅" in text:
        return True
    if "👎" in text or "❌" in text:
        return False
    said = _STRETCHED.sub(r"\1", spoken(text))
    if not said or len(said.split()) > _LONGEST_ANSWER or is_unknown(text):
        return None
    if _IS_NO.fullmatch(said) or _LEADING_NO.match(said):
        return False
    if _IS_YES.fullmatch(said) or _LEADING_YES.match(said):
        return True
    return None


def is_unknown(text: str) -> bool:
    """Whether a short answer says that the driver does not know, or passes."""
    said = _STRETCHED.sub(r"\1", spoken(text))
    return len(said.split()) <= _LONGEST_UNKNOWN and _UNKNOWN.fullmatch(said) is not None
