"""The words which tell danger, over plain text."""

import re

from support.reading.patterns import inline

_NEAR = r"[^.!?;]{0,40}?"
BURN = (
    r"\b(?:b(?:ru|ur)l+(?:e|ee|es|ees|er|ent|ait|aient|ai|ais|ure|ures|ant|ante|ants|antes|e?r?)?"
    r"|[ck]ram(?:e|ee|es|ees|er|ent|ait|ai))\b"
)
_PLUG = inline("""
    (?:cables?|prises?|connecteurs?|fiches?|pistolets?|poignees?|embouts?|adaptateurs?|rallonges?|chargeurs?
    |gaines?
    |cordons?|fils?|isolants?|plastiques?|plastics?|caoutchoucs?|trappes?|contacts|broches?|bouchons?)
""")
_THING = inline(rf"""
    (?:{_PLUG}|bornes?|voitures?|vehicules?|autos?|caisse|batteries?|zoe|tesla|megane|transfos?
    |transformateurs?|armoires?
    |boitiers?|coffrets?|capots?|stations?|compteurs?|poteaux?|totems?|tableaux? electriques?|tableau
    |moteurs?|coffre|appareil|machine|parking|carrosserie|camion|scooter|moto|wallbox|bagnole|truc)
""")
_IT = r"(?:ca|sa|c'|cela|il|elle|elles|ils|tout|t(?:ou)?t)"
_BODY = r"(?:mains?|doigts?|bras|jambes?|pieds?|corps|epaules?|poignets?|visage|cheveux|peau|coeur|dos)"

