"""The charging session concerned, always one of the caller's own."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import timedelta

from actions.cards import session_card, session_cards
from actions.declaration.field import Answer, Field, JsonValue, Question, Reading, Unclear, Values
from actions.declaration.fields import moment_from_json
from actions.turn import Turn
from actions.wording import active_session, past_session
from support.cards import SessionCard
from support.charging.model import ChargingSession
from support.reading.answers import is_unknown, read_yes_no
from support.reading.choices import Choice, read_choice
from support.reading.evse_ids import read_evse_id
from support.reading.moments import read_moment
from support.reading.places import StationIndex
from support.reading.plain import plain
from support.reading.sessions import Ambiguous, is_of_another_day, read_session

SESSION_CHOICE = "session:"
NONE_OF_THESE = "session:none"
LISTED_SESSIONS = 5
SEARCHED_SESSIONS = 30
SEARCH_MARGIN = timedelta(hours=3)


class SessionField(Field):
    """Value: the session's id, or "" when it is none of those that we know."""

    label = "Session"
    question_name: str

    @abstractmethod
    def candidates(self, values: Values, turn: Turn) -> Sequence[ChargingSession]:
        """The caller's sessions to choose from."""

    @abstractmethod
    def describe(self, session: ChargingSession, turn: Turn) -> str:
        """One session in a line."""

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return turn.caller.is_known and bool(self.candidates(values, turn))

    def question(self, values: Values, turn: Turn) -> Question:
        sessions = self.candidates(values, turn)
        if len(sessions) == 1:
            choices = (
                Choice(f"{SESSION_CHOICE}{sessions[0].id}", "Oui, c'est celle-ci"),
                _none("Non, une autre"),
            )
            described = {"session": self.describe(sessions[0], turn)}
            return Question(
                f"utter_ask_{self.question_name}_one", choices, described, session_cards(sessions)
            )
        return self._choose(f"utter_ask_{self.question_name}", sessions, turn)

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        if text.startswith(SESSION_CHOICE) and (chosen := _chosen(text, turn)):
            return chosen
        sessions = self.candidates(values, turn)
        found = read_session(text, sessions, turn.now)
        if isinstance(found, ChargingSession):
            return Answer(found.id) if asked or _is_named(text, found) else None
        if not asked:
            return None
        picked = read_choice(text, self.question(values, turn).choices)
        if picked is not None and (picked != NONE_OF_THESE or _denies(text)):
            return _chosen(picked, turn)
        if isinstance(found, Ambiguous):
            return Unclear(self._choose("utter_which_session", found.candidates, turn), narrows=True)
        return _yes_or_no(text, sessions)

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        session = own_session(str(value), turn)
        return self.describe(session, turn) if session else None

    def card(self, value: JsonValue, turn: Turn) -> SessionCard | None:
        session = own_session(str(value), turn)
        return session_card(session) if session else None

    def _choose(self, response: str, sessions: Sequence[ChargingSession], turn: Turn) -> Question:
        listed = (Choice(f"{SESSION_CHOICE}{one.id}", self.describe(one, turn)) for one in sessions)
        return Question(response, (*listed, _none("Aucune de celles-ci")), cards=session_cards(sessions))


class ActiveSession(SessionField):
    """The charge under way."""

    name = "session"
    question_name = "active_session"

    def candidates(self, values: Values, turn: Turn) -> Sequence[ChargingSession]:
        return turn.support.charging.active_sessions(turn.caller.driver_id) if turn.caller.driver_id else ()

    def describe(self, session: ChargingSession, turn: Turn) -> str:
        return (
            active_session(session, turn.now) if session.ended_at is None else past_session(session, turn.now)
        )


class PastSession(SessionField):
    """A charge of the history."""

    name = "session"
    question_name = "session"

    def candidates(self, values: Values, turn: Turn) -> Sequence[ChargingSession]:
        if turn.caller.driver_id is None:
            return ()
        return turn.support.charging.recent_sessions(turn.caller.driver_id, LISTED_SESSIONS)

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        """Also a charge of the day that is told, listed or not; none of them when none took place that day."""
        reading = super().read(text, values, turn, asked=asked)
        if reading is not None or not asked:
            return reading
        if not is_of_another_day(text, self.candidates(values, turn), turn.now):
            return None
        found = self._of_the_day(text, turn)
        if len(found) > 1:
            listed = found[:LISTED_SESSIONS]
            return Unclear(self._choose("utter_which_session", listed, turn), narrows=True)
        return Answer(found[0].id if found else "")

    def _of_the_day(self, text: str, turn: Turn) -> Sequence[ChargingSession]:
        moment = read_moment(text, turn.now)
        if moment is None or turn.caller.driver_id is None:
            return ()
        return turn.support.charging.sessions_between(turn.caller.driver_id, moment.start, moment.end)

    def describe(self, session: ChargingSession, turn: Turn) -> str:
        return past_session(session, turn.now)


class CandidateSession(SessionField):
    """A session found for a charge that the driver believes missing."""

    name = "candidate"
    question_name = "candidate"
    read_in_passing = False

    def candidates(self, values: Values, turn: Turn) -> Sequence[ChargingSession]:
        moment = moment_from_json(values.get("occurred_at"))
        place = (values.get("station") or {}).get("location_id")
        driver_id = turn.caller.driver_id
        if driver_id is None or (moment is None and place is None):
            return ()
        if moment is None:
            found = turn.support.charging.recent_sessions(driver_id, SEARCHED_SESSIONS)
        else:
            start, end = moment.start - SEARCH_MARGIN, moment.end + SEARCH_MARGIN
            found = turn.support.charging.sessions_between(driver_id, start, end)
        return [one for one in found if place is None or one.location.id == place][:LISTED_SESSIONS]

    def prefill(self, values: Values, turn: Turn) -> Answer | None:
        return None

    def describe(self, session: ChargingSession, turn: Turn) -> str:
        return past_session(session, turn.now)


def own_session(session_id: str, turn: Turn) -> ChargingSession | None:
    """The caller's session of that id, never another person's."""
    if not session_id or turn.caller.driver_id is None:
        return None
    return turn.support.charging.session(turn.caller.driver_id, session_id)


def _chosen(value: str, turn: Turn) -> Reading:
    if value == NONE_OF_THESE:
        return Answer("")
    session = own_session(value.removeprefix(SESSION_CHOICE), turn)
    return Answer(session.id) if session else None


def _yes_or_no(text: str, sessions: Sequence[ChargingSession]) -> Reading:
    said = read_yes_no(text)
    if said is True and len(sessions) == 1:
        return Answer(sessions[0].id)
    return Answer("") if said is False or is_unknown(text) else None


def _denies(text: str) -> bool:
    """« Celle-ci » looks like « aucune de celles-ci », but says the contrary."""
    return "aucun" in plain(text) or read_yes_no(text) is False


def _is_named(text: str, session: ChargingSession) -> bool:
    """Whether a sentence that answered nothing names this session's station, which is enough to take it."""
    if read_evse_id(text) == session.evse_id:
        return True
    return bool(StationIndex([session.location]).find(text))


def _none(label: str) -> Choice:
    return Choice(NONE_OF_THESE, label)
