"""Addresses, as the trusted side knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from autograder.kits.addresses.inside.described import ADDRESS, MODULES, AddressFacts, AddressRecipe

from autograder.kits.aid import Aid
from autograder.kits.kit import Kit
from autograder.kits.things import Build, CallMethod, Chosen, Told, described


class Shown:
    kind, word = ADDRESS, "address"

    def shown(self) -> str:
        return f"Address: {self.number}"

    def alike(self, other: Any) -> bool:
        return isinstance(other, Shown) and other.number == self.number

    def difference(self, actual: Any, what: str) -> str:
        if not isinstance(actual, Shown):
            return f"{what} is no address."
        if not self.alike(actual):
            return f"{what} is the address {actual.number}; {self.number} is right."
        return ""


@dataclass(frozen=True)
class Address(Shown, Told):
    number: int
    handle: int
    call_method: CallMethod

    @classmethod
    def opened(cls, description: bytes, handle: int, call: CallMethod) -> Self:
        return cls(described(description, AddressFacts).number, handle, call)

    def next(self) -> Self:
        return self.call_method(self.handle, "next", ())


@dataclass(frozen=True)
class OwnAddress(Shown, Chosen):
    number: int

    @property
    def recipe(self) -> AddressRecipe:
        return AddressRecipe(".".join(map(str, self.number.to_bytes(4))))

    @property
    def state(self) -> list[Any]:
        return []

    def changed(self) -> str:
        return "Your code has changed how addresses work."


def address(_build: Build, number: int) -> OwnAddress:
    """`student.address(…)`: an address that a check has chosen."""
    return OwnAddress(number)


KIT = Kit(
    modules=MODULES,
    imports={"ip": "import ipaddress as ip"},
    kinds=(Address,),
    words={"address": address},
    aids=lambda: (Aid("AddressValueError", "Expected 4 octets", "An address has four parts."),),
    variables=lambda _room, _with_gpu: {"ADDRESSES": "yes"},
)
