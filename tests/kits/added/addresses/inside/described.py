"""What is said of an address."""

from __future__ import annotations

from typing import Annotated

import msgspec

from autograder.wire.values import Wire

MODULES = ("ipaddress",)
ADDRESS = "addresses.Address"
Number = Annotated[int, msgspec.Meta(ge=0, lt=2**32)]


class AddressFacts(Wire, frozen=True):
    """Its number; and a text is a recipe for one."""

    number: Number


class AddressRecipe(Wire, frozen=True):
    """The text that it is made from."""

    text: Annotated[str, msgspec.Meta(max_length=15)]
