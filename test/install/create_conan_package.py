#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""Does with a Conan recipe what `conan create` does, without Conan and without a network.

usage: create_conan_package.py RECIPE_FOLDER WORK_FOLDER

Stands in for the part of Conan 2 that the recipe uses, and is stricter: what it does not know, or
what Conan does not offer in the method where it is used, is an error. Boost and OpenSSL are the
system's. The program of test_package ends up in WORK_FOLDER/test.
"""

import fnmatch
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import types

# Components that the recipes of the dependencies have, and where CMake finds them here.
COMPONENTS = {
    "boost": {"boost::headers": "Boost::headers"},
    "openssl": {"openssl::ssl": "OpenSSL::SSL", "openssl::crypto": "OpenSSL::Crypto"},
}
FIND = {"boost": "Boost", "openssl": "OpenSSL"}
ATTRIBUTES = {"name", "version", "license", "description", "topics", "package_type", "settings",
              "no_copy_source", "generators"}
# Which members a method may use, besides what is called on self.
METHODS = {
    "set_version": {"recipe_folder", "version"},
    "export_sources": {"recipe_folder", "export_sources_folder", "version"},
    "layout": {"folders", "settings"},
    "requirements": {"requires", "settings", "tested_reference_str"},
    "validate": {"settings"},
    "package_id": {"info"},
    "package": {"source_folder", "package_folder", "settings"},
    "package_info": {"cpp_info", "settings", "package_folder"},
    "build": {"settings", "source_folder", "build_folder"},
    "test": {"settings", "cpp", "run"},
}
SETTINGS = {"os": "Linux", "arch": "x86_64", "compiler": "gcc", "build_type": "Release"}


class Strict:
    """Has the members it was made with; they may be changed, others may not be added."""

    def __init__(self, **members):
        self.__dict__.update(members)

    def __setattr__(self, name, value):
        if name not in self.__dict__:
            raise AttributeError(f"Conan knows no {name} here")
        self.__dict__[name] = value


class CppInfo(Strict):
    def __init__(self):
        super().__init__(includedirs=["include"], libdirs=["lib"], bindirs=["bin"], libs=[],
                         defines=[], requires=[], system_libs=[], properties={})

    def set_property(self, name, value):
        known = {"cmake_file_name", "cmake_target_name", "pkg_config_name"}
        if name not in known:
            raise AttributeError(f"no property {name}")
        self.properties[name] = value


class ConanFile:
    def __init__(self, **members):
        unknown = {name for name in vars(type(self)) if not name.startswith("__")}
        unknown -= ATTRIBUTES | METHODS.keys()
        if unknown:
            raise AttributeError(f"Conan knows no {unknown}")
        self.__dict__.update(_members=members, _method=None)

    def __getattribute__(self, name):
        if not name.startswith("_") and self._method:
            if name not in METHODS[self._method]:
                raise AttributeError(f"{name} is not to be had in {self._method}()")
            if name in self._members:
                return self._members[name]
        return super().__getattribute__(name)

    def __setattr__(self, name, value):
        if name not in METHODS[self._method]:
            raise AttributeError(f"{name} is not to be set in {self._method}()")
        self._members[name] = value

    def _call(self, method):
        self.__dict__["_method"] = method
        try:
            getattr(type(self), method)(self)
        finally:
            self.__dict__["_method"] = None


def copy(conanfile, pattern, src, dst):
    assert isinstance(conanfile, ConanFile) and os.path.isabs(src) and os.path.isabs(dst)
    files = [file for file in pathlib.Path(src).rglob("*") if file.is_file()]
    names = [file.relative_to(src).as_posix() for file in files]
    found = [name for name in names if fnmatch.fnmatchcase(name, pattern)]
    assert found, f"{pattern} fits no file of {src}"
    for name in found:
        target = pathlib.Path(dst, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(pathlib.Path(src, name), target)


def load(conanfile, path):
    assert isinstance(conanfile, ConanFile)
    return pathlib.Path(path).read_text(encoding="utf-8")


class CMake:
    def __init__(self, conanfile):
        self._source, self._build = conanfile.source_folder, conanfile.build_folder

    def configure(self):
        subprocess.run(["cmake", "-G", "Ninja", "-S", self._source, "-B", self._build,
                        "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_STANDARD=20",
                        f"-DCMAKE_PREFIX_PATH={self._build}/generators"], check=True)

    def build(self):
        subprocess.run(["cmake", "--build", self._build], check=True)


def offer():
    """Makes the modules that a recipe imports."""
    def module(name, **members):
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__dict__.update(members)

    def check_min_cppstd(conanfile, cppstd):
        assert cppstd == 20, cppstd

    def basic_layout(conanfile, src_folder):
        assert src_folder == "."

    module("conan", ConanFile=ConanFile)
    module("conan.tools")
    module("conan.tools.build", check_min_cppstd=check_min_cppstd, can_run=lambda conanfile: True)
    module("conan.tools.files", copy=copy, load=load)
    module("conan.tools.layout", basic_layout=basic_layout)
    module("conan.tools.cmake", CMake=CMake, cmake_layout=lambda conanfile: None)


def recipe(folder):
    spec = importlib.util.spec_from_file_location("recipe", folder / "conanfile.py")
    code = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True # next to the recipe
    spec.loader.exec_module(code)
    kinds = [kind for kind in vars(code).values()
             if isinstance(kind, type) and issubclass(kind, ConanFile) and kind is not ConanFile]
    assert len(kinds) == 1, kinds
    return kinds[0]


def create(folder, work):
    """Makes WORK/package and returns the recipe's CppInfo, name and requirements."""
    required = {}

    def requires(reference, transitive_headers=False):
        name, versions = re.fullmatch(r"([a-z]+)/\[(>=[\d.]+ <[\d.]+)\]", reference).groups()
        assert name in COMPONENTS and transitive_headers, reference
        required[name] = versions

    sources, cpp_info = work / "sources", CppInfo()
    settings = Strict(**SETTINGS)
    made = recipe(folder)(recipe_folder=str(folder), export_sources_folder=str(sources),
                          source_folder=str(sources), package_folder=str(work / "package"),
                          settings=settings, requires=requires, cpp_info=cpp_info,
                          info=types.SimpleNamespace(clear=lambda: None))
    assert made.package_type == "header-library"
    assert set(made.settings) == SETTINGS.keys() # the class's, outside a method
    for method in ("set_version", "export_sources", "layout", "requirements", "validate",
                   "package_id", "package", "package_info"):
        made._call(method)
    assert (work / "package/licenses/LICENSE").is_file()
    assert not cpp_info.libs and cpp_info.libdirs == cpp_info.bindirs == []
    known = {name: target for one in required for name, target in COMPONENTS[one].items()}
    assert set(cpp_info.requires) <= known.keys(), cpp_info.requires
    # Conan refuses a requirement none of whose components is used.
    assert {name.split("::")[0] for name in cpp_info.requires} == required.keys()
    return cpp_info, f"{made.name}/{made._members['version']}", [known[n] for n in cpp_info.requires]


