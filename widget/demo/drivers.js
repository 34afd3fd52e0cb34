// The drivers of support/charging/demo_drivers.py, and their charges that the phone shows; a test compares them.
export const DRIVERS = [
  {
    "alias": "claire",
    "name": "Claire Morel",
    "description": "Particulière, en charge à Lyon Part-Dieu, a chargé hier soir à Nantes.",
    "charges": [
      {
        "id": "ses_de1ff31c4b655a69",
        "station": "Lyon Part-Dieu",
        "details": "En cours"
      },
      {
        "id": "ses_5526c6bdc4935d08",
        "station": "Parking Nantes Commerce",
        "details": "Hier à 19 h 40 · 15,9 kWh · 6,19 €"
      }
    ]
  },
  {
    "alias": "karim",
    "name": "Karim Benali",
    "description": "Salarié avec une voiture de flotte et un badge, long historique.",
    "charges": []
  },
  {
    "alias": "lea",
    "name": "Léa Fontaine",
    "description": "Vient de s'inscrire, aucune session.",
    "charges": []
  },
  {
    "alias": "tom",
    "name": "Tom Girard",
    "description": "Vient de lancer une charge à Annecy.",
    "charges": [
      {
        "id": "ses_e869e62803bf5b7d",
        "station": "Annecy Courier",
        "details": "En cours depuis 2 minutes"
      }
    ]
  },
  {
    "alias": "sophie",
    "name": "Sophie Lambert",
    "description": "Deux sessions en cours à Paris, avec deux voitures.",
    "charges": [
      {
        "id": "ses_f362eaf5052f5689",
        "station": "Paris Batignolles",
        "details": "En cours"
      },
      {
        "id": "ses_fe49cd8a83d353fb",
        "station": "Paris Bercy",
        "details": "En cours"
      }
    ]
  },
  {
    "alias": "marc",
    "name": "Marc Dubois",
    "description": "Paie par carte à la borne, une charge reste impayée.",
    "charges": [
      {
        "id": "ses_6561209b12c45f7d",
        "station": "Marseille La Joliette",
        "details": "Il y a 3 jours · 36,5 kWh · impayée"
      }
    ]
  },
  {
    "alias": "ines",
    "name": "Inès Carpentier",
    "description": "Commerciale sur la route, très long historique.",
    "charges": []
  },
  {
    "alias": "paul",
    "name": "Paul Renaud",
    "description": "Une charge terminée et pas encore facturée.",
    "charges": [
      {
        "id": "ses_7cbaab789db756bd",
        "station": "Rennes Sainte-Anne",
        "details": "Ce jour · 41,3 kWh · pas encore facturée"
      }
    ]
  },
  {
    "alias": "julie",
    "name": "Julie Perrin",
    "description": "Une charge qui n'a pas démarré : 0 kWh, 0 euro.",
    "charges": [
      {
        "id": "ses_766e39c128ef5496",
        "station": "Brive Gare",
        "details": "Ce jour · 0 kWh · 0 €"
      }
    ]
  },
  {
    "alias": "ahmed",
    "name": "Ahmed Haddad",
    "description": "Taxi, charges rapides chaque jour, la dernière finie il y a 20 minutes.",
    "charges": [
      {
        "id": "ses_aca8935fb33c57fd",
        "station": "Paris Porte de Versailles",
        "details": "Il y a une heure · 54,2 kWh"
      }
    ]
  }
];
