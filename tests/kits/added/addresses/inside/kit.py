"""Addresses on the student side."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any

from autograder.kits.addresses.inside.described import ADDRESS, MODULES, AddressFacts, AddressRecipe

from autograder.kits.inside import base
from autograder.wire.channel import decoder


class Addresses(base.Kind):
    name = ADDRESS
    methods = {"next": lambda address: address + 1}  # noqa: RUF012

    def is_one(self, thing: Any) -> bool:
        return isinstance(thing, ipaddress.IPv4Address)

    def describe(self, thing: Any) -> AddressFacts:
        return AddressFacts(int(thing))

    def build(self, recipe: bytes) -> ipaddress.IPv4Address:
        return ipaddress.IPv4Address(decoder(AddressRecipe).decode(recipe).text)

    def restore(self, thing: Any, state: Sequence[Any]) -> None:
        """It has no state."""


class Kit(base.Kit):
    modules = MODULES
    kinds = (Addresses(),)
