"""What goes wrong, as problem details (RFC 9457): a French sentence for people, a code for machines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse

from support.danger import is_danger
from support.turns.model import LONGEST_MESSAGE

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:bump:chat:problem:"

TITLES: Mapping[int, str] = {
    400: "Requête illisible",
    401: "Identité à prouver",
    403: "Accès refusé",
    404: "Introuvable",
    405: "Méthode inconnue",
    406: "Format non proposé",
    409: "Impossible dans cet état",
    413: "Envoi trop lourd",
    415: "Format refusé",
    422: "Demande incomplète ou incorrecte",
    429: "Trop de demandes",
    500: "Erreur de notre côté",
    503: "Momentanément indisponible",
}


@dataclass
class Problem(Exception):
    """An error to be told. `detail` is a French sentence for people; `code` never changes."""

    status: int
    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The body."""
        return {
            "type": TYPE_PREFIX + self.code,
            "title": TITLES.get(self.status) or HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }

    def as_response(self) -> JSONResponse:
        """The whole answer."""
        return JSONResponse(self.as_json(), self.status, dict(self.headers), media_type=MEDIA_TYPE)


def token_missing() -> Problem:
    return Problem(401, "token_missing", "Ouvrez d'abord une conversation.", {"WWW-Authenticate": "Bearer"})


def token_refused() -> Problem:
    return Problem(
        401,
        "token_refused",
        "Votre accès à cette conversation n'est pas reconnu. Ouvrez le chat à nouveau.",
        {"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )


def token_expired() -> Problem:
    return Problem(
        401,
        "token_expired",
        "Votre accès à cette conversation a expiré. Ouvrez le chat à nouveau.",
        {"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )


def identity_unavailable(phone: str) -> Problem:
    return Problem(
        503,
        "identity_unavailable",
        f"Nous ne pouvons pas vérifier votre identité pour le moment. Vous pouvez appeler le {phone}.",
        {"Retry-After": "10"},
    )


def unknown_conversation() -> Problem:
    return Problem(
        404, "unknown_conversation", "Cette conversation n'existe pas, ou elle n'est pas la vôtre."
    )


def conversation_closed() -> Problem:
    return Problem(409, "conversation_closed", "Cette conversation est terminée. Ouvrez-en une nouvelle.")


def choice_not_offered() -> Problem:
    return Problem(
        422, "choice_not_offered", "Cette réponse ne vous est plus proposée. Écrivez-la avec vos mots."
    )


def session_not_yours() -> Problem:
    return Problem(403, "session_not_yours", "Cette session de charge n'est pas dans votre historique.")


def unavailable(phone: str) -> Problem:
    return Problem(
        503,
        "unavailable",
        "Un problème technique de notre côté empêche de traiter votre demande. Réessayez dans un instant, "
        f"ou appelez le {phone}.",
        {"Retry-After": "2"},
    )


def danger_unavailable(phone: str) -> Problem:
    """A danger was told, and cannot even be stored."""
    problem = unavailable(phone)
    return Problem(
        problem.status,
        "danger_unavailable",
        f"{_danger(phone)} Un problème technique de notre côté empêche de transmettre votre message.",
        problem.headers,
    )


def unforeseen(phone: str, incident: str) -> Problem:
    return Problem(
        500,
        "internal_error",
        f"Un problème technique de notre côté a interrompu votre demande. Vous pouvez appeler le {phone}. "
        f"Référence de l'incident : {incident}.",
    )


def too_many(retry_after_s: int) -> Problem:
    return Problem(
        429,
        "too_many_requests",
        "Vous envoyez trop de demandes à la fois. Attendez un instant, puis réessayez.",
        {"Retry-After": str(max(1, retry_after_s))},
    )


def too_many_streams() -> Problem:
    return Problem(
        429,
        "too_many_streams",
        "Cette conversation est ouverte dans trop de fenêtres. Fermez-en une, puis réessayez.",
        {"Retry-After": "5"},
    )


def crowded(phone: str) -> Problem:
    return Problem(
        503,
        "crowded",
        f"Trop de conversations sont ouvertes en ce moment. Réessayez dans un instant, ou appelez le {phone}.",
        {"Retry-After": "10"},
    )


def unknown_photo() -> Problem:
    return Problem(404, "unknown_photo", "Cette photo n'existe pas, ou elle a été effacée.")


def no_email() -> Problem:
    return Problem(
        409,
        "email_not_configured",
        "Nous ne pouvons pas envoyer d'e-mail pour le moment. Vous pouvez télécharger la conversation.",
    )


def body_too_large(limit: str) -> Problem:
    return Problem(413, "body_too_large", f"Votre envoi est trop lourd : {limit} au plus.")


def invalid_request(detail: str) -> Problem:
    return Problem(422, "invalid_request", detail)


def not_found() -> Problem:
    return Problem(404, "not_found", "Cette adresse ne mène nulle part.")


def invalid(errors: Sequence[Any], phone: str) -> Problem:
    """What is wrong with a body or a parameter, by the first fault found; a danger told at length is warned of."""
    where = [str(part) for error in errors[:1] for part in error["loc"]]
    kinds = {error["type"] for error in errors[:1]}
    if "json_invalid" in kinds:
        return Problem(400, "unreadable_body", "La demande n'est pas lisible.")
    if "text" in where and "string_too_long" in kinds:
        return _too_long(str(errors[0].get("input", "")), phone)
    if where[:2] == ["path", "id"]:
        return unknown_conversation()
    field_name = ".".join(part for part in where[1:] if part) or "body"
    return invalid_request(f"La demande est incomplète ou incorrecte : « {field_name} ».")


def _too_long(text: str, phone: str) -> Problem:
    detail = (
        f"Votre message dépasse {LONGEST_MESSAGE} caractères. Pouvez-vous le résumer ? "
        f"Vous pouvez aussi appeler le {phone}."
    )
    if is_danger(text):
        detail = f"{_danger(phone)} Votre message, trop long, n'a pas été transmis."
    return Problem(422, "message_too_long", detail)


def _danger(phone: str) -> str:
    return (
        "Éloignez-vous de la borne et du véhicule, sans toucher le câble, et appelez le 112 ou le 18. "
        f"Ensuite, prévenez-nous au {phone}."
    )


def of_status(status: int, headers: Mapping[str, str] | None) -> Problem:
    """The problem of a bare HTTP status."""
    known = {
        404: ("not_found", "Cette adresse ne mène nulle part."),
        405: ("method_not_allowed", "Cette adresse ne permet pas cela."),
        400: ("unreadable_body", "La demande n'est pas lisible."),
    }
    code, detail = known.get(status, ("http_error", "Votre demande n'a pas abouti."))
    return Problem(status, code, detail, dict(headers or {}))
