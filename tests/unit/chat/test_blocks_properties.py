"""Whatever the assistant may say: it is valid, and neither the engine's JSON nor the log loses any of it."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from actions.turn import Reply
from chat.messages import BotMessage, blocks_of, logged_bot_message, read_bot_message
from support.app_screens import Link
from support.cards import (
    Card,
    RatingRequest,
    SessionCard,
    StationCard,
    SummaryCard,
    SummaryRow,
    TicketCard,
    card_as_block,
    read_card,
)
from support.reading.choices import Choice
from tests.blocks import faults

# Half a surrogate pair is replaced at the door, before anything is made of it.
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
moments = st.datetimes(timezones=st.just(UTC))
numbers = st.decimals(Decimal(0), Decimal(99999), places=4)
urls = st.sampled_from(["tel:+33176401280", "bump://carte", "https://exemple.fr/a", "mailto:aide@exemple.fr"])
cards: st.SearchStrategy[Card] = st.one_of(
    st.builds(
        SessionCard, words, words, words, moments, numbers, st.booleans(),
        st.none() | moments, st.none() | numbers, st.just("session_card"),
    ),
    st.builds(
        StationCard, words, words, words, words, st.none() | words, st.none() | words, st.just("station_card")
    ),
    st.builds(
        SummaryCard, words, st.lists(st.builds(SummaryRow, words, words), max_size=4).map(tuple),
        st.just("summary_card"),
    ),
    st.builds(TicketCard, words, words, words, st.none() | words, st.none() | words, st.just("ticket_card")),
    st.just(RatingRequest()),
)  # fmt: skip
messages = st.builds(
    BotMessage,
    words,
    st.lists(st.builds(Choice, words, words), max_size=4).map(tuple),
    st.lists(st.builds(Link, words, urls), max_size=3).map(tuple),
    st.lists(cards, max_size=4).map(tuple),
)


@given(cards)
def test_a_card_and_its_block_undo_each_other(card: Card) -> None:
    block = json.loads(json.dumps(card_as_block(card)))

    assert read_card(block) == card
    assert card_as_block(read_card(block)) == block


@given(messages)
def test_every_bubble_is_valid(message: BotMessage) -> None:
    assert faults(message.as_blocks()) == []


@given(messages)
def test_the_log_loses_nothing(message: BotMessage) -> None:
    kept = json.loads(json.dumps(message.beside_text()))
    found = logged_bot_message(message.text, kept)

    assert replace(found, cards=()) == replace(message, cards=())
    assert Counter(found.cards) == Counter(message.cards)
    assert found.as_blocks() == blocks_of(message.text, kept) == message.as_blocks()


@given(messages)
def test_the_way_through_the_engine_loses_nothing(message: BotMessage) -> None:
    said = Reply("utter_one", message.choices, message.links, {}, message.cards)
    buttons = [{"title": one.label, "payload": one.value} for one in message.choices]

    found = read_bot_message({"buttons": buttons, "custom": json.loads(json.dumps(said.custom))})

    assert found == replace(message, text="")
