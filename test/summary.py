#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""Prints what the tests of the last `meson test` in each build folder said, a table with the seconds
each took, and `N passed, N failed` over all of them.

A test counts with the numbers of its own last line. One that is skipped says why. One that has no
such line, ran nothing, or ended badly with nothing counted as failed is one failure more.
"""

import argparse
import json
import pathlib
import re
import sys


def results(folder):
    log = pathlib.Path(folder, "meson-logs", "testlog.json")
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def count(test):
    lines = test.get("stdout", "").splitlines() or [""]
    counted = re.fullmatch(r"(\d+) passed, (\d+) failed", lines[-1])
    passed, failed = map(int, counted.groups()) if counted else (0, 0)
    if test["result"] == "SKIP": # says why in its output
        return 0, 0
    if failed == 0 and (passed == 0 or test["result"] != "OK"):
        failed = 1
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="BUILD_FOLDER")
    parser.add_argument("--table", action="store_true", help="only the table and the sum")
    arguments = parser.parse_args()

    total_passed = total_failed = 0
    table = []
    for folder in arguments.folders:
        tests = results(folder)
        if not tests:
            total_failed += 1
            table.append(f"{folder}: no test ran")
        for test in tests:
            name = f"{folder}/{test['name']}"
            passed, failed = count(test)
            total_passed += passed
            total_failed += failed
            table.append(
                f"{name}: {passed} passed, {failed} failed, {test['result']}, {test['duration']:.0f} s"
            )
            if not arguments.table:
                print(f"-- {name}")
                print(test.get("stdout", "").rstrip())
                if failed:
                    print(test.get("stderr", "").rstrip())
    print("--", *table, sep="\n")
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed else 0


sys.exit(main())
