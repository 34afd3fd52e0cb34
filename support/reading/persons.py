"""Whether a driver asks to speak to a person."""

import re

from support.reading.patterns import inline

_LONGEST_BARE_WISH = 8

_ROLE = inline("""
    (?:humains?|personnes?|etre humain|etre vivant|conseill(?:er|ere)s?|agents?|operat(?:eur|rice)s?
    |technicien(?:ne)?|interlocut(?:eur|rice)s?|responsable|employee?|teleconseiller|gens
    |chargee? de clientele)
""")
_TEAM = r"(?:service client(?:s|ele)?|service apres vente|sav|support|hotline|assistance|standard|equipe)"
_PERSON = inline(rf"""
    (?:quelqu ?un|qq ?un|qqn|qlqun|kelkun|kelqun|quelquun|quelq un
    |(?:une?|des|de|vos|l un de vos|le|la|votre|ton) (?:vrai(?:e|s|es)? )?{_ROLE}
    |(?:vrai(?:e|s|es)? )?(?:humain|conseill(?:er|ere)|operateur|interlocuteur)
    |(?:le |la |votre |du |au |a un |l |un |mon |une )?{_TEAM})
""")
_REACH = inline("""
    (?:parler?|discuter|echanger|joindre|contacter|appeler|telephoner|avoir|ecrire|dialoguer|m adresser
    |(?:etre |mise? |mettre |rester )?en (?:contact|relation|ligne)|transfer(?:er?|ez|es)|basculer
    |pass(?:er?|ez|es)
    |mettez|met|mets|branchez|donnez|etre (?:rappelee?|transferee?|appelee?|aidee?|recontactee?) par)
""")
_LINK = inline("""
    (?: (?:moi|nous|me|directement|vite|rapidement|enfin|plutot|maintenant|juste|au telephone|de vive voix
    |tout de suite))*
    (?: (?:a|avec|vers|au|par telephone|en (?:relation|contact|ligne|communication) avec))?
""")
_ROBOT = re.compile(
    r"\bpas (?:(?:parler|discuter|envie de parler) )?(?:a |avec )?une? (?:robot|bot|chatbot|automate"
    r"|machine|ia)\b"
)
_REACH_PERSON = rf"{_REACH}{_LINK} {_PERSON}"
_EXPLICIT = re.compile(
    inline(rf"""
    \b(?:{_REACH_PERSON}
    |(?:je (?:veux|voudrais|souhaite|prefere|demande|exige)|j aimerais|il me faut|besoin d|besoin de)
    [ ](?:avoir )?(?:l aide d )?(?:une? )?(?:vrai(?:e)? )?(?:humain|etre humain|conseill(?:er|ere)|operateur
    |interlocuteur|agent humain|personne (?:reelle|humaine|physique)|vraie personne)
    |(?:rappelez|rappeler|rappelle|appelez|recontactez) moi
    |(?:qu on|qu un conseiller|quelqu un|(?:est ce que )?(?:vous|tu))[ ]
    (?:peut |peu |puisse |pouvez |pourriez |peux )?me[ ]
    (?:rappel\w+|appeler|telephoner|recontacter)
    |pouvez vous me (?:rappeler|appeler)|etre rappelee?)\b
""")
)
_INSISTENT = re.compile(
    inline(rf"""
    \b(?:je (?:veux|voudrais|souhaite|demande)|j aimerais|(?:passez|passe|mettez|donnez) moi|il faut que je
    |il me faut|besoin de?) (?:\w+ )?(?:{_REACH_PERSON}|{_PERSON})\b
""")
)
_REFUSED = re.compile(
    inline(r"""
    \b(?:pas besoin|(?:veux|souhaite|voudrais|envie de|la peine de) (?:surtout )?pas (?:de |d |une? )?
    (?:parler|appeler|etre|avoir|contacter|joindre|conseill|humain)|pas envie|inutile de|evite[rz]? de)
""")
)
_ALREADY = re.compile(
    inline(r"""
    \b(?:sans|deja|m a dit|m avait dit|(?:j ai|on a|nous avons|viens? de|vient de) (?:\w+ )?
    (?:eue?|pu|reussi|essaye de|tente de|appele|contacte|joint|parler?|avoir|appeler))\b
""")
)
_BARE = re.compile(
    inline(rf"""
    (?:(?:svp|stp|bonjour|bonsoir|ok|oui|non|merci|vite|juste|euh|urgent|je (?:veux|voudrais|souhaite|prefere)
    |j aimerais|est ce qu|(?:il )?y a(?: t il)?|puis je|je peux|on peut) )*
    (?:{_PERSON}|agent|personne (?:reelle|humaine)|parler|vous (?:parler|appeler)|appeler|etre rappelee?)
    (?: (?:humain|reel|physique|disponible|du (?:support|service client)|(?:de )?(?:chez )?bump|en ligne|la
    |ici|vite|tout de suite|urgent|au telephone|par telephone|svp|stp|s il (?:vous|te) plait|merci))*
""")
)


def asks_for_person(said: str) -> bool:
    """Whether these spoken words (`plain.spoken`) ask for a human being, in a short or a long sentence."""
    if _ROBOT.search(said):
        return True
    if _REFUSED.search(said):
        return False
    if _ALREADY.search(said):
        return _INSISTENT.search(said) is not None
    if len(said.split()) <= _LONGEST_BARE_WISH and _BARE.fullmatch(said):
        return True
    return _EXPLICIT.search(said) is not None
