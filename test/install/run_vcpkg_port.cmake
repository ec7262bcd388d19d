# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# usage: cmake -D PORT_DIR=... -D WORK=... -P run_vcpkg_port.cmake
#
# Runs the portfile with functions that take the arguments of vcpkg's and no others, and do what
# those do with the system's Boost and OpenSSL; then looks for what vcpkg complains of afterwards.

cmake_minimum_required(VERSION 3.16)

get_filename_component(PORT "${PORT_DIR}" NAME)
set(CURRENT_PORT_DIR "${PORT_DIR}")
set(CURRENT_PACKAGES_DIR "${WORK}/packages")
set(build "${WORK}/build")
set(called "")

macro(parse options values lists)
  set(called "${called};${CMAKE_CURRENT_FUNCTION}" PARENT_SCOPE)
  cmake_parse_arguments(PARSE_ARGV 0 arg "${options}" "${values}" "${lists}")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${CMAKE_CURRENT_FUNCTION}: ${arg_UNPARSED_ARGUMENTS}?")
  endif()
endmacro()

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

function(vcpkg_cmake_configure)
  parse("DISABLE_PARALLEL_CONFIGURE;NO_CHARSET_FLAG;WINDOWS_USE_MSBUILD"
    "SOURCE_PATH;GENERATOR;LOGFILE_BASE"
    "OPTIONS;OPTIONS_DEBUG;OPTIONS_RELEASE;MAYBE_UNUSED_VARIABLES")
  if(NOT IS_DIRECTORY "${arg_SOURCE_PATH}")
    message(FATAL_ERROR "SOURCE_PATH: ${arg_SOURCE_PATH}?")
  endif()
  # vcpkg too refuses an option that the project does not use.
  run("${CMAKE_COMMAND}" -G Ninja -S "${arg_SOURCE_PATH}" -B "${build}" --warn-uninitialized
    "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}" -DCMAKE_BUILD_TYPE=Release
    -DCMAKE_ERROR_ON_ABSOLUTE_INSTALL_DESTINATION=ON ${arg_OPTIONS} ${arg_OPTIONS_RELEASE})
endfunction()

function(vcpkg_cmake_install)
  parse("DISABLE_PARALLEL;ADD_BIN_TO_PATH" "" "")
  run("${CMAKE_COMMAND}" --build "${build}" --target install)
endfunction()

function(vcpkg_fixup_pkgconfig)
  parse("SKIP_CHECK" "" "FILES;SYSTEM_LIBRARIES;SYSTEM_PACKAGES;IGNORE_FLAGS")
  run("${CMAKE_COMMAND}" -E env "PKG_CONFIG_PATH=${CURRENT_PACKAGES_DIR}/share/pkgconfig"
    pkg-config --exists --print-errors cosio)
endfunction()

function(vcpkg_install_copyright)
  parse("" "COMMENT" "FILE_LIST")
  file(INSTALL ${arg_FILE_LIST} DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}"
    RENAME copyright)
endfunction()

include("${PORT_DIR}/portfile.cmake")

set(expected
  ";vcpkg_cmake_configure;vcpkg_cmake_install;vcpkg_fixup_pkgconfig;vcpkg_install_copyright")
if(NOT called STREQUAL expected)
  message(FATAL_ERROR "called: ${called}")
endif()
if(NOT VCPKG_BUILD_TYPE STREQUAL "release") # else the files come a second time, in debug/
  message(FATAL_ERROR "VCPKG_BUILD_TYPE: ${VCPKG_BUILD_TYPE}")
endif()
foreach(file copyright usage cosioConfig.cmake cosioConfigVersion.cmake)
  if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/share/${PORT}/${file}")
    message(FATAL_ERROR "not installed: share/${PORT}/${file}")
  endif()
endforeach()
file(GLOB top RELATIVE "${CURRENT_PACKAGES_DIR}" "${CURRENT_PACKAGES_DIR}/*")
if(NOT top STREQUAL "include;share")
  message(FATAL_ERROR "installed: ${top}")
endif()
file(GLOB_RECURSE cmake_files RELATIVE "${CURRENT_PACKAGES_DIR}" "${CURRENT_PACKAGES_DIR}/*.cmake"
  "${CURRENT_PACKAGES_DIR}/*.pc")
foreach(file ${cmake_files})
  if(file MATCHES "\\.cmake$" AND NOT file MATCHES "^share/${PORT}/[^/]*$")
    message(FATAL_ERROR "vcpkg wants it in share/${PORT}: ${file}")
  endif()
  file(READ "${CURRENT_PACKAGES_DIR}/${file}" text)
  string(FIND "${text}" "${WORK}" found)
  if(NOT found EQUAL -1)
    message(FATAL_ERROR "names a folder of this machine: ${file}")
  endif()
endforeach()
