# shellcheck shell=bash
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# Sourced by the test scripts: how they print results. A script pipes its checks through `tally`.

# check NAME COMMAND...: runs the command; prints `ok NAME`, or `not ok NAME` and the beginning of
# what it said.
check() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then
        printf 'ok %s\n' "$name"
    else
        said=${said:0:4000}
        # One printf, so that checks which run side by side do not mix their lines.
        printf 'not ok %s\n    %s\n' "$name" "${said//$'\n'/$'\n'    }"
    fi
}

# background COMMAND...: starts the command, once fewer jobs run than the machine has cores.
background() {
    while (($(jobs -rp | wc -l) >= $(nproc))); do wait -n || true; done
    "$@" &
}

# tally: copies its input, then prints `N passed, N failed`. Fails unless something was checked and
# all of it passed.
tally() {
    awk '
        { print; fflush() }
        /^ok / { passed++ }
        /^not ok / { failed++ }
        END { printf "%d passed, %d failed\n", passed, failed; exit !passed || failed }'
}
