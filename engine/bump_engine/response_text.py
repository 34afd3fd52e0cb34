"""Filling the variables of a response, whatever their values hold.

Rasa turns `{name}` into a format string and formats it. A value that holds `0[` makes it give up, and a name that it
does not know makes it show the whole template as it is and log every variable, personal data included.
"""

from __future__ import annotations

import re
from typing import Any, Mapping

from rasa.core.nlg import interpolator

_PLACEHOLDER = re.compile(r"{([^\n{}]+)}")


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The template with each `{name}` of `values` replaced, once; a name that is unknown stays as it is."""

    def value_or_itself(found: "re.Match[str]") -> str:
        return str(values[found[1]]) if found[1] in values else found[0]

    return _PLACEHOLDER.sub(value_or_itself, template)


def install() -> None:
    """Put `fill` in the place of Rasa's, where its generator of responses looks it up."""
    interpolator.interpolate_text = fill
