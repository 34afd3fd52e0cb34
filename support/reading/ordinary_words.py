"""Words of everyday French that look like the name of a town, a street or a station."""

from support.reading.patterns import word_set

ORDINARY_WORDS = word_set(
    """
    a ai ailleurs ainsi aller allez alors annee annuler apres appli application appel argent arrete
    arreter assez attendre attente au aucun aucune aujourd aussi autre autres aux avais avait avant avec
    avez avoir avons ayant badge banque bas beau beaucoup belle besoin bien bleu bleue blanc blanche
    bloque bloquee boite bon bonjour bonne bonsoir bord borne bornes bouton brancher branche bruit bump
    cable cables ca car carre carte cas cause ce cela celle celui centre cent ces cet cette chaque
    charge chargee chargement charger charges chargeur chaud chemin cher chez choix chose ci cinq clef
    client code combien comme comment commerce compte comptes connecteur content conseiller contact cote
    couleur coup coupe cours court dame dans date de debit debite debitee debout debut deja demain
    demande demander demarre demarrer depuis derniere dernier des descente deux devant devrait dit dix
    doit donc donne dont douze droit du duree eau ecole ecran elle elles en encore enfin entre entree
    envoyer erreur es espace est et etait etat ete etes etre eu euh euro euros eux facture facturee
    faire fait faites faut fermee fille fin fini foi fois font force fort forte francais france gare
    garee gauche gens gere grand grande gratuit grave gros guerre haut hier histoire heure heures hotel
    hui ici il ils jamais je jeune jour journee juste jusqu kilometre kwh la lance lancer laisse le lent
    les leur libre lieu ligne lire lit livre loin long longue lors lui lumiere lyonnais ma machine
    madame mai main mais mairie mal manque marche marcher marchait maison me meme mere merci mer mes
    mettre mieux mille minute minutes mis mise moi moins mois moment mon monde monsieur mort mot moyen
    multiple na ne neuf ni noir non nord nos notre nous nouveau nouvelle nuit numero office on ont or ou
    oui ouvert ouverte paie paiement panne par parce parfait parfois parking parle parler part partie
    pas passe passee passer paye payee payer pays peine pendant personne petit petite peu peur peut peux
    photo pied pire place placer plage plaine plein plus point pont port porte portes possible pour
    pourquoi premier premiere prendre pres presque prise prix pris probleme prochain puis puisque
    puissance quand quatre que quel quelle quelque quelqu qui quinze quoi rapide rapport rebranche
    recharge recharger reel refuse regle rendu reparer reponse reste retard retour rien rouge route rue
    sa sais sait salle sans savoir se seance seconde semaine sens sept sera ses service session seul si
    signe site six soit soir solde sont sortie sous souvent station stations suis suite suivre sur sud
    super ta table tant tard tarif te tel telephone temps tenir terminal terre tes test tete toi tomber
    ton tous tout toute toutes train travail tres trois trop trouve trouver tu un une va vas vendu venir
    vent verifier verre vers vert verte vie vient ville vingt vite voie voila voir voiture vois vos
    votre voudrais vous vrai vraiment vu zone centrale general commande portail moderne premium
    voiturier relais ponts grave graves libres parc lac bois pre pres gazole essence nice tours lens
    sens vienne gap die orange angers cannes rennes macon paris pau salon grasse poissy foix
    dole bordeaux ales
    commence commencer commencent commencait
    allee avenue boulevard cours quai impasse chemin rond esplanade square passage
    republique liberte victoire paix europe gambetta jaures commune nation etoile horizon confluence
    marches halles moulin fontaine eglise poste stade piscine hopital gymnase theatre musee universite
    campus aeroport carrefour auchan leclerc lidl intermarche casino total shell ikea decathlon
    castorama metro tram bus technopole affaires commercial commerciale
    """
)
"""Never a fuzzy match; an exact one only where the sentence speaks of a place."""

GENERIC_PLACE_WORDS = word_set(
    """
    gare parking station borne bornes bump centre ville hotel mairie place rue avenue av boulevard bd
    bld cours quai chemin impasse allee allees route rond point square passage esplanade zone zac za zi
    commercial commerciale parc aire de du des la le les l d a au aux et en sur sous lez les recharge
    superchargeur hub p1 p2 p3 park relais p
    """
)
"""Words of a station's name or address which do not tell it from another."""