_SMOKE = (
    r"\bfum+ees?\b|\bfumerol\w*|\bfumig\w*",
    r"\b(?:fum+e|fum+ent|fum+ait|fum+aient|fum|fumes|fument)\b",
    r"\b(?:commenc\w+|train|mis|mise|mit|mets?|continue|vu|vois|voit|demarr\w+)\b.{0,8}\bfum+(?:er|e)\b",
    r"\b(?:de la|dla|d la|d'la|une?|plein de|bcp de|beaucoup de|la|grosse|petite) fum+(?:er|e|ai|et|eur)\b",
    r"\b(?:est|tout|toute|completement|parking) enfume(?:e|s|es)?\b|\bnuages? (?:gris|noir|blanc|de)\w*",
    r"\balarmes?\b[^.!?;]{0,20}\b(?:fumee|incendie|feu)\b[^.!?;]{0,25}\b(?:declench\w+|sonn\w+|hurl\w+"
    r"|retent\w+)",
    rf"\b(?:vapeur|nuage|gaz|panache)s?\b{_NEAR}\b(?:sort|s'echappe|s'echapp\w+|degage|acre|toxique"
    rf"|noire?)\b",
    r"\bfuite de gaz\b|\bpanaches?\b",
)
_SMELL = (
    rf"\b(?:od(?:eu|ue|e)re?s?|sent|sens|senti|sentais|sentait|pue|puait|empest\w+"
    rf"|renifl\w+)\b{_NEAR}(?:{BURN}"
    r"|\b(?:roussi|plasti[cq]\w*|caoutchouc|fum+\w+|soufre|ozone|chaud|fondue?s?|grille|grillee|cuite?"
    r"|acre|toxique|chimique|gaz"
    r"|electri\w+|cable chaud)\b)",
    rf"\b(?:od(?:eu|ue|e)re?s?)\b{_NEAR}\b(?:bizarre|suspecte?|anormale?|etrange|inquietante?|forte|tres"
    rf"|louche|pas normale?|{_THING})\b",
    r"\b(?:drole|mauvaise|grosse|forte|etrange|sale) ?d?'? ?(?:od(?:eu|ue|e)rs?)\b",
    rf"\b{_THING}\b[^.!?;]{{0,20}}\b(?:sent|pue)\b(?! (?:pas\b|le neuf|bon|la (?:pisse|poubelle|merde)))",
    r"\b(?:ca|sa) (?:sent|pue) (?:tres |un peu |vraiment |trop )?(?:bizarre|drole|fort|chaud)\b|\b(?:ca"
    r"|sa) sent\W*$",
)
_HEAT = (
    rf"\b(?:{_THING}|{_IT}|quelque chose|qqch)\b[^.!?;~]{{0,30}}?{BURN}",
    rf"{BURN}[^.!?;~]{{0,25}}\b(?:{_BODY}|{_THING}|enfants?|fille)\b",
    rf"\b(?:me suis|m'a|m'ont|s'est|l'a|nous a|se|m'est|est|etait) (?:fait |presque |un peu |legerement "
    rf"|entierement )?{BURN}",
    r"\bb(?:ru|ur)l+ures?\b|\b(?:noirci\w*|carbonis\w+|calcin\w+|(?:traces?|marques?) noires?)\b",
    rf"\b(?:commenc\w+ a|en ?train de|va|vont|debut\w* de) {BURN}",
    rf"\b{_PLUG}\b{_NEAR}\b(?:bouillante?s?|chauffe\w* (?:tres|trop|beaucoup|bcp|fort|anormalement"
    rf"|enormement|a mort|grave|a fond"
    r"|dangereusement|comme)|surchauff\w+|(?:tres|hyper|super|trop|vachement|anormalement|extremement"
    r"|mega|ultra|tellement|si) chaude?s?|coul(?:e|ent|ait)|devien\w+ mou\w*|tout mou|toute molle|molle"
    r"|ramoll\w+)\b",
    r"\b(?:rougeo\w+|incandesc\w+|braises?|tisons?)\b|\b(?:ca|sa) chauffe (?:tres |trop )?(?:fort|grave"
    r"|a mort|beaucoup|dangereusement)\b",
    r"\b(?:borne|station|totem)\b[^.!?;]{0,15}\b(?:bouillante|(?:tres|hyper|anormalement|extremement) chaude)\b",
    rf"\b{_THING}\b[^.!?;]{{0,25}}\bsurchauff\w+",
    rf"\b(?:trop|tres|hyper) chaude?s? (?:pour|a) (?:etre |la |le |l'|y )?touche\w*"
    rf"|\btouche\w*\b{_NEAR}\bbouillante?\b",
    rf"\b{_PLUG}\b[^.!?;]{{0,30}}\b(?:grillee?s?|fond|fondent|fondue?s?|fondait|fondre)\b",
    r"\b(?:borne|boitier|coffret|ecran|capot|chargeur|facade|truc)\b[^.!?;]{0,25}\b(?:a|ont|ait|est|etait"
    r"|en ?train de|commence a) (?:fondue?s?|fondre)\b",
    rf"\b(?:{_IT} (?:a )?(?:fond|fondu)|en ?train de fondre|commenc\w+ a fondre|fondue?s? (?:sur|dans"
    rf"|autour|avec|a cause))\b(?! de\b)",
    rf"\b(?:fondue?s?|fond)\b (?:le |la |les |mon |ma |du |de la )?{_PLUG}\b",
)
_FIRE = (
    r"\b(?:en|a pris|pris|prend|prends|prennent|prendre|prenne|prenait|prenant|mis le|met le|au|du|le|un"
    r"|de) feux?\b(?! (?:stop|rouge|vert|orange|arriere|avant|tricolore))",
    r"^\W*(?:(?:urgent|urgence|vite|alerte|help|au secours|attention|danger)\W+)?(?:feu|incendie"
    r"|fire)(?:\W+(?:vite|urgent|urgence|help))?\W*$|\bfeu feu\b|\bgros feu\b|\bdebut de feu\b"
    r"|\bdepart de feu\b|\bfeux? (?:sur|dans|a la|a cote|de) \w+",
    r"\bincendi(?:e|ee|es|er)\b|\b(?:en )?flam+(?:es?|ech\w*)\b|\b(?:flambe|flambent|flambait|enflam\w+"
    r"|embras\w+|s'embrase)\b",
    r"\b(?:appel\w*|appelle[zr]?|vite|envoy\w+|besoin d\w+|faites venir|prevenir|prevenu"
    r"|il faut) (?:tout de suite |vite )?(?:les |des )?pompiers?\b",
    r"\bpompiers? (?:sont|arrivent|ont ete|vite|svp|en route|vienn\w+|deja)\b(?! (?:gratuit|beneficient))",
    r"\b(?:faut|besoin|ou est|ou sont|cherche|utilis\w+|vide|vite|pris|prendre) (?:\w+ )?(?:une? |l'|le "
    r"|les |d'un )?extincteurs?\b",
    r"^\W*danger\W*$",
)
_BURST = (
    rf"\b(?:explosion|detonation|deflagration)s?\b|\b(?:{_THING}|{_IT}"
    rf"|qui)\b[^.!?;~]{{0,25}}\b(?:explos\w+|sauter? a la|pete[rz]? a la)\b",
    r"\b(?:a|ont|va|vient d'|risque d'|peut|failli) ?(?:tout )?(?:explose\w*)\b",
    rf"\b(?:{_THING}|{_IT})\b[^.!?;~]{{0,15}}\b(?:a|fait|ont|est|entendu) (?:un (?:gros |grand "
    rf"|enorme )?)?(?:boum|bang)\b|\bgros (?:boum|bang)\b|\b(?:petards?|petarades?|petarad\w+)\b",
    r"\b(?:pete|claque|saute|disjoncte)\b[^.!?;]{0,20}\b(?:avec|dans) (?:une?|des|plein de) (?:\w+ ){0,2}"
    r"(?:lumieres?|lueurs?|eclairs?|flashs?|bruits?)\b",
)
_SPARK = (
    r"\betincel+\w*|\barcs? electriques?\b|\bdes arcs\b|\bun arc\b|\bflash\w* (?:bleu|electrique"
    r"|lumineux)\w*|\b(?<!en )(?:un|gros|grand|petit) flash\b(?! ?code)",
    r"\bcourt?s?[ -]?(?:circuit\w*|jus)\b|\bcc electrique\b",
    r"\b(?:crepit\w+|gresil+\w*|grezil+\w*)\b",
    r"\b(?:fait|fais|font|faisait|vu|jet\w+|voir|voit|y a|avec)(?: \w+)? (?:des |un |de petits "
    r"|plein d')?eclairs?\b|\beclairs? bleu\w*",
    r"\b(?:crach\w*|sort\w*|lanc\w*|envo\w+)(?: \w+){0,2} eclairs?\b",
)
_SHOCK = (
    r"\belectrocut\w*|\belectris(?:e|ee|er|es|ant)\b|\b(?:choc|secousse|impulsion)s? electr\w+",
    r"\b(?:pris|prend|prends|prendre|recu|recois|recoit|recevoir|sent|senti|sens|ressenti|mis|met"
    r"|envoy\w+|eu|donne|donnee?|ramass\w+|pete|colle|fait|balance|file|petite|grosse|legere|forte)\b"
    r" (?:(?:comme|encore|aussi|une?|des|de|la|petite|petites|grosse|sacree|bonne|legere|forte|mega"
    r"|enorme) ){1,4}(?:decharges?|dechage|dcharge|chataign\w+|secousses?)\b(?! (?:sauvage|batterie"
    r"|de la batterie))",
    r"\bdecharges? (?:electr\w+|statique|dans|en (?:touch|branch|debranch|pren|retir|mettant|ouvrant)\w*"
    r"|quand)\b",
    r"\bchat(?:ai|e|ei|ta[iy])gn\w*",
    r"\bcoups? d ?[e' ]? ?(?:jus|courant|electricite|elec|220)\b|\bjus (?:dans|en (?:touch"
    r"|branch|debranch|pren)\w*|quand)\b",
    r"\b(?:pris|prend|prends|prendre|senti|sens|sent|recu|eu)(?: passer| passe)? (?:du |le |un peu de "
    r"|de l'|l'|un |plein de |encore du )(?:jus|courant|electricite|220|230|volts?)\b(?! sur| de la"
    r"| a la borne| arriv)",
    r"\b(?:pris|recu) (?:du |les? )?(?:220|230|240)\b",
    r"\b(?:m'|me |nous |lui )(?:envoie|envoi|met|mets|balance|colle|fout) (?:du|le|un peu de"
    r"|plein de) (?:courant|jus)\b",
    rf"\b(?:picot\w+|fourmil+\w*|chatouill\w+|pique|piquait|picots?)\b{_NEAR}\b(?:{_BODY}|touch\w+"
    rf"|carrosserie|poignee)\b",
    rf"\b(?:{_BODY}|touch\w+|{_THING})\b{_NEAR}\b(?:picot\w+|fourmil+\w*|chatouill\w+)\b"
    rf"|\b(?:picotements?|fourmillements?)\b",
    rf"\b(?:courant|electricite|jus)\b (?:qui passe |passe )?dans (?:le |la |les |ma |mon "
    rf"|mes )(?:{_BODY}|carrosserie|poignee)\b",
    r"\b(?:carrosserie|poignee|metal|portiere|capot|cable|prise|borne|boitier"
    r"|fils?)\b[^.!?;]{0,20}\bsous tension\b",
)
_LIVE_WIRE = (
    r"\bfils? (?:electriques? |de cuivre |sont |est |completement |tout )*(?:denude\w*|a nus?|a l'air"
    r"|a vif|nus?\b|apparents?|visibles?|arrach\w+|sectionn\w+|coupes?|qui (?:de|pend|pass|sort|train)\w*"
    r"|pend\b|pendent|pendouill\w+|depass\w+|ressort\w+|sort\w*|traine\w*|dehors|a decouvert|exposes?)",
    r"\b(?:voi[rst]\w*|vois|voyait|avec|laisse voir|y a|sur|touche\w*|des|les) (?:tous )?(?:les "
    r"|des )?(?:fils? (?:electriques?|dedans|a l'interieur|du cable|de cuivre|de toutes? les couleurs)"
    r"|(?:le |du )?cuivre|ames? du cable)\b",
    r"\b(?:on voit|je vois|voit|voyait|vois) (?:les|des|tous les) fils\b|\bcuivre (?:\w+ )?(?:visible"
    r"|apparent|a nu|a l'air)|\bfils (?:a|de) l'exterieur",
    r"\b(?:cables?|gaines?|cordons?)\b[^.!?;]{0,25}\b(?:denude\w*|a nus?|a vif|eventre\w*|sectionn\w+"
    r"|arrach\w+|dechir\w+|entaill\w+|dechiquet\w+|coupe en deux|coupes? net|rong\w+)\b",
    r"\b(?:denude\w*|fils nus|cable nu|pieces? (?:nues?|sous tension))\b",
    r"\binond\w+\b[^.!?;]{0,40}\b(?:bornes?|prises?|chargeurs?|electriques?)\b",
    r"\bbornes?\b[^.!?;]{0,25}\b(?:eventre\w*|arrachee|renversee|inond\w+|baign\w+|immerg\w+|submerg\w+"
    r"|foudroyee|touchee par la foudre|frappee par la foudre|sous l'eau|dans l'eau|(?:pleine?"
    r"|remplie) d'eau)\b",
    rf"\b(?:{_PLUG})\b[^.!?;]{{0,25}}\b(?:(?:pleine?|remplie?) d'eau|dans l'eau|sous l'eau|inonde\w*)\b",
)
_HARM = (
    r"\b(?:suis|est|a ete|ete|sont|y a (?:un|une|des)) (?:gravement |legerement )?bless(?:e|ee|es|ees)\b"
    r"|\bdanger de mort\b|\b(?:personne|homme|femme|enfant|quelqu'un|monsieur|dame|gamin)s? (?:de |est "
    r"|a ete |s'est )?bless\w+|\bbless\w+ (?:par|a la|au|aux|avec) |\b(?:inconscient|evanoui)(?:e"
    r"|s)?\b(?! (?:de|du|des)\b)|\b(?:il|elle|ne|n'|qui|monsieur|dame|homme|femme|mari|enfant|bebe|pere|mere|papa"
    r"|maman|fils|fille|frere|soeur|ami|amie|copain|copine|collegue|gars|mec|personne|type) respire (?:presque )?"
    r"(?:plus|pas|mal)\b"
    r"|\b(?:perdu|perd|perte de) (?:connaissance|conscience)\b|\b(?:tombe\w*|tourne\w*) dans les pommes\b"
    r"|\b(?:fait|fais|faire|eu|victime d') ?(?:une? )?(?:arret cardiaque|crise cardiaque|infarctus|avc|malaise)\b"
    r"|\barret cardio\w*|\bpar terre apres avoir touche|\bfail+i (?:mourir|crever"
    r"|y passer|y rester)\b",
    rf"\b(?:{_THING}|installation)\b[^.!?;]{{0,20}}\b(?:est|c'est|super|tres|hyper|vraiment|trop|devient"
    rf"|sont|semble|parait) (?:\w+ )?dangereu(?:x|se|ses)\b",
    r"\b(?:c'est|cest|situation|tres|hyper|super|vraiment) (?:tres |hyper |super |vraiment "
    r"|ultra )?dangereu(?:x|se)(?! (?:de|si|pour|la nuit)\b)",
)
DANGERS = tuple(
    re.compile(pattern)
    for family in (_SMOKE, _SMELL, _HEAT, _FIRE, _BURST, _SPARK, _SHOCK, _LIVE_WIRE, _HARM)
    for pattern in family
)
"""What tells danger, once idioms are out."""