def write_cmake_package(folder, package, cpp_info, targets):
    """What CMakeDeps writes, in short."""
    name, target = (cpp_info.properties[f"cmake_{what}_name"] for what in ("file", "target"))
    folder.mkdir(parents=True)
    (folder / f"{name}-config.cmake").write_text("\n".join(
        [f"find_package({one} REQUIRED)" for one in FIND.values()] +
        [f"add_library({target} INTERFACE IMPORTED)",
         f"target_include_directories({target} INTERFACE {package}/{cpp_info.includedirs[0]})",
         f"target_link_libraries({target} INTERFACE "
         f"{' '.join(targets + cpp_info.system_libs)})", ""]))


def test(folder, work, reference, cpp_info, targets):
    build, asked = work / "test", []
    write_cmake_package(build / "generators", work / "package", cpp_info, targets)
    cpp = types.SimpleNamespace(build=types.SimpleNamespace(bindir=str(build)))

    def run(command, env):
        assert env == "conanrun"
        subprocess.run(command, check=True)

    made = recipe(folder / "test_package")(
        source_folder=str(folder / "test_package"), build_folder=str(build), cpp=cpp, run=run,
        settings=Strict(**SETTINGS), tested_reference_str=reference, requires=asked.append)
    assert set(made.generators) == {"CMakeDeps", "CMakeToolchain"}
    for method in ("requirements", "layout", "build", "test"):
        made._call(method)
    assert asked == [reference]


def main():
    folder, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    offer()
    cpp_info, reference, targets = create(folder, work)
    test(folder, work, reference, cpp_info, targets)


main()
