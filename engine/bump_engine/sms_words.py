"""The shorthand of French messages, and the words it stands for, all in plain form."""

from __future__ import annotations

from typing import Dict

_TABLE = """
avk, avc : avec
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
ces1, cé : c est
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
ctait, cété : c etait
dacc, dac, dak, ok : d accord
dem : demain
dsl, dslé : desole
dpuis, dep, dpui, depui : depuis
dla : de la
dun : d un
dune : d une
dlo : de l eau
dan : dans
en1 : en un
entk, entouka : en tout cas
estske, eske, esk, esq, esske : est ce que
etc : et cetera
fé : fait
fo, fau, fodré : faut
g, gé, jé, jai, j'ai : j ai
ha : ah
hs : hors service
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
k, ke : que
kan, kant, qd, kd, qand : quand
kar : car
kelkun, qq1, qqn, qlq1, kelk1 : quelqu un
kelke, qq, qlq, qlqs, qques, qlques, kelk : quelque
kel, kelle, kels : quel
kf : qu est ce que
ki : qui
koi, kwa, qoi, quwa : quoi
lapli, lappli, lapply, l'apli : l application
ler : l heure
lol, mdr, ptdr, xd : ha ha
lkel, lekel : lequel
mnt, mtn, mntn, maintnan, mtnt : maintenant
mé : mais
mm : meme
mrc, mci, mrci : merci
msg : message
mel, mèl : mail
mtp : mot de passe
mdp : mot de passe
nest : n est
nb : nombre
ns : nous
nn, nan, nop, nope : non
num : numero
ossi : aussi
osi : aussi
oué, ouai, ouais, wé, ui, yep, yes : oui
pe, ptetre, ptet, peutetre : peut etre
pa : pas
pb, pbl, pbm, prob, probl, pblm, pbs, prblm : probleme
pck, pcq, pcke, parske, paske, psk, pske, pask, parcke : parce que
pdt, pdnt : pendant
pk, pq, prk, prq, pkoi, prkoi, pourkoi, prquoi, pquoi : pourquoi
pl1 : plein
plu : plus
pr : pour
preske : presque
pt1, ptn, putin, ptain : putain
qqch, qqc, qlqch, kelkechoz : quelque chose
rdv : rendez vous
rep : reponse
ri1, rin, r1 : rien
sav : service client
slt, slu, salu, cc, coucou, yo, wesh : salut
sisi : si
snn, sinn : sinon
spa, c'pa, cepas : c est pas
stp, svp, siouplé, svplé, stoplé, siouplait : s il vous plait
souven, svt : souvent
sui : suis
tél, fone, phone, gsm, natel : telephone
tjr, tjrs, tjs, tj, toujour, tjours : toujours
tlm, ttlm : tout le monde
tps : temps
tro : trop
tt, tou : tout
ttes, tte : toute
ts : tous
tkt : t inquiete pas
vé : vais
vla : voila
vnt : vont
vs : vous
vrmt, vrmnt, vrm : vraiment
wknd, wkd : week end
y'a, ya, yavé, yavait : il y a
yapa, yapas : il y a pas
yaplu : il y a plus
bagnole, char, tuture, titine : voiture
bn : bon
brn : borne
chrg : charge
remb, rembour : remboursement
fact, factu : facture
appart : appartement
boulo, taf, taff : travail
fric, pognon, thune, thunes, oseille, blé, flouze, tunes : argent
balles, eur, euro : euros
keuf, keufs : police
kil, k'il, quil : qu il
kils, quils : qu ils
quon, kon : qu on
d'j, dja : deja
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
