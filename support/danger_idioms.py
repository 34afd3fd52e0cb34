"""What only sounds like danger: idioms, negations, general talk, everyday neighbours in spelling."""

import re

from support.danger_words import BURN
from support.reading.patterns import inline, word_set

_MONEY = (
    r"(?:argent|budget|compte|forfait|credits?|solde|portefeuille|economies|thunes?|fric|salaire|paie"
    r"|points?|quota|data|euros?|€|balles|kwh?|watts?|autonomie|energie|pourcents?|%|facture|prix|tarifs?"
    r"|couts?|carte bleue|cb)"
)
_COST = r"(?:budgets?|portefeuille|economies|salaire|factures?|prix|tarifs?|couts?|addition)"
_PERSON = (
    r"(?:je|j'|tu|nous|vous|gens|types?|mecs?|gars|personnes?|clients?|voisins?|jeunes?|collegues?|femme"
    r"|mari|homme|dame|monsieur|quelqu'un|chauffeurs?|conducteurs?|fumeurs?)"
)
IDIOMS = tuple(
    re.compile(pattern)
    for pattern in (
        # money and moods
        rf"\b(?:electrocut\w*|brul\w*|feu|flamb\w*|explos\w*|incendi\w*|cram\w*|grill\w*|choc)\b"
        rf"[^.!?;]{{0,25}}\b{_COST}\b",
        rf"\b{_COST}\b[^.!?;]{{0,15}}\b(?:brul\w*|explos\w*|flamb\w*|electrocut\w*|fait? (?:peur|mal))\b"
        rf"[^.!?;]{{0,15}}",
        r"\b(?:pas|aucune?|sans|manque) (?:l'|l |une? |d')?etincelles?\b",
        r"\bsous (?:haute )?tension (?:avec|a cause|en ce moment|au travail|au boulot)",
        r"\barret d'urgence\b[^.!?;]{0,20}\b(?:erreur|par megarde|sans faire expres)\b",
        # smoke
        rf"\bfum+\w* (?:pas mal |trop |beaucoup |plein |bcp |enormement )?(?:de |d'|du |des "
        rf"|en )?(?:[0-9]+ ?|mon |ma |mes |tout (?:mon|ma|le) |la |le )?{_MONEY}",
        rf"\b{_PERSON}(?: qui)?(?: ne| n'| se sont mis a| etaient en ?train de| est en ?train de"
        rf"| sont en ?train de)? ?fum\w*",
        r"^\W*on fume\b|\bpeut(?:-| )on fumer|\b(?:on|il|elle) fum\w+ (?:une?|des|sa|son|dehors"
        r"|a cote de moi)\b|\bfum\w+ (?:une? |des |sa |son |leurs? |mes |ma )?(?:clopes?|cigarettes?"
        r"|cigares?|joints?|tabac)",
        r"\b(?:interdi\w+|defense|pause|envie|droit|arret\w+|zone|coin|espace)\b.{0,12}\bfum\w*"
        r"|\b(?:cigarettes?|clopes?|tabac|fumeurs?|fumeux|fumeuses?|fumiste\w*|vapot\w+)\b",
        r"\b(?:verres?|vitres?|vitrages?|saumon|lunettes|jambon|plexi|toit) (?:sur)?fum\w*|\b(?:ecran de"
        r"|rideau de|detecteurs? (?:de|a)|avertisseurs? (?:de|a)) fumee\b(?![^.!?;]{0,25}\b(?:sonn"
        r"|declench|hurl|retent))",
        r"\b(?:part|parti|partie|partis|partir|partent|envole\w*|parties) en fumee|\bde la fumee sans feu"
        r"|\bfumee d(?:e|u) (?:cigarette|barbecue|bbq|tabac|pot|diesel)|\bque du fum\w+"
        r"|\bfumant de colere",
        # smell
        r"\b(?:sent|sens|sentait|flaire\w*|odeur d[e']) (?:\w+ )?(?:l'|la |une |le |un |d')? ?(?:arnaque"
        r"|entourloupe|embrouille|escroquerie|vol|carotte|piege|sapin|enfumage|coup fourre|coup monte)",
        r"\b(?:ca|sa) (?:commence a )?(?:sent|sentir|sens) (?:tres |un peu )?(?:mauvais|pas bon"
        r"|le roussi) (?:pour|cette|votre|niveau|question|avec)\b[^.!?;]*",
        r"\bod(?:eu|ue)rs? (?:\w+ )?(?:des? |d')(?:la )?(?:pisse|urine|poubelles?|egouts?|tabac|parfum"
        r"|toilettes?|wc|neuf|friture|cuisine|moisi|transpiration|chien|pipi|merde|caca|dechets?)",
        r"\bsens? (?:unique|interdit|de la marche|du service|commercial|inverse)|\b(?:bon|aucun|pas de"
        r"|dans (?:le|un|ce|l'autre)|double|quel) sens\b",
        r"\bsent (?:le neuf|bon|pas bon(?! (?:le|la|l'|du)\b))"
        r"|\bje (?:me |le |la |les )?sens (?:que|pas|bien|mal|arnaque\w*"
        r"|floue\w*|vole\w*|trahi\w*|demuni\w*|frustre\w*|pris\w*|oblige\w*|un peu)\b",
        # heat
        rf"\b(?:j'ai|ai|j'avais|a|va|vont|nous a|ont|fait|faire|m'a|m'ont|peut|qui|vous|on|me) ?(?:deja "
        rf"|vite |encore |presque )?(?:{BURN}|explos\w+|pete\w*|saute\w*) (?:tout |toute |tous "
        rf"|toutes )?(?:mon|ma|mes|le|la|les|l'|un|une|[0-9]+|du|son|notre|nos|pas mal de"
        rf"|beaucoup de) ?(?:mois de |plafond de |plein de |reserve de |moitie de |moitie du "
        rf"|carte de )?{_MONEY}",
        rf"\b{BURN} (?:un feu(?: rouge)?|le feu|les feux|les etapes|d'impatience|d'envie|un stop"
        rf"|la priorite|de l'essence|du carburant|du gasoil|du diesel|des calories|(?:ma|la) politesse"
        rf"|[0-9]+ ?(?:€|euros|kwh?|litres?))",
        rf"\b(?:je suis|j'suis|chuis|suis|etais|on est|grille|grillee|completement"
        rf"|totalement) (?:completement |totalement |trop |deja |vraiment |un peu )?(?:{BURN}"
        rf"|grille\w*)(?! (?:la|le|les|au (?:bras|doigt|visage)|aux)\b)(?: (?:au boulot|au travail"
        rf"|de fatigue|ce soir|fatigue|mort))?",
        r"\b(?:fatigue|soleil|creme|cafe|question|sujet|actualite|dossier|desir|cd|dvd|ecran|fait|tete"
        r"|cerveau|envie)\b.{0,10}\b(?:[ck]ram|brul|grill)\w*",
        r"\b(?:place|priorite|radar|feu|boulot|couverture) (?:grillee?|brulee?)|\bgriller? (?:un|le|la"
        r"|ma) (?:feu|place|priorite|file|stop|politesse)",
        r"\b(?:creme|terre|cafe|vin|plat|tarte|pain|gateau) (?:brule\w*|chaude?)|\bbrule-pourpoint"
        r"|\btete brulee|\b(?:badge|carte|pass)\b.{0,10}\b(?:brul|cram|grill)\w*|\b(?:m'a|m'ont|se faire"
        r"|faire|fait|l'a) incendi\w+|\bme brule (?:de|la langue|les levres)\b",
        r"\b(?:au|le|du|ce|de|en|un|fin) fond\b(?! (?:la|le|les|sous|dans))|\ba fond\b|\bfonds\b"
        r"|\bfond (?:d'ecran|du|de|de la|des|blanc|noir|bleu|vert|rouge)\b|\bfondue? (?:savoyarde"
        r"|bourguignonne|de chocolat)|\bdans le fond\b",
        rf"\b(?:{_MONEY}|patience|batterie|neige|pourcentage|jauge|pile)\b[^.!?;]{{0,25}}\bfon(?:d|du|due"
        rf"|dre|dent|dait)\b|\bfon\w+ (?:comme neige|a vue d'oeil|au soleil|en larmes?)"
        rf"|\bfondue? de (?:voitures?|tech\w*|auto)",
        # fire
        r"\b(?:feu|feux) (?:vert|rouge|orange|tricolore|bleu|arriere|avant|stop|clignotant|de (?:detresse"
        r"|position|croisement|route|signalisation|circulation|recul|brouillard|stop|camp|joie|paille"
        r"|l'action)|d'artifice|antibrouillard|diurnes?|allumes?|(?:est |etait )?passe|sacre|aux poudres"
        r"|follets?)\w*",
        r"\b(?:voyant|led|lumiere|temoin|lampe|diode|ampoule|couleur|signal"
        r"|bouton)s?\b[^.!?;]{0,20}\b(?:rouge|vert|verte|orange|bleu|blanc)?\s?feux?\b(?! (?:dans|sur))",
        r"\b(?:prix|tarifs?|facture|coup|pot|couvre|cessez|garde|coupe|pare|tir|arme|bapteme|ligne|contre"
        r"|terre|lac|puissance|tout) ?-?(?:de |du |le |a |au )?-? ?feu\b(?! (?:a|dans|sur) (?:la"
        r"|le) (?:borne|voiture|cable))|\btout flamme|\ba petit feu|\bpleins? feux",
        r"\b(?:place|rue|route|carrefour|impasse|chemin|avenue|parking|restaurant|bar|hotel|boulevard"
        r"|quai) (?:de la |du |des |de |d'|le |au |la )?(?:moulin |mas |mont |vieux )?(?:feux?|pompiers?"
        r"|sapeurs?|flam+es?|brule\w*|explos\w+|chataign\w+|incendie)\b",
        r"\b(?:n'y (?:vois|voit|ai vu|a vu) que|que) du feu|\bjou\w+ avec le feu|\bdans le feu de"
        r"|\bau coin du feu|\b(?:y a|n'y a|il n'y a|y'a|ya) pas le feu\w*|\b(?:donne|donner"
        r"|eu) le feu vert|\bpas le feu au lac",
        r"\b(?:apres|avant|passe|passer|derriere|devant|tourn\w+|droite|gauche|arret\w+|pres du|a cote du"
        r"|second|premier|deuxieme|prochain) (?:a |au |le |du |les |aux )?feux?\b(?! (?:de|dans|sur|a))"
        r"|\b(?:au|aux|le|les) feux? (?:a droite|a gauche|tournez|tourner|prendre|prenez)"
        r"|\bfeu de l'action",
        r"\bfeux? (?:de la borne |du chargeur )?(?:est|reste|clignote|sont|devient|passe) (?:au |en "
        r"|toujours )?(?:rouges?|verts?|orange|bleus?|fixe)|\bje suis en feu (?:aujourd"
        r"|ce)|\bfeux? (?:de (?:la|ma) voiture )?(?:(?:est|sont) )?(?:reste\w* "
        r"|encore )?allumes?\b|\bau bord de l'explosion|\bfeu mon (?:pere|oncle|mari|grand)"
        r"|\bfeu (?:sa|ma|la) (?:mere|femme)|\bpas de feu\b|\bavez(?: |-)vous (?:du|un) feu\b"
        r"|\b(?:mettre?|mis|mets|met|foutre) le feu (?:a (?:la soiree|l'ambiance)|aux poudres"
        r"|sur (?:les reseaux|twitter))",
        r"\b(?:retour|tout|lettres?|descend\w*|declar\w*|ravive\w*|rallum\w*) (?:de |en |feu |tout |ma "
        r"|sa |la )?flam+es?|\b(?:prix|factures?|tarifs?|couts?|compteur|kwh)\b[^.!?;]{0,20}\b(?:flamb\w+"
        r"|s'?envol\w+|explos\w+|s'?enflam\w+)\b|\bflamb\w+ des (?:prix|tarifs|couts)|\bflambant neu\w+",
        r"\b(?:assurances?|alarmes? anti|portes?(?: coupe)?|securite|normes?|protection|prevention"
        r"|detecteurs?|detection|exercice|risques?|contre l'|issue|formation|plan|regles?|systeme|anti-?"
        r"|reglement\w*|local) ?-?(?:d'|de l'|l'|anti-?)?incendies?\b|\bincendies? (?:de foret"
        r"|d'(?:australie|californie|ete))",
        r"\b(?:caserne|calendrier|calendriers|bal|ecole|centre|travaille|mari|etablissement|acces|voie"
        r"|stationnement|emplacement|reserve\w*|metier|camions?|(?:suis|est|sont)) (?:des |de |chez les "
        r"|aux |les |est |au )?(?:sapeurs?[ -])?pompiers?\b",
        # burst
        rf"\b(?:explosion|flambee|hausse)s? (?:des|du|de la|de|de vos|de mes) (?:prix|tarifs?|couts?"
        rf"|factures?|{_MONEY})|\b(?:(?:ecrans?|vitre|pare-brise|pneus?)\b[^.!?;]{{0,20}}\b(?:explos"
        rf"|cram)|(?:telephone|tel|portable|iphone|smartphone)\b[^.!?;]{{0,15}}\b(?:explos|fum|brul|cram"
        rf"|fond))\w*",
        r"\bexplos\w+ (?:de (?:rire|joie|colere|rage|bonheur)|les (?:scores?|compteurs?|prix|records?"
        r"|plafonds?)|mon|ma|le (?:forfait|budget|plafond|compteur|record|prix|temps))|\b(?:je vais|vais"
        r"|j'vais|envie d'|vais vraiment|fait) explos\w+|\b(?:demande|marche|usage|nombre|ventes?"
        r"|frequentation)\b[^.!?;]{0,15}\bexplos\w+",
        rf"\b(?:{_MONEY}|note|addition|montant|consommation|conso|total)\b[^.!?;]{{0,20}}\b(?:explos\w+"
        rf"|brul\w*|cram\w*)",
        # spark and shock
        r"\b(?:charge|recharge|rapide|vitesse|super|passage|visite|borne|promo|vente|fermeture"
        r"|pause) eclairs?\b|\ben un eclair\b|\beclairs? (?:au chocolat|au cafe)|\b(?:couple|son|duo|gens"
        r"|equipe|rencontre)\b.{0,12}\betincel\w+|\b(?:ca|sa) va faire des etincelles",
        r"\b(?:ecran|haut[- ]?parleurs?|son|telephone|radio|ligne|voix|micro|appel|enceinte"
        r"|gps)\b[^.!?;]{0,15}\b(?:gresil+|grezil+|crepit)\w*",
        rf"\b(?:chataign\w*|choc|claque|coup de jus|coup de courant|decharge|electrocut\w*|secousse"
        rf"|court[- ]?circuit\w*)\b[^.!?;]{{0,25}}\b(?:en (?:voyant|decouvrant|recevant|lisant|ouvrant"
        rf"|regardant)|devant|quand j'ai (?:vu|recu|lu|decouvert)|a la (?:vue|lecture)"
        rf"|au moment de (?:payer|la facture)|sur)\b[^.!?;]{{0,20}}\b(?:{_MONEY}|note|addition|montant"
        rf"|releve|mail|appli\w*|total)",
        r"\b(?:en voyant|quand j'ai vu|a la vue de|en recevant|en decouvrant|j'ai vu) (?:la |le |ma |mon "
        r"|les |l'|votre )?(?:facture|prix|montant|tarif|note|releve|addition"
        r"|total)\b[^.!?;]{0,40}\b(?:chataign\w*|choc|claque|coup de jus|decharge|electrocut\w*|feu"
        r"|explos\w+)",
        r"\b(?:(?:re)?donn\w+|remett\w+|remis|mettre|besoin d'|faire|manque d'|reprendre|petit|avoir"
        r"|prendre|rajout\w+|met|donne) ?(?:un |le |d'un |moi un |lui un "
        r"|petit )*(?:petit )?coup de (?:jus|boost|courant) (?:a |pour|avant|de plus|dans (?:la"
        r"|ma) (?:voiture|batterie))",
        r"\b(?:chataign\w+) (?:grillees?|chaudes?|d'eau|au feu|vertes?)|\b(?:puree|creme|sac|rue|place"
        r"|marrons?|foret|route|chemin|hotel|allee) (?:de |aux? |des |du )*chataign\w+|\bchataigner\w*"
        r"|\bcouleur chataign\w*",
        r"\bcircuits? courts?\b|\bdecharge (?:publique|sauvage|municipale|de responsabilite|la batterie"
        r"|rapide)|\b(?:a la|une|la) decharge (?:municipale|publique)|\bbatteries? (?:qui se |se |est "
        r"|a plat |completement |totalement )*decharge\w*",
        r"\b(?:plus|pas|peu|sans|assez|manque|manqu\w+|reste|branch\w+|coup\w+) (?:de |du |le )(?:jus"
        r"|courant|electricite)\b",
        r"\b(?:de la|la|mise|mettre|remettre|remise|mis|remis) (?:hors |en )?sous tension\b"
        r"|\bmettre sous tension",
        r"\bpique[- ]?(?:nique|assiette)\w*|\b(?:ca|sa) pique (?:un peu )?(?:au|le|les yeux|mon|la carte)"
        r"|\bchatouill\w+ (?:les? (?:narines|oreilles))",
        # harm
        r"\b(?:failli|presque|manque) (?:de )?(?:me |te |lui )?(?:faire |avoir |eu )?(?:une? )?"
        r"(?:arret|crise|infarctus|avc|malaise)\b",
        r"\b(?:crise cardiaque|arret cardiaque|malaise|dans les pommes) (?:en (?:voyant|recevant|decouvrant)|devant"
        r"|quand (?:je|j'ai) (?:vois|vu|recu|lu)|a la vue d\w*) (?:\w+ ){0,2}(?:factures?|addition|montants?|releve"
        r"|note|prix|tarifs?)\b",
        r"\b(?:en voyant|quand j'ai vu|devant) (?:\w+ ){1,2}(?:factures?|addition|montants?|releve|note|prix|tarifs?)"
        r" (?:j'ai (?:fait|eu) )?(?:une? )?(?:crise|arret) cardiaque\b",
        r"\b(?:appli\w*|app|programme|logiciel|site|page) (?:qui )?(?:fait un malaise|tombe dans les pommes)\b"
        r"|\bdans les pommes (?:tou(?:te)?s les|a chaque|sur mon)\b",
        r"\b(?:je vais|j'vais|on va|vais) (?:finir par )?(?:tout )?(?:cramer|bruler|incendier|faire sauter"
        r"|faire peter|exploser) (?:tout\w* )?(?:vos|votre)\b",
        # wires
        r"\b(?:mon|ton|son|votre|petit|notre|le) fils\b|\bfil (?:de (?:discussion|l'eau|fer"
        r"|la conversation)|d'(?:actu\w*|attente)|rouge|conducteur)|\bcoup de fil\b|\bau fil\b"
        r"|\bsans[ -]fil\b|\bdonner un fil|\bperdre? le fil",
    )
)
"""What only sounds like danger, taken out first."""

