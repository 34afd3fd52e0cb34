"""Telephones and versions of the application."""

import pytest

from support.reading.devices import Platform, read_app_version, read_platform


@pytest.mark.parametrize(
    "text",
    [
        "iphone",
        "iPhone 14",
        "ipad",
        "ios",
        "apple",
        "un i phone",
        "iOS 17.4",
        "mon iphone13",
        "pas android, iphone",
    ],
)
def test_an_apple_device_is_read(text: str) -> None:
    assert read_platform(text) is Platform.IOS


@pytest.mark.parametrize(
    "text",
    [
        "android",
        "samsung",
        "pixel 7",
        "xiaomi",
        "huawei",
        "Galaxy S22",
        "androide",
        "one plus",
        "oppo",
    ],
)
def test_an_android_device_is_read(text: str) -> None:
    assert read_platform(text) is Platform.ANDROID


@pytest.mark.parametrize(
    "text",
    [
        "téléphone",
        "apple pay",
        "iphone et samsung",
        "",
        "oui",
    ],
)
def test_no_or_both_platforms_is_left_alone(text: str) -> None:
    assert read_platform(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("version 4.12.0", "4.12.0"),
        ("v4.12", "4.12"),
        ("4.12.1", "4.12.1"),
        ("4.12", "4.12"),
        ("ios 17.4.1", None),
        ("android 14", None),
        ("12.11.2026", None),
        ("version de l'appli 4.12.0 sur iOS 17.4.1", "4.12.0"),
        ("iOS 17.4.1 et appli 4.12.0", "4.12.0"),
        ("8.90 €", None),
        ("version 4 point 12", "4.12"),
        ("192.168.1.1", None),
        ("j'ai payé 12.50", None),
        ("version ios 17.4", None),
        ("la version est 4.12.0", "4.12.0"),
        ("V 4.12.0", "4.12.0"),
        ("dernière version", None),
    ],
)
def test_the_version_of_the_application_is_read(text: str, expected: str | None) -> None:
    assert read_app_version(text) == expected
