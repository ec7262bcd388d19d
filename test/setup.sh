# shellcheck shell=bash disable=SC2034 # used where this is sourced
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# Sourced by example/run, test/run, doc/run and .ci/run: from a bare Debian 12 to a configured build folder.
# Leaves the shell in the root of the repository.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages_to_build=(
    g++ meson ninja-build pkgconf
    libboost1.81-dev libssl-dev libcli11-dev libpugixml-dev libyaml-cpp-dev
    openssl
)
packages_to_test=(libboost-test1.81-dev cmake curl ca-certificates)
# Any Node from 16 will do, wherever it came from.
command -v node >/dev/null && command -v npm >/dev/null || packages_to_test+=(nodejs npm)
# An S3 server and clients for it, which one test compares with and does without where they cannot
# be had. One client is a library because one process of it does everything.
packages_to_compare=(radosgw ceph-mon ceph-osd python3-botocore s3cmd faketime libnss-wrapper)
packages_to_count=(valgrind) # instructions; CI does

die() {
    printf 'cosio: %s\n' "$*" >&2
    exit 1
}

# stage NAME COMMAND...: runs the command and says how long it took. What the command prints is
# shown on a terminal, and otherwise only if it fails.
stage() {
    local name=$1 start=$SECONDS status=0 said=
    shift
    if [[ -t 1 ]]; then
        printf '\e[1m== %s\e[0m\n' "$name"
        "$@" || status=$?
    else
        said=$("$@" 2>&1) || status=$?
        ((status == 0)) || printf '%s\n' "$said"
    fi
    if ((status)); then
        printf '== %s: failed after %d s\n' "$name" $((SECONDS - start))
    else
        printf '== %s: %d s\n' "$name" $((SECONDS - start))
    fi
    return "$status"
}

# install_packages NAME...: those that are missing; fetches nothing if none is.
install_packages() {
    command -v apt-get >/dev/null || {
        printf 'cosio: no apt-get here; make sure that you have what these contain: %s\n' "$*" >&2
        return 0
    }
    local package missing=() as_root=()
    for package; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
            missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    if ((EUID)); then
        command -v sudo >/dev/null ||
            die "these packages are missing, and only root can install them: ${missing[*]}"
        as_root=(sudo)
    fi
    stage 'apt-get install' apt_get_install "${missing[@]}" ||
        die "apt-get could not install: ${missing[*]}"
}

apt_get_install() {
    local apt_get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get -qq -o DPkg::Lock::Timeout=120)
    "${apt_get[@]}" update && "${apt_get[@]}" install --yes --no-install-recommends "$@"
}

# choose_clang: sets clang to the number of the newest clang of Debian 12, or else of the one that it
# was released with, and packages_of_clang to its packages, sanitizers and fuzzer among them.
choose_clang() {
    clang=16
    command -v clang++-16 >/dev/null || [[ -n $(apt-cache madison clang-16) ]] || clang=14
    packages_of_clang=("clang-$clang" "libclang-rt-$clang-dev" "llvm-$clang")
}

# other_clangs: prints the numbers of the oldest that will do and of the newest that there is, but for
# the chosen one. With clang 13 Boost.Asio has no awaitable.
other_clangs() {
    apt-cache search --names-only '^clang-[0-9]+$' | sed 's/^clang-\([0-9]*\) .*/\1/' | sort -n |
        awk -v chosen="$clang" '$1 >= 14 && $1 != chosen' | sed -n '1p;$p' | uniq
}

# configure FOLDER [option...]: sets a build folder up, or changes the options of one that is.
# A new one has no debug information unless asked for, which saves a sixth of the time to build.
configure() {
    local folder=$1
    shift
    if [[ -f $folder/meson-private/coredata.dat ]]; then
        meson setup --reconfigure "$folder" "$@"
    else
        meson setup "$folder" -Ddebug=false "$@"
    fi
}
