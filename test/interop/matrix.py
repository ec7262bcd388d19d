#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""usage: matrix.py SCRIPT [CLIENT VERSION SERVER VERSION]... [--absent CLIENT...]

Compares the rows of README.md that name SCRIPT with what it ran: who, of which version, on which
server of which version. Prints what ran. A row that was not run, or a run without a row, is an
error, unless its client is absent from the machine; so is a version that does not begin like the
one in the row, if the variable CI says that this is the system the rows are about. Whose version is
`-` is of this tree.
"""

import os
import pathlib
import re
import sys

README = pathlib.Path(__file__).with_name("README.md")


def rows(script):
    """{(client, server): versions} of the table."""
    found = {}
    for line in README.read_text().splitlines():
        cells = [cell.strip(" `") for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[2] == script:
            named = [re.fullmatch(r"(.+?)(?: (\d[\d.]*))?", cell) for cell in cells[:2]]
            found[tuple(each[1] for each in named)] = [each[2] or "-" for each in named]
    return found


def begins_like(version, claimed):
    return claimed == "-" or re.match(rf"{re.escape(claimed)}(?![0-9])", version)


def main(script, *arguments):
    arguments = list(arguments)
    absent = []
    if "--absent" in arguments:
        at = arguments.index("--absent")
        arguments, absent = arguments[:at], arguments[at + 1:]
    ran = {(client, server): (of_client, of_server) for client, of_client, server, of_server
           in zip(*(arguments[n::4] for n in range(4)))}
    claimed, wrong = rows(script), []
    for pair, versions in ran.items():
        print(f"# ran: {pair[0]} {versions[0]} on {pair[1]} {versions[1]}".replace(" -", ""))
        if pair not in claimed:
            wrong.append(f"{' on '.join(pair)} is not in README.md")
            continue
        for name, version, said in zip(pair, versions, claimed[pair]):
            if not begins_like(version, said):
                text = f"{name} is {version}, README.md says {said}"
                wrong.append(text) if os.environ.get("CI") else print(f"# {text}")
    wrong += [f"{' on '.join(pair)} is in README.md and was not run"
              for pair in claimed if pair not in ran and pair[0] not in absent]
    print(*wrong, sep="\n", file=sys.stderr)
    return bool(wrong)


if len(sys.argv) < 2:
    sys.exit(__doc__)
sys.exit(main(*sys.argv[1:]))
