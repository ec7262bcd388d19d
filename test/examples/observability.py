#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""usage: observability.py 08_OBSERVER

What example/08_observer really writes, against what is said of it: the numbers are in the text
format of Prometheus (0.0.4); the dashboard and the page of the documentation ask for nothing else,
and the dashboard leaves no number out; the log in the page has the lines of the real one. Where
promtool is installed it is asked too. Prints `ok NAME` or `not ok NAME` for each.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DASHBOARD = ROOT / "example/grafana/cosio.json"
SCRAPED = ROOT / "example/grafana/prometheus.yml"
PAGE = ROOT / "doc/pages/observability.md"

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\+Inf|\d+(?:\.\d+)?)")
ASKED = re.compile(r"\b(cosio_\w+)(?:\{([^}]*)\})?")
ADDED = {"job", "instance"}  # by Prometheus, when it scrapes


class Wrong(Exception):
    pass


def expect(condition, why):
    if not condition:
        raise Wrong(why)


class Dump:
    """The samples by name, with their labels, and the type of each family."""

    def __init__(self, text):
        self.types, self.samples, helped = {}, {}, set()
        expect(text.endswith("\n"), "the last line has no end")
        for line in text.splitlines():
            if head := re.fullmatch(rf"# HELP ({NAME}) \S.*", line):
                expect(head[1] not in helped, f"HELP twice: {line}")
                helped.add(head[1])
                family = head[1]
            elif head := re.fullmatch(rf"# TYPE ({NAME}) (counter|gauge|histogram)", line):
                expect(head[1] == family and family not in self.types, f"misplaced: {line}")
                self.types[family] = head[2]
            else:
                self.sample(line, family)
        for family, kind in self.types.items():
            if kind == "histogram":
                self.histogram(family)

    def sample(self, line, family):
        found = SAMPLE.fullmatch(line)
        expect(found, f"no sample: {line}")
        name, labels, value = found.groups()
        ends = {"counter": [""], "gauge": [""], "histogram": ["_bucket", "_sum", "_count"]}
        expect(name in [family + end for end in ends[self.types[family]]],
               f"in the family of {family}: {line}")
        expect(self.types[family] != "counter" or name.endswith("_total"), f"no _total: {name}")
        pairs = tuple(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', labels or ""))
        of_name = self.samples.setdefault(name, {})
        expect(pairs not in of_name, f"twice: {line}")
        of_name[pairs] = float(value)

    def histogram(self, family):
        buckets = [(float(dict(pairs)["le"]), count)
                   for pairs, count in self.samples[family + "_bucket"].items()]
        expect(buckets == sorted(buckets), f"{family} is not cumulative")
        expect(buckets[-1] == (float("inf"), self.samples[family + "_count"][()]),
               f"{family}: +Inf is not the count")

    def values(self, name):
        """What each label of a sample may be."""
        found = {}
        for pairs in self.samples[name]:
            for label, value in pairs:
                found.setdefault(label, set()).add(value)
        return found


def asked(dump, query):
    """Names that a query asks for; Wrong if there is no such name, label or value."""
    names = set()
    for name, matchers in ASKED.findall(query):
        expect(name in dump.samples, f"nobody writes {name}: {query}")
        names.add(name)
        values = dump.values(name)
        for label, how, text in re.findall(r'(\w+)(=~|!~|!=|=)"([^"]*)"', matchers):
            if label in ADDED:
                continue
            expect(label in values, f"{name} has no label {label}: {query}")
            for value in text.split("|") if how.endswith("~") else [text]:
                expect(value in values[label], f'{name} has no {label}="{value}": {query}')
        if not query.startswith("label_values("):
            expect(re.search(rf"\b(rate|increase)\({name}\b", query), f"{name} only grows: {query}")
    of_names = set().union(*(dump.values(name) for name in names))
    for labels in re.findall(r"\bby \(([^)]*)\)", query):
        for label in labels.split(","):
            expect(label.strip() in of_names | ADDED, f"no label {label}: {query}")
    return names


def dashboard_queries():
    board = json.loads(DASHBOARD.read_text())
    return [each["query"] for each in board["templating"]["list"] if each["type"] == "query"] + \
        [each["expr"] for panel in board["panels"] for each in panel["targets"]]


def check_dashboard(dump):
    names = set().union(*(asked(dump, each) for each in dashboard_queries()))
    expect(names == set(dump.samples), f"not asked for: {set(dump.samples) - names}")


def check_page_queries(dump):
    queries = [each for each in re.findall(r"`([^`]*)`", PAGE.read_text()) if "cosio_" in each]
    expect(queries, "there are none")
    for each in queries:
        asked(dump, each)


def shape(line):
    """A line of the log without what is different every time."""
    line = re.sub(r"^\d{8}T\d{6}Z", "TIME", line)
    line = re.sub(r"(?<=127\.0\.0\.1:)\d+", "PORT", line)
    line = re.sub(r"\d+\.\d\d ms", "MS", line)
    line = re.sub(r"\d+(?= bytes)", "BYTES", line)
    return re.sub(r"(?<=request id )\S+", "ID", line)


def check_log(log):
    block = re.search(r"08_observer\.cpp writes.*?```\n(.*?)```", PAGE.read_text(), re.S)[1]
    wanted = [shape(line) for line in block.splitlines()]
    real = [shape(line) for line in log.splitlines()][:len(wanted)]
    for line, other in zip(wanted, real):
        expect(line == other, f"the page says\n  {line}\nand is\n  {other}")
    expect(len(real) == len(wanted), "the page says more")


def promtool(*arguments, text=None):
    done = subprocess.run(["promtool", *map(str, arguments)], input=text, capture_output=True,
                          text=True, timeout=30)
    expect(done.returncode == 0, done.stdout + done.stderr)


def check_rules(folder):
    """Queries, as rules, because those promtool parses."""
    rules = [{"record": f"query_{n}", "expr": each.replace("$__rate_interval", "5m")}
             for n, each in enumerate(dashboard_queries()) if not each.startswith("label_values(")]
    path = pathlib.Path(folder) / "rules.yml"
    path.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    promtool("check", "rules", path)


def check(name, body, *arguments):
    try:
        body(*arguments)
    except Exception as wrong:  # whatever it is, the other checks go on
        text = f"{type(wrong).__name__}: {wrong}".replace("\n", "\n    ")
        print(f"not ok {name}\n    {text}")
    else:
        print(f"ok {name}")


def main():
    done = subprocess.run([sys.argv[1]], capture_output=True, text=True, timeout=30)
    dump = None

    def read():
        nonlocal dump
        dump = Dump(done.stdout)

    check("08_observer, numbers in the text format", read)
    if dump:
        check("the dashboard asks for what is written", check_dashboard, dump)
        check("the page asks for what is written", check_page_queries, dump)
    check("the page shows the log as it is", check_log, done.stderr)
    if shutil.which("promtool"):
        with tempfile.TemporaryDirectory() as folder:
            check("promtool, numbers", lambda: promtool("check", "metrics", text=done.stdout))
            check("promtool, queries of the dashboard", check_rules, folder)
            check("promtool, what is scraped", promtool, "check", "config", SCRAPED)


main()
