"""The cards that go with what is said: when there is one, of what, and of whose."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from actions.cards import session_card, station_card
from actions.declaration.flows import FLOWS
from support.cards import Card, RatingRequest, SessionCard, StationCard, SummaryCard, SummaryRow, TicketCard
from support.charging.model import EvseStatus
from support.composition import Support
from support.storage.conversation_tables import ConversationRow, PhotoRow
from support.storage.ticket_tables import TicketRow
from support.tickets.model import TicketStatus
from tests.actions.conftest import ALWAYS_OPEN, Enter
from tests.actions.dialogue import (
    CLAIRE_FRIDAY,
    CLAIRE_NOW,
    CLAIRE_YESTERDAY,
    SOPHIE_BATIGNOLLES,
    SOPHIE_BERCY,
    Driver,
    Said,
)

BILLED_TWICE = ("hier soir à Nantes j'ai été débité deux fois", "past_session_billing/charged_twice")
STATUS = "contact_human/ticket_status"
RATING = RatingRequest()


def sessions_on(cards: list[Card]) -> list[str]:
    return [card.session_id for card in cards if isinstance(card, SessionCard)]


def stations_on(cards: list[Card]) -> list[str]:
    return [card.name for card in cards if isinstance(card, StationCard)]


def sends(driver: Driver) -> Said:
    driver.declares("other", description="la borne est sale")
    return driver.says("envoyer")


def photograph(driver: Driver, count: int) -> None:
    """Send photos in the conversation, as the chat stores them."""
    with driver.support.database.transaction() as session:
        session.add(
            ConversationRow(
                id=driver.caller.conversation_id,
                driver_id=driver.caller.driver_id,
                channel="web",
                context={},
                opened_at=driver.now,
                last_at=driver.now,
            )
        )
        session.flush()
        for number in range(count):
            session.add(
                PhotoRow(
                    id=f"photo-{number}",
                    conversation_id=driver.caller.conversation_id,
                    width=40,
                    height=20,
                    created_at=driver.now,
                )
            )


# --- Sessions ------------------------------------------------------------------------------------------------------


def test_a_session_under_way_is_shown_as_the_charging_data_know_it(support: Support) -> None:
    session = support.charging.session("drv_claire_morel", CLAIRE_NOW)
    assert session is not None

    card = session_card(session)

    assert (card.session_id, card.station, card.town) == (CLAIRE_NOW, "Lyon Part-Dieu", "Lyon")
    assert (card.started_at, card.ended_at, card.active) == (session.started_at, None, True)
    assert card.kwh == session.kwh


def test_an_ended_session_has_its_end_and_its_cost(support: Support) -> None:
    session = support.charging.session("drv_claire_morel", CLAIRE_YESTERDAY)
    assert session is not None

    card = session_card(session)

    assert (card.ended_at, card.active) == (session.ended_at, False)
    assert card.cost_eur == Decimal("6.19")


def test_the_question_on_the_charge_under_way_carries_its_card(claire: Driver) -> None:
    said = claire.declares("session_in_progress", problem="cannot_stop", on_site="no")

    assert sessions_on(said.beside("utter_ask_active_session_one")) == [CLAIRE_NOW]


def test_the_stricter_question_carries_the_card_too(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="cannot_stop", on_site="no")

    said = claire.says("euh")

    assert sessions_on(said.beside("utter_ask_active_session_one_strict")) == [CLAIRE_NOW]


def test_the_charges_to_choose_from_are_shown_in_the_order_of_their_choices(claire: Driver) -> None:
    said = claire.declares("past_session", problem="billing")

    assert len(sessions_on(said.cards)) > 1
    assert [f"session:{one}" for one in sessions_on(said.cards)] == said.values[:-1]


def test_charges_are_the_drivers_own(enter: Enter) -> None:
    sophie = enter("sophie")

    shown = sessions_on(sophie.declares("session_in_progress", problem="payment", on_site="no").cards)

    assert set(shown) == {SOPHIE_BERCY, SOPHIE_BATIGNOLLES}


def test_a_visitor_is_shown_no_charge(visitor: Driver) -> None:
    for flow in FLOWS:
        assert sessions_on(visitor.picks(f"flow:{flow}").cards) == []


@pytest.mark.parametrize("value", [f"session:{SOPHIE_BERCY}", f"session_problem:{SOPHIE_BERCY}"])
def test_the_charge_of_another_driver_is_never_shown(claire: Driver, value: str) -> None:
    claire.declares("past_session", problem="billing")

    assert SOPHIE_BERCY not in sessions_on(claire.picks(value).cards)


def test_a_charge_opened_from_the_history_is_shown_with_the_first_question(enter: Enter) -> None:
    said = enter("claire", context={"session_id": CLAIRE_YESTERDAY}).opens()

    assert sessions_on(said.beside("utter_ask_problem")) == [CLAIRE_YESTERDAY]


def test_the_charge_of_another_driver_is_not_opened_from_the_history(enter: Enter) -> None:
    assert enter("claire", context={"session_id": SOPHIE_BERCY}).opens().cards == []


def test_a_charge_that_a_sentence_names_is_shown_with_the_next_question(claire: Driver) -> None:
    claire.declares("past_session", problem="billing")

    said = claire.says("celle d'hier")

    assert sessions_on(said.beside("utter_ask_description")) == [CLAIRE_YESTERDAY]


def test_the_one_charge_that_was_shown_is_not_shown_again_after_a_yes(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="cannot_stop", on_site="no")

    said = claire.says("oui")

    assert claire.values["session"] == CLAIRE_NOW
    assert said.cards == []


def test_a_charge_that_was_pressed_is_not_shown_again(claire: Driver) -> None:
    claire.declares("past_session", problem="billing")

    assert claire.picks(f"session:{CLAIRE_YESTERDAY}").cards == []


def test_a_charge_that_was_not_missing_is_shown(claire: Driver) -> None:
    claire.declares("missing_session")
    claire.says("hier à 19h40 à Nantes Commerce")

    said = claire.presses("Oui")

    assert sessions_on(said.beside("utter_session_found")) == [CLAIRE_YESTERDAY]


# --- Stations ------------------------------------------------------------------------------------------------------


def test_a_charge_point_is_shown_with_what_it_says_of_itself(support: Support) -> None:
    evse = support.charging.evse("FR*BMP*E1901*2")
    assert evse is not None

    card = station_card(evse.location, evse)

    assert (card.name, card.town, card.evse_id) == ("Guérande Remparts", "Guérande", "FR*BMP*E1901*2")
    assert card.address == evse.location.address
    assert card.status in {"disponible", "en charge", "hors service", "en panne", "bloqué", "réservé"}


@pytest.mark.parametrize("status", list(EvseStatus))
def test_no_status_is_shown_in_the_words_of_machines(support: Support, status: EvseStatus) -> None:
    evse = support.charging.evse("FR*BMP*E1901*2")
    assert evse is not None

    shown = station_card(evse.location, type(evse)(evse.evse_id, status, evse.location)).status

    assert (shown is None) == (status is EvseStatus.UNKNOWN)
    assert shown is None or shown.islower()


def test_a_station_without_its_charge_point_has_no_status(support: Support) -> None:
    location = support.charging.location("loc_1901")
    assert location is not None

    card = station_card(location)

    assert (card.evse_id, card.status) == (None, None)


def test_the_stations_to_choose_from_are_shown_in_the_order_of_their_choices(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing", occurred_at={"unknown": True})

    said = visitor.says("Lyon")

    shown = [card.location_id for card in said.beside("utter_which_station") if isinstance(card, StationCard)]
    assert len(shown) > 1
    assert [f"station:{one}" for one in shown] == said.values[:-1]


def test_a_station_that_a_sentence_names_is_shown_with_the_next_question(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing", occurred_at={"unknown": True})

    said = visitor.says("Guérande")

    assert stations_on(said.beside("utter_ask_means")) == ["Guérande Remparts"]


def test_a_station_that_was_told_before_the_questions_is_shown_with_the_first(visitor: Driver) -> None:
    visitor.says("ma charge d'hier soir à Guérande a disparu", "missing_session/missing_session")

    said = visitor.presses("Toujours bloqué")

    assert stations_on(said.beside("utter_ask_means")) == ["Guérande Remparts"]


def test_a_station_that_is_unknown_has_no_card(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing", occurred_at={"unknown": True})

    assert visitor.says("je ne sais pas").cards == []


def test_a_station_that_is_corrected_is_shown_with_the_correction(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing", occurred_at={"unknown": True})
    visitor.says("Guérande")

    said = visitor.says("non, c'était à Lyon Part-Dieu")

    assert stations_on(said.beside("utter_corrected")) == ["Lyon Part-Dieu"]


# --- The summary ---------------------------------------------------------------------------------------------------


def test_the_summary_is_shown_in_rows_that_say_what_its_text_says(claire: Driver) -> None:
    said = claire.declares("past_session", problem="billing", session=CLAIRE_FRIDAY, description="trop cher")

    (card,) = said.beside("utter_summary")
    assert isinstance(card, SummaryCard)
    assert card.title == "Session passée"
    assert card.rows[0] == SummaryRow("Problème", "Défaut de facturation")
    assert [f"{row.label} : {row.value}" for row in card.rows] == said.told("summary").splitlines()[1:]


@pytest.mark.parametrize(("count", "words"), [(1, "1 photo jointe"), (2, "2 photos jointes")])
def test_the_summary_tells_of_the_photos_that_will_be_joined(claire: Driver, count: int, words: str) -> None:
    photograph(claire, count)

    said = claire.declares("other", description="la borne est sale")

    (card,) = said.beside("utter_summary")
    assert isinstance(card, SummaryCard)
    assert card.rows[-1] == SummaryRow("Photos", words)
    assert said.told("summary").splitlines()[-1] == f"Photos : {words}"


# --- Tickets -------------------------------------------------------------------------------------------------------


def test_a_ticket_that_is_sent_is_shown_with_its_number_and_delay(claire: Driver) -> None:
    said = sends(claire)

    assert said.beside("utter_ticket_sent")[0] == TicketCard(
        said.told("number"), "Autre problème", "reçue, en attente d'étude", "48 heures"
    )


def test_a_ticket_tells_of_its_photos(claire: Driver) -> None:
    photograph(claire, 2)

    (sent,) = [card for card in sends(claire).cards if isinstance(card, TicketCard)]
    asked = claire.says("où en est mon ticket ?", STATUS)

    assert sent.photos == "2 photos jointes"
    assert asked.told("tickets").endswith(", 2 photos jointes")


def test_a_ticket_sent_before_is_shown_again(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")
    send = claire.state.choices[0].value
    number = claire.picks(send).told("number")

    (card,) = claire.picks(send).beside("utter_ticket_already_sent")

    assert isinstance(card, TicketCard)
    assert card.number == number


def test_the_tickets_asked_for_are_shown_in_the_order_of_their_lines(claire: Driver) -> None:
    sends(claire)
    sends(claire)

    said = claire.says("où en est mon ticket ?", STATUS)

    shown = [card.number for card in said.cards if isinstance(card, TicketCard)]
    assert len(shown) == 2
    assert shown == [line.split()[0] for line in said.told("tickets").splitlines()]


@pytest.mark.parametrize("status", list(TicketStatus))
def test_a_delay_is_shown_while_an_answer_is_awaited(claire: Driver, status: TicketStatus) -> None:
    sends(claire)
    with claire.support.database.transaction() as session:
        session.execute(update(TicketRow).values(status=status.value))

    said = claire.says("où en est mon ticket ?", STATUS)

    (card,) = said.cards
    assert isinstance(card, TicketCard)
    assert (card.delay is not None) == ("utter_ticket_delay" in said.responses)


def test_the_ticket_of_another_driver_is_not_shown(claire: Driver, enter: Enter) -> None:
    number = sends(claire).told("number")

    assert enter("tom").says(f"où en est {number} ?", STATUS).cards == []


# --- Danger --------------------------------------------------------------------------------------------------------


def test_a_danger_is_answered_without_any_card(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="charger_fault", on_site="yes")

    said = claire.says("de la fumée sort de la borne à Guérande")

    assert said.responses[0] == "utter_danger/danger"
    assert said.cards == []


def test_the_alert_of_a_danger_has_a_title_of_its_own_and_no_delay(claire: Driver) -> None:
    claire.says("de la fumée sort de la borne")

    (card,) = claire.says("où en est mon ticket ?", STATUS).cards

    assert isinstance(card, TicketCard)
    assert (card.title, card.delay) == ("Alerte de danger", None)


# --- The rating ----------------------------------------------------------------------------------------------------


def test_a_rating_is_asked_when_the_matter_is_settled(claire: Driver) -> None:
    claire.says(*BILLED_TWICE)

    assert claire.presses("C'est réglé").beside("utter_glad_it_is_settled") == [RATING]


def test_a_rating_is_asked_under_the_last_message_after_a_ticket(enter: Enter) -> None:
    driver = enter("claire", opening_hours=ALWAYS_OPEN, support_email="aide@exemple-bump.fr")

    said = sends(driver)

    assert list(said.replies[-1].cards)[-1] == RATING
    assert said.cards.count(RATING) == 1


def test_a_rating_is_asked_once_in_a_conversation(claire: Driver) -> None:
    sends(claire)
    claire.says(*BILLED_TWICE)

    settled = claire.presses("C'est réglé")
    again = sends_again(claire)

    assert RATING not in [*settled.cards, *again.cards]


def sends_again(driver: Driver) -> Said:
    driver.picks("flow:other")
    driver.says("la borne est encore sale")
    return driver.says("envoyer")


def test_no_rating_is_asked_when_nothing_was_sent(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")

    assert claire.presses("Annuler").cards == []


# --- E-mail --------------------------------------------------------------------------------------------------------


def test_an_address_can_be_pressed_like_the_telephone(enter: Enter) -> None:
    driver = enter("claire", support_email="aide@exemple-bump.fr")

    assert "mailto:aide@exemple-bump.fr" in driver.says("votre adresse", "contact_human/email_address").urls
