"""The norms the product ships, read from its data folder once per process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType

from credit.domain.norms.pack import Pack, find_pack
from credit.domain.norms.pack_reader import read_pack

_SUFFIX = ".toml"


def pack(code: str) -> Pack:
    """The pack of a jurisdiction (`CN`), or of a country in one (`DE` is in `EU`). Raises: UnknownJurisdiction."""
    return find_pack(shipped_packs(), code)


@cache
def shipped_packs() -> MappingProxyType[str, Pack]:
    """Every shipped pack by its code."""
    folder = files("credit").joinpath("data", "norms")
    found = sorted(file.name for file in folder.iterdir() if file.name.endswith(_SUFFIX))
    packs = (read_pack(folder.joinpath(name).read_bytes()) for name in found)
    return MappingProxyType({one.code: one for one in packs})
