"""Ticket numbers in the spellings of drivers."""

import pytest

from support.reading.ticket_numbers import read_ticket_number


@pytest.mark.parametrize(
    "text",
    [
        "BMP-2026-000123",
        "bmp 2026 123",
        "bmp2026000123",
        "BMP 2026 000123",
        "mon ticket BMP-2026-123 ?",
        "bmp_2026_000123",
        "2026-000123",
        "ticket 2026-123",
        "dossier n° 2026 123",
        "Bmp-2026/000123",
        "numéro bmp.2026.123",
    ],
)
def test_the_number_is_read(text: str) -> None:
    assert read_ticket_number(text) == "BMP-2026-000123"


@pytest.mark.parametrize(
    "text",
    [
        "FR*BMP*E1234*1",
        "BMP",
        "2026",
        "12/11/2026",
        "le 12-11-2026",
        "0612345678",
        "bmp 2026",
        "2026-11-12",
        "E2026-1",
        "BMP-2026-000000",
        "bmp 2026 1234567",
    ],
)
def test_another_number_is_refused(text: str) -> None:
    assert read_ticket_number(text) is None
