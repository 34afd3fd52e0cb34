"""No reader fails, whatever is typed."""

import string
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.charging.model import Location
from support.errors import InvalidContact
from support.masking import mask
from support.reading.answers import is_unknown, read_yes_no
from support.reading.choices import Choice, read_choice
from support.reading.commands import is_correction, read_command
from support.reading.contacts import read_contact
from support.reading.devices import read_app_version, read_platform
from support.reading.evse_ids import read_evse_id, read_evse_station
from support.reading.means import read_means
from support.reading.moments import read_moment
from support.reading.patterns import word_set
from support.reading.places import StationIndex, read_town
from support.reading.plates import read_licence_plate
from support.reading.quantities import read_euros, read_kwh
from support.reading.sessions import read_session
from support.reading.ticket_numbers import read_ticket_number

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
CHOICES = (Choice("1", "Avec l'application"), Choice("2", "Avec mon badge"))
INDEX = StationIndex([Location("1", "Lyon Part-Dieu", "5 boulevard Vivier-Merle", "69003", "Lyon")])
PIECES = st.sampled_from(
    sorted(
        word_set("""
    hier lundi le 12 31/12 30/02 99 18h 25h30 vers à de du il y a 3 jours 999 mois nuit soir minuit midi
    kwh € 8,90 euros FR*BMP* E1234 *1 BMP-2026- 000123 06 12 34 56 78 @ gmail .com arobase point badge
    carte cb pas mais non oui Lyon part dieu 69003 la dernière 2 v4.12 fume odeur brûlé feu si ? . '
    fils en fond 4111111111111111 FR76 3000
""")
    )
)
SENTENCES = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
    st.text(alphabet=string.digits + " .,-/:h€@+", max_size=60),
)
READERS: tuple[Callable[[str], object], ...] = (
    read_yes_no,
    is_unknown,
    read_command,
    is_correction,
    read_platform,
    read_app_version,
    read_evse_id,
    read_evse_station,
    read_means,
    read_town,
    read_licence_plate,
    read_kwh,
    read_euros,
    read_ticket_number,
    lambda text: read_means(text, asked=True),
    lambda text: read_choice(text, CHOICES),
    lambda text: read_session(text, [], NOW),
    INDEX.find,
)


@given(SENTENCES)
@settings(deadline=None)
def test_no_reader_fails(text: str) -> None:
    for read in READERS:
        read(text)


@given(SENTENCES)
@settings(deadline=None)
def test_a_moment_is_a_past_interval(text: str) -> None:
    moment = read_moment(text, NOW)

    assert moment is None or (moment.start <= moment.end <= NOW and moment.said)


@given(SENTENCES)
@settings(deadline=None)
def test_a_contact_is_read_or_refused(text: str) -> None:
    try:
        contact = read_contact(text)
    except InvalidContact:
        return
    assert contact.email or contact.phone


@given(SENTENCES)
@settings(deadline=None)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)

    assert mask(once) == once


@pytest.mark.parametrize(
    "piece", ["a", "1", "1 ", "fume ", "le 12 ", "oui ", "a@", "non c'était ", "il y a ", " point a"]
)
def test_a_very_long_text_is_read_like_another(piece: str) -> None:
    text = piece * 1500

    for read in READERS:
        read(text)
    read_moment(text, NOW)
    mask(text)
