import pytest

from support.escalation import Route, Situation, Urgency, decide_escalation

EMERGENCY, PHONE, TICKET, EMAIL = Route.EMERGENCY_SERVICES, Route.PHONE, Route.TICKET, Route.EMAIL

TABLE = [
    # A danger comes first, whatever else is true.
    (Situation(danger=True), (EMERGENCY, PHONE, TICKET), Urgency.URGENT),
    (Situation(danger=True, open_now=False), (EMERGENCY, PHONE, TICKET), Urgency.URGENT),
    (
        Situation(flow="app_bug", danger=True, blocked_now=True, email_configured=True),
        (EMERGENCY, PHONE, TICKET),
        Urgency.URGENT,
    ),
    # Blocked at the station: by telephone, in writing when nobody answers, never by e-mail.
    (Situation(flow="session_in_progress", blocked_now=True), (PHONE, TICKET), Urgency.HIGH),
    (Situation(flow="session_in_progress", blocked_now=True, open_now=True), (PHONE, TICKET), Urgency.HIGH),
    (Situation(flow="session_in_progress", blocked_now=True, open_now=False), (TICKET, PHONE), Urgency.HIGH),
    (Situation(blocked_now=True, asks_for_person=True, email_configured=True), (PHONE, TICKET), Urgency.HIGH),
    # A person asked for, or twice misunderstood.
    (Situation(asks_for_person=True), (PHONE, TICKET), Urgency.NORMAL),
    (Situation(asks_for_person=True, open_now=True), (PHONE, TICKET), Urgency.NORMAL),
    (Situation(asks_for_person=True, open_now=False), (TICKET, PHONE), Urgency.NORMAL),
    (Situation(asks_for_person=True, email_configured=True), (PHONE, TICKET, EMAIL), Urgency.NORMAL),
    (
        Situation(asks_for_person=True, open_now=False, email_configured=True),
        (TICKET, PHONE, EMAIL),
        Urgency.NORMAL,
    ),
    (Situation(failures=1), (TICKET,), Urgency.LOW),
    (Situation(failures=2), (PHONE, TICKET), Urgency.NORMAL),
    (Situation(flow="app_bug", failures=3), (PHONE, TICKET), Urgency.NORMAL),
    # A charge under way that does not block anybody.
    (Situation(flow="session_in_progress"), (TICKET, PHONE), Urgency.NORMAL),
    (Situation(flow="session_in_progress", email_configured=True), (TICKET, PHONE), Urgency.NORMAL),
    # What is over: in writing.
    (Situation(flow="past_session"), (TICKET,), Urgency.NORMAL),
    (Situation(flow="missing_session"), (TICKET,), Urgency.NORMAL),
    (Situation(flow="past_session", email_configured=True), (TICKET, EMAIL), Urgency.NORMAL),
    # What can wait.
    (Situation(flow="app_bug"), (TICKET,), Urgency.LOW),
    (Situation(flow="other"), (TICKET,), Urgency.LOW),
    (Situation(), (TICKET,), Urgency.LOW),
    (Situation(flow="other", email_configured=True), (TICKET, EMAIL), Urgency.LOW),
]


@pytest.mark.parametrize(("situation", "routes", "urgency"), TABLE)
def test_routes_and_urgency(situation: Situation, routes: tuple[Route, ...], urgency: Urgency) -> None:
    escalation = decide_escalation(situation)

    assert escalation.routes == routes
    assert escalation.urgency is urgency


@pytest.mark.parametrize("situation", [row[0] for row in TABLE])
def test_every_situation_leaves_a_written_trace(situation: Situation) -> None:
    assert TICKET in decide_escalation(situation).routes


@pytest.mark.parametrize("situation", [row[0] for row in TABLE])
def test_email_is_never_offered_when_there_is_no_address(situation: Situation) -> None:
    if not situation.email_configured:
        assert EMAIL not in decide_escalation(situation).routes
