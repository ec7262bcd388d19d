#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""Checks a registry of vcpkg with the port cosio against the rules that vcpkg documents.

usage: check_vcpkg_registry.py REGISTRY VERSION
"""

import json
import pathlib
import re
import sys

# Ports of vcpkg that ours may name.
PORTS = {"boost-asio", "boost-beast", "boost-container", "boost-intrusive", "boost-property-tree",
         "boost-smart-ptr", "boost-system", "boost-throw-exception", "openssl", "pugixml",
         "yaml-cpp", "vcpkg-cmake"}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
VERSION = re.compile(r"\d+(\.\d+)*")


def members(thing, needed, allowed=()):
    keys = thing.keys()
    assert set(needed) <= keys <= set(needed) | set(allowed), f"{list(keys)}"


def dependencies(listed):
    names = []
    for one in listed:
        if isinstance(one, str):
            one = {"name": one}
        members(one, ["name"], ["host", "version>="])
        assert one["name"] in PORTS, one
        assert VERSION.fullmatch(one.get("version>=", "0")), one
        # Of what only the build needs there is one, the host's.
        assert one.get("host", False) == one["name"].startswith("vcpkg-"), one
        names.append(one["name"])
    assert names == sorted(set(names)), f"not sorted: {names}"
    return names


def boost_ports(headers):
    """The ports of the Boost libraries that the headers include."""
    found = set()
    for header in headers.rglob("*.hpp"):
        found |= set(re.findall(r"#include <boost/(\w+)", header.read_text()))
    return {"boost-" + name.replace("_", "-") for name in found - {"version"}}


def main():
    registry, version = pathlib.Path(sys.argv[1]), sys.argv[2]
    port = registry / "ports" / "cosio"
    manifest = json.loads((port / "vcpkg.json").read_text())
    members(manifest, ["name", "version", "description", "license", "supports", "dependencies"],
            ["features"])
    assert NAME.fullmatch(manifest["name"]) and manifest["name"] == port.name
    assert manifest["version"] == version, f"the port is {manifest['version']}"
    named = dependencies(manifest["dependencies"])
    boost = {name for name in named if name.startswith("boost-")}
    assert boost == boost_ports(registry / "../../include/cosio"), boost
    for name, feature in manifest["features"].items():
        assert NAME.fullmatch(name), name
        members(feature, ["description", "dependencies"])
        dependencies(feature["dependencies"])

    baseline = json.loads((registry / "versions/baseline.json").read_text())
    assert baseline == {"default": {"cosio": {"baseline": version, "port-version": 0}}}, baseline
    entry, *_ = json.loads((registry / "versions/c-/cosio.json").read_text())["versions"]
    assert entry == {"version": version, "port-version": 0, "path": "$/ports/cosio"}, entry


main()
