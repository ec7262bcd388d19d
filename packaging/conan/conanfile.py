# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""Recipe for Conan 2: `conan create packaging/conan`."""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load
from conan.tools.layout import basic_layout

required_conan_version = ">=2.0"


class CosioConan(ConanFile):
    name = "cosio"
    license = "BSL-1.0"
    description = "Asynchronous client for Tencent Cloud Object Storage on Boost.Asio"
    topics = ("tencent-cloud", "cos", "asio", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    def set_version(self):
        # meson.build is the one place that has the version.
        text = load(self, os.path.join(self.recipe_folder, "..", "..", "meson.build"))
        self.version = re.search(r"^  version: '([0-9.]+)',$", text, re.MULTILINE).group(1)

    def export_sources(self):
        root = os.path.join(self.recipe_folder, "..", "..")
        copy(self, "LICENSE", src=root, dst=self.export_sources_folder)
        copy(self, "include/cosio/*.hpp", src=root, dst=self.export_sources_folder)

    def layout(self):
        basic_layout(self, src_folder=".")

    def requirements(self):
        # In the headers, so whoever includes them needs both.
        self.requires("boost/[>=1.81 <2]", transitive_headers=True)
        self.requires("openssl/[>=3.0 <4]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def package_id(self):
        self.info.clear()

    def package(self):
        copy(self, "LICENSE", src=self.source_folder,
             dst=os.path.join(self.package_folder, "licenses"))
        copy(self, "*.hpp", src=os.path.join(self.source_folder, "include"),
             dst=os.path.join(self.package_folder, "include"))

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.set_property("cmake_file_name", "cosio")
        self.cpp_info.set_property("cmake_target_name", "cosio::cosio")
        self.cpp_info.set_property("pkg_config_name", "cosio")
        # Of Boost only the headers.
        self.cpp_info.requires = ["boost::headers", "openssl::ssl", "openssl::crypto"]
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.system_libs = ["pthread"]
