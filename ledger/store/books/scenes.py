"""The scenes the product ships, read from its data folder once per process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ledger.domain.books.scene import Scene
from ledger.domain.books.scene_reader import read_scene

_SUFFIX = ".toml"


def shipped_scenes() -> dict[str, Scene]:
    """Every shipped scene by its key, in the order of their file names."""
    return dict(_shipped())


@cache
def _shipped() -> MappingProxyType[str, Scene]:
    folder = files("ledger").joinpath("data", "scenes")
    found = {file.name: file for file in folder.iterdir() if file.name.endswith(_SUFFIX)}
    scenes = (read_scene(found[name].read_bytes()) for name in sorted(found))
    return MappingProxyType({scene.key: scene for scene in scenes})
