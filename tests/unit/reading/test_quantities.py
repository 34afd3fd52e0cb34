"""Amounts of energy and of money."""

from decimal import Decimal

import pytest

from support.reading.quantities import read_euros, read_kwh


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,4 kwh", Decimal("12.4")),
        ("12.4kw/h", Decimal("12.4")),
        ("une vingtaine de kWh", None),
        ("22 kw", None),
        ("j'ai pris 30kWh", Decimal("30")),
        ("12 virgule 4 kilowattheures", Decimal("12.4")),
        ("0,45€/kWh", None),
        ("30 kw h", Decimal("30")),
        ("1 234,5 kwh", Decimal("1234.5")),
        ("50 kilowatts", None),
        ("20kWh hier", Decimal("20")),
        ("0,45 € le kwh", None),
        ("de 22kW à 7kW", None),
    ],
)
def test_energy_is_read_apart_from_power_and_prices(text: str, expected: Decimal | None) -> None:
    assert read_kwh(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8,90 €", Decimal("8.90")),
        ("8€90", Decimal("8.90")),
        ("8 euros 90", Decimal("8.90")),
        ("12.5 eur", Decimal("12.5")),
        ("49 balles", Decimal("49")),
        ("8 euros", Decimal("8")),
        ("8 euros et 90 centimes", Decimal("8.90")),
        ("8,90e", Decimal("8.90")),
        ("90 centimes", Decimal("0.90")),
        ("0,45 €/kWh", None),
        ("0,45€ le kwh", None),
        ("1 234,50 €", Decimal("1234.50")),
        ("€8.90", Decimal("8.90")),
        ("j'ai été débité de 25€ alors", Decimal("25")),
        ("2 fois", None),
        ("la 2e", None),
        ("8 € 12 kwh", Decimal("8")),
        ("0,45 euros par kWh mais 9 euros", Decimal("9")),
        ("49 €", Decimal("49")),
        ("E1234*1", None),
        ("8e", None),
        ("12 virgule 50 euros", Decimal("12.50")),
        ("8€", Decimal("8")),
        ("15 euros 2 fois", Decimal("15")),
        ("45 centimes du kwh", None),
        ("prix 10 euro", Decimal("10")),
        ("payé 14 euros le 12/11", Decimal("14")),
        ("14 euros l'heure", None),
    ],
)
def test_money_is_read_apart_from_prices_per_unit(text: str, expected: Decimal | None) -> None:
    assert read_euros(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("septante-deux euros", Decimal("72")),
        ("un euro cinquante", Decimal("1.50")),
        ("neuf euros et cinq centimes", Decimal("9.05")),
        ("6€19, 15,9 kWh", Decimal("6.19")),
        ("16 e 50", Decimal("16.50")),
        ("vous m'avez pris 12,40", Decimal("12.40")),
        ("débité de 12,40 kWh", None),
        ("le prix, 0,45 le kWh", None),
        ("j'ai 12,40", None),
    ],
)
def test_money_is_read_in_letters_and_after_a_word_of_paying(text: str, expected: Decimal | None) -> None:
    assert read_euros(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quatre-vingt-un kilowattheures", Decimal("81")),
        ("quinze virgule neuf kWh", Decimal("15.9")),
        ("trente kWh et demi", Decimal("30.5")),
        ("15000 Wh", Decimal("15")),
        ("zéro kilowattheure", Decimal("0")),
        ("vingt-deux kilowatts", None),
    ],
)
def test_energy_is_read_in_letters_and_in_watt_hours(text: str, expected: Decimal | None) -> None:
    assert read_kwh(text) == expected
