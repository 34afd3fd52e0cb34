/** Every French sentence of the widget. What the assistant itself says comes from the Chat API. */

const NBSP = "\u00a0";

export const TEXTS = {
  title: "Assistance Bump",
  openChat: "Besoin d’aide ? Ouvrir l’assistance Bump (assistant automatique)",
  openChatUnread: (count: number) =>
    `Besoin d’aide ? Ouvrir l’assistance Bump (assistant automatique), ${count} ${count > 1 ? "nouveaux messages" : "nouveau message"}`,
  launcher: "Besoin d’aide ?",
  close: "Fermer l’assistance",
  options: "Options",
  log: "Conversation",
  speakers: {
    bot: "Assistant automatique",
    queue: "Un conseiller a été demandé",
    adviser: "Vous parlez à un conseiller",
  },
  person: "Parler à un conseiller",
  personFailed:
    "Votre demande n’est pas partie. Réessayez, ou appelez-nous : le téléphone fonctionne aussi sans internet.",
  call: (phone: string) => `Appeler le ${phone}`,
  introduction:
    "Vous parlez à un assistant automatique. Un conseiller peut être demandé à tout moment. " +
    "N’écrivez ni mot de passe, ni numéro de carte. " +
    `Vos messages sont gardés un temps limité${NBSP}: «${NBSP}Options${NBSP}» permet de les effacer avant.`,

  field: "Votre message",
  placeholder: "Votre message",
  send: "Envoyer",
  addPhoto: "Ajouter une photo",
  charactersLeft: (count: number) => (count >= 0 ? `${count} caractères restants` : `${-count} caractères de trop`),

  authors: {
    driver: "Vous",
    bot: "Assistant automatique",
    adviser: "Conseiller",
    system: "Information",
  },
  says: (author: string) => `${author}${NBSP}: `,
  typing: { bot: "L’assistant écrit…", adviser: "Le conseiller écrit…" },
  sending: "Envoi…",
  queued: "En attente du réseau",
  sent: "Envoyé",
  refused: "Non envoyé.",
  retry: "Réessayer",
  discard: "Supprimer",
  copy: "Copier",
  copied: "Copié",
  newMessages: "Nouveaux messages",
  choices: "Réponses proposées",

  today: "Aujourd’hui",
  yesterday: "Hier",
  hour: (hours: string, minutes: string) => `${hours}${NBSP}h${NBSP}${minutes}`,

  session: "Session de recharge",
  sessionActive: "En cours",
  started: "Début",
  ended: "Fin",
  energy: "Énergie",
  cost: "Coût",
  station: "Station",
  town: "Ville",
  address: "Adresse",
  point: "Point de charge",
  status: "État",
  summary: "Votre déclaration",
  ticket: "Déclaration",
  ticketNumber: "Numéro",
  delay: "Délai de réponse",
  photos: "Photos",
  copyNumber: "Copier le numéro",
  external: " (nouvelle fenêtre)",

  photo: "Photo envoyée",
  photoLoading: "Chargement de la photo…",
  photoMissing: "La photo ne peut pas être affichée.",
  photoTitle: "Envoyer cette photo ?",
  photoNote: "La photo est réduite sur votre appareil et sa position est retirée avant l’envoi. 30 Mo au plus.",
  photoPreview: "Aperçu de la photo",
  photoPreparing: "Préparation de la photo…",
  photoSending: "Envoi de la photo…",
  photoSend: "Envoyer la photo",
  photoTooLarge: "Cette photo dépasse 30 Mo. Choisissez-en une plus légère.",
  photoHeic:
    "Votre navigateur ne sait pas lire cette photo HEIC. Choisissez une photo JPEG ou PNG, ou faites une capture d’écran de la photo.",
  photoUnreadable: "Ce fichier n’est pas une photo que nous pouvons lire. Choisissez une image JPEG ou PNG.",
  photoNotSent: "La photo n’est pas partie. Vérifiez le réseau, puis réessayez.",

  rating: "Êtes-vous satisfait de cet échange ?",
  ratingScore: (score: number) => `${score} sur 5`,
  ratingLow: "Pas du tout",
  ratingHigh: "Tout à fait",
  ratingComment: "Un commentaire (facultatif)",
  ratingSend: "Envoyer mon avis",
  ratingThanks: "Merci, votre avis est enregistré.",
  ratingFailed: "Votre avis n’a pas pu être enregistré. Réessayez dans un instant.",

  menuRate: "Donner mon avis",
  menuEmail: "Recevoir la conversation par e-mail",
  menuDownload: "Télécharger la conversation",
  menuErase: "Effacer ma conversation",
  emailTitle: "Recevoir la conversation",
  emailLabel: "Votre adresse e-mail",
  emailWrong: "Cette adresse ne semble pas complète. Exemple : nom@exemple.fr",
  emailSend: "Envoyer la copie",
  emailSent: "La copie de la conversation vous est envoyée.",
  downloadName: "conversation-bump.txt",
  eraseTitle: "Effacer votre conversation ?",
  eraseNote:
    "Vos messages et vos photos sont supprimés, et ne peuvent pas être retrouvés. " +
    "Une déclaration déjà envoyée reste suivie par nos équipes.",
  eraseConfirm: "Effacer",
  erased: "Votre conversation est effacée.",
  cancel: "Annuler",
  closeSheet: "Fermer",

  offline: "Vous êtes hors ligne. Vos messages partiront au retour du réseau.",
  reconnecting: "Connexion interrompue. Nouvelle tentative…",
  openFailed: "La conversation ne peut pas s’ouvrir pour le moment.",
  openFailedNote: "Réessayez, ou appelez le",
  expired: "Votre session a expiré, par sécurité.",
  expiredAction: "Commencer une nouvelle conversation",
  closed: "Cette conversation est terminée.",
  closedAction: "Nouvelle conversation",
  failed: "Un problème technique empêche cette action. Réessayez dans un instant.",
};

/** The telephone of the support, told when the API itself cannot be reached; the attribute `phone` replaces it. */
export const PHONE = "01 76 40 12 80";