NEGATED_BEFORE = re.compile(
    r"(?:\b(?:pas|aucune?s?|sans|ni|jamais|point|zero) (?:vu |eu |senti |trouve |entendu )?(?:d'|de |du "
    r"|de la |des |la |le |une? |forcement |vraiment )*"
    r"|\b(?:ni|sans) )$"
)
NEGATED_WITHIN = re.compile(
    r"\b(?:sent|sens|sentait|senti|pue|a|ai|avait) (?:vraiment |du tout )?(?:pas|plus) (?:vraiment |du tout )?"
    r"(?:d'odeurs? |une odeur )?(?:le |la |l'|de |du |d')$"
)
"""Up to the last word of what tells danger: « ça sent pas le brûlé »."""

NEGATED_AFTER = re.compile(r"\s?(?:pas|jamais)\b(?! (?:mal|qu'un peu|que |normal|a cote|loin|rassur))")

_CAN = r"(?:peut|peuvent|peux|pourrait|pourraient|risque\w*|arrive|possible|chances?|probabilite|danger)"
GENERAL = re.compile(
    inline(r"""
    \b(?:(?<!pas )(?<!demande )(?<!plus )(?<!comme )si (?:jamais |un jour |par hasard )?(?:ca|sa|la|le|l'|ma
    |mon|une?|elle|il|un|on|y a|il y a|je)
    (?!\ (?:touche|branche|debranche|mets|prends))\b[^,~]{0,30}
    |en cas d[e'][^,]{0,25}|au cas ou[^,]{0,25}|(?:que|quoi) faire (?:si|en cas|quand une|lors)[^,]{0,35}
    |(?:j'ai (?:lu|entendu(?! (?:un|une|des|le))|appris)|il parait|parait que|on (?:m'a )?dit que|aux infos
    |a la tele|article|reportage|video|sur internet|sur youtube)[^,]{0,60}
    |les (?:voitures|vehicules|batteries|bornes|electriques|ve)\s(?:electriques\s)?(?:qui )?(?:peuvent
    |prennent|explosent|brulent|risquent|font)[^,]{0,25}
    |(?:comment|pour) (?:eviter|prevenir|ne pas|se proteger)[^,]{0,40}|protege\w* (?:de|des
    |contre)[^,]{0,30}|en general[^,]{0,30}
    )$
""")
)
"""A general or hypothetical talk which leads up to the word of danger."""

GENERAL_WHEN_ASKED = re.compile(
    inline(rf"""
    \b(?:{_CAN}\b[^,~]{{0,45}}|c'est (?:dangereux|risque) (?:de|si|quand)[^,]{{0,45}}
    |est[- ]ce (?:que c'est )?(?:dangereux|risque)[^,]{{0,40}}
    |est[- ]ce que (?:les|une?|on) [^,]{{0,30}})$
""")
)
"""The same, which needs a question to be general."""

SPELLINGS = tuple(
    sorted(
        word_set("""
    etincelle etincelles electrocute electrocutee electrocution electrocuter incendie explosion explose
    exploser flammes chataigne picotement picotements fourmillements denude denudes denudee gresille
    gresillement crepite crepitement brulante brulure electrique decharge recharge decharges recharges
    caoutchouc plastique pompiers etincele enflamme flambe carbonise court-circuit recharger decharger
    charger chargeur
""")
    )
)
"""What a misspelt long word is put back to; everyday neighbours are there to keep their own."""

NEVER_RESPELT = word_set("""
    expose exposee exposes exposer explore explorer explique expliquer incident incidents incidente
    deposer presente electrise electrisee electronique electriques electricite
""")
