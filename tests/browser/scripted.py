"""Puts words into the stream of events, for what the engine says seldom or not yet: every block, an adviser."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, Route

NOW = datetime.now(UTC)
EVERY_BLOCK: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "bot",
        [
            {
                "type": "text",
                "text": "Bonjour. **Voici** deux étapes :\n1. Branchez le câble.\n2. Passez le badge.",
            }
        ],
    ),
    ("driver", [{"type": "text", "text": "<b>merci</b> & « bonjour »"}]),
    (
        "bot",
        [
            {"type": "text", "text": "Est-ce cette charge ?"},
            {
                "type": "session_card",
                "session_id": "ses_1",
                "station": "Parking Nantes Commerce",
                "town": "Nantes",
                "started_at": (NOW - timedelta(days=1)).isoformat(),
                "ended_at": (NOW - timedelta(hours=23)).isoformat(),
                "kwh": "15.870",
                "cost_eur": "6.19",
                "active": False,
            },
            {
                "type": "session_card",
                "session_id": "ses_2",
                "station": "Lyon Part-Dieu",
                "town": "Lyon",
                "started_at": NOW.isoformat(),
                "kwh": "12.400",
                "active": True,
            },
            {
                "type": "station_card",
                "location_id": "loc_1",
                "name": "Lyon Part-Dieu",
                "address": "12 boulevard Vivier-Merle",
                "town": "Lyon",
                "evse_id": "FR*BMP*E1101*2",
                "status": "en charge",
            },
            {
                "type": "link",
                "url": "https://portal.bump-charge.com",
                "label": "Ouvrir le portail",
                "kind": "web",
            },
            {"type": "link", "url": "bump://historique", "label": "Ouvrir l'historique", "kind": "deep_link"},
            {
                "type": "link",
                "url": "mailto:aide@example.org",
                "label": "Écrire à l'assistance",
                "kind": "mailto",
            },
            {"type": "link", "url": "tel:+33176401280", "label": "Appeler le 01 76 40 12 80", "kind": "tel"},
            {"type": "link", "url": "javascript:alert(1)", "label": "Piège", "kind": "deep_link"},
        ],
    ),
    ("system", [{"type": "text", "text": "Un conseiller a rejoint la conversation."}]),
    ("adviser", [{"type": "text", "text": "Bonjour, je suis Nadia. Je regarde votre dossier."}]),
    (
        "bot",
        [
            {
                "type": "text",
                "text": "Voici votre déclaration :\nAutre problème\nDescription : une haie\nPuis-je l'envoyer ?",
            },
            {
                "type": "summary_card",
                "title": "Autre problème",
                "rows": [{"label": "Description", "value": "une haie"}],
            },
            {
                "type": "ticket_card",
                "number": "BMP-2026-000042",
                "title": "Autre problème",
                "status": "reçue, en attente d'étude",
                "delay": "48 heures",
            },
            {"type": "rating", "asked": True},
            {"type": "unheard_of", "text": "from a later version"},
            {
                "type": "choices",
                "choices": [{"value": "a", "label": "Oui"}, {"value": "b", "label": "Non, pas du tout"}],
            },
        ],
    ),
]


def script(page: Page, messages: list[tuple[str, list[dict[str, Any]]]], *, speaker: str = "bot") -> None:
    """From now on the stream of this page holds these messages, (author, blocks), and nothing else."""

    def stream(route: Route) -> None:
        seen = int(route.request.headers.get("last-event-id", "0"))
        state = {
            "id": route.request.url.split("/")[-2],
            "speaker": speaker,
            "opened_at": NOW.isoformat(),
            "last_position": len(messages),
            "closed": False,
        }
        lines = ["retry: 30000", "", "event: state", f"data: {json.dumps(state)}", ""]
        for position, (author, blocks) in list(enumerate(messages, start=1))[seen:]:
            data = {"position": position, "author": author, "at": NOW.isoformat(), "blocks": blocks}
            lines += ["event: message", f"id: {position}", f"data: {json.dumps(data)}", ""]
        route.fulfill(content_type="text/event-stream", body="\n".join(lines) + "\n")

    page.route("**/events", stream)
