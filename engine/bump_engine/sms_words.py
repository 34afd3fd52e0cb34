"""The shorthand of French messages, and the words it stands for, all in plain form."""

from __future__ import annotations

from typing import Dict

_TABLE = """
a+ : au revoir
ac, avk, avc : avec
ajd, ajdh, ojd, auj, oj, aujd, ojourdui, ojourd : aujourd hui
alor : alors
ama, amha : a mon avis
apel, aple : appel
apli, appl : appli
apré, apre, apr, aprè : apres
askip : a ce qu il parait
atd, attd : attend
bcp, bcps, bocou, boku, bocoup : beaucoup
bi1 : bien
bjr, bj, bjour, bonj, bnjr : bonjour
bsr : bonsoir
bo : beau
c, ces1, cé : c est
ca, sa : ca
cad : c est a dire
cb : carte bancaire
cbl : cable
chai, ché, jsp, jspa : je sais
cmb, cb1, combi1, kombien : combien
cmt, coment, comen, koman, kom, cmnt, komen, kommen : comment
cest, sest : c est
cetait, setait : c etait
cki, cqui : c est qui
ckoi, cquoi, kesako : c est quoi
coné : connais
cpas, cpa : c est pas
ct, ctait, cété : c etait
d : de
dacc, dac, dak, ok : d accord
dc : donc
dem : demain
dsl, dslé, desole : desole
dpuis, dep, dpui, depui : depuis
dla : de la
dun : d un
dune : d une
dlo : de l eau
ds, dan : dans
el : elle
en1 : en un
entk, entouka : en tout cas
estske, eske, esk, esq, esske : est ce que
etc : et cetera
fé, fai, fais : fait
fo, fau, fodré : faut
g, gé, jé, jai, j'ai : j ai
ha : ah
hs : hors service
i : il
jam, jms, jamé : jamais
javé : j avais
jcroi, jcrois : je crois
jcp, jcpa : je sais pas
jfé, jfais : je fais
jme : je me
jpe, jpeu, jpeux : je peux
jvai, jvais, jvé : je vais
jvoi, jvois : je vois
jveu, jveux, jve : je veux
jsui, jsuis, chui, chuis, jss, shui : je suis
jtrouv, jtrouve : je trouve
jpp, jenpeuxplus : je n en peux plus
jrecoi : je recois
k, ke, q : que
kan, kant, qd, kd, qand : quand
kar : car
kelkun, qq1, qqn, qlq1, kelk1 : quelqu un
kelke, qq, qlq, qlqs, qques, qlques, kelk : quelque
kel, kelle, kels : quel
kf : qu est ce que
ki : qui
koi, kwa, qoi, quwa : quoi
kom : comme
l : l
lapli, lappli, lapply, l'apli : l application
ler : l heure
lol, mdr, ptdr, xd : ha ha
lkel, lekel : lequel
m : m
ma : ma
mnt, mtn, mntn, maintnan, mtnt : maintenant
mé, mai : mais
meme, mm : meme
mn : mon
mrc, mci, mrci : merci
msg : message
mail, mel, mèl : mail
mtp : mot de passe
mdp : mot de passe
moy : moyen
n : n
nest : n est
nb : nombre
ns : nous
nn, nan, nop, nope : non
num, no, n° : numero
o : au
ossi : aussi
osi : aussi
ou : ou
oué, ouai, ouais, wé, ui, yep, yes : oui
p-e, pe, ptetre, ptet, peutetre : peut etre
pa : pas
pb, pbl, pbm, prob, probl, pblm, pbs, prblm : probleme
pck, pcq, pcke, parske, paske, psk, pske, pask, parcke : parce que
pdt, pdnt : pendant
pk, pq, prk, prq, pkoi, prkoi, pourkoi, prquoi, pquoi : pourquoi
pl1 : plein
plu : plus
pr, pour : pour
preske : presque
pt1, ptn, putin, ptain : putain
qqch, qqc, qlqch, kelkechoz : quelque chose
ras : rien a signaler
rdv : rendez vous
re : bonjour
rep : reponse
ri1, rin, r1 : rien
sav : service client
sec : seconde
sms : sms
slt, slu, salu, cc, coucou, yo, wesh : salut
sisi : si
snn, sinn : sinon
spa, c'pa, cepas : c est pas
ss : sans
stp, svp, siouplé, svplé, stoplé, siouplait : s il vous plait
souven, svt : souvent
sui : suis
t : tu es
tél, tel, fone, phone, gsm, natel : telephone
tjr, tjrs, tjs, tj, toujour, tjours : toujours
tlm, ttlm : tout le monde
tps : temps
tro : trop
tt, tou : tout
ttes, tte : toute
ts : tous
tkt : t inquiete pas
v, vé : vais
vla : voila
vnt : vont
vs : vous
vrmt, vrmnt, vrm : vraiment
wknd, we, w-e, wkd : week end
x : fois
y'a, ya, yavé, yavait : il y a
yapa, yapas : il y a pas
yaplu : il y a plus
z : z
auto : voiture
bagnole, caisse, char, tuture, titine, tire : voiture
bn : bon
brn : borne
chrg : charge
emp : empreinte
ref : reference
remb, rembour : remboursement
fact, factu : facture
appart : appartement
boulo, taf, taff : travail
fric, pognon, thune, thunes, sous, oseille, blé, flouze, tunes : argent
balles, balle, boules, eur, €, euro, € : euros
keuf, keufs : police
kil, k'il, quil : qu il
kils, quils : qu ils
quon, kon : qu on
d'j, deja, dja : deja
dmd, dde : demande
ct1 : c est un
"""


def _read(table: str) -> Dict[str, str]:
    words: Dict[str, str] = {}
    for line in table.strip().splitlines():
        short, _, meaning = line.partition(" : ")
        for form in short.split(", "):
            words[form.strip()] = meaning.strip()
    return words


SMS_WORDS = _read(_TABLE)
