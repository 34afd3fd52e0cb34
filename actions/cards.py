"""Cards of what the charging data say; the caller's sessions are found by `own_session` and by his id alone."""

from collections.abc import Sequence

from support.cards import SessionCard, StationCard
from support.charging.model import ChargingSession, Evse, EvseStatus, Location

_EVSE_STATUS = {
    EvseStatus.AVAILABLE: "disponible",
    EvseStatus.BLOCKED: "bloqué",
    EvseStatus.CHARGING: "en charge",
    EvseStatus.INOPERATIVE: "hors service",
    EvseStatus.OUTOFORDER: "en panne",
    EvseStatus.RESERVED: "réservé",
}


def session_card(session: ChargingSession) -> SessionCard:
    """One charging session, under way or ended."""
    return SessionCard(
        session_id=session.id,
        station=session.location.name,
        town=session.location.city,
        started_at=session.started_at,
        ended_at=session.ended_at,
        kwh=session.kwh,
        cost_eur=session.total_cost,
        active=session.ended_at is None,
    )


def session_cards(sessions: Sequence[ChargingSession]) -> tuple[SessionCard, ...]:
    """In the order of the choices that they stand beside."""
    return tuple(session_card(one) for one in sessions)


def station_card(location: Location, evse: Evse | None = None) -> StationCard:
    """A station, or one charge point of it; a status that is not known is left out."""
    return StationCard(
        location_id=location.id,
        name=location.name,
        address=location.address,
        town=location.city,
        evse_id=evse.evse_id if evse else None,
        status=_EVSE_STATUS.get(evse.status) if evse else None,
    )
