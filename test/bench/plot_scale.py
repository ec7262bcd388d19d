#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""usage: cosio-bench scale --json | test/bench/plot_scale.py >test/bench/scale.svg

Draws what `cosio-bench scale` measured: time and memory over the initiates in flight.
"""

import json
import math
import sys
from html import escape

COMMAND = __doc__.splitlines()[0].removeprefix("usage: ")

WIDTH, HEIGHT = 1000, 480
TOP, BOTTOM = 124, 386  # of both panels
PANELS = (72, 440), (556, 924)  # left and right of each
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
INK, PALE, GRID = "#1f2933", "#5f6c7b", "#e4e8ee"
COLOURS = "#1f6fb4", "#d9541e", "#2f8f4e", "#7b4fb0"
MARKS = "circle", "square"


def ticks(highest, about):
    """Round numbers from 0 to the first one that is not below the highest value."""
    rough = highest / about
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    return [step * i for i in range(math.ceil(highest / step - 1e-9) + 1)]


def number(value):
    return f"{value:,.10g}"


def text(x, y, words, size=12, anchor="start", colour=INK, more=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
            f'fill="{colour}"{more}>{escape(words)}</text>')


def line(x1, y1, x2, y2, colour):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'


def mark(x, y, which):
    """White around it, so that one shows on top of another."""
    style = f'fill="{COLOURS[which % len(COLOURS)]}" stroke="#fff" stroke-width="1.5"'
    if MARKS[which % len(MARKS)] == "square":
        return f'<rect x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9" {style}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" {style}/>'


def panel(sides, title, unit, short, series):
    """One diagram; a series is a list of (in flight, value), its last value written beside it."""
    left, right = sides
    across = ticks(max(x for points in series for x, _ in points), 5)
    up = ticks(max(y for points in series for _, y in points), 5)

    def place(x, y):
        return (left + (right - left) * x / across[-1], BOTTOM - (BOTTOM - TOP) * y / up[-1])

    out = [text(left, TOP - 18, title, 14, more=' font-weight="600"')]
    for y in up:
        at = place(0, y)[1]
        out += [line(left, at, right, at, GRID if y else PALE),
                text(left - 8, at + 4, number(y), anchor="end", colour=PALE)]
    for x in across:
        at = place(x, 0)[0]
        out += [line(at, BOTTOM, at, BOTTOM + 5, PALE),
                text(at, BOTTOM + 20, number(x), anchor="middle", colour=PALE)]
    middle = (TOP + BOTTOM) / 2
    out += [text((left + right) / 2, BOTTOM + 40, "initiates in flight", 12, "middle"),
            text(left - 50, middle, unit, 12, "middle",
                 more=f' transform="rotate(-90 {left - 50} {middle:.1f})"')]
    for which, points in enumerate(series):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
        out.append(f'<polyline points="{path}" fill="none" stroke-width="2" '
                   f'stroke-linejoin="round" stroke="{COLOURS[which % len(COLOURS)]}"/>')
    lowest = math.inf
    for value, which in sorted((points[-1][1], which) for which, points in enumerate(series)):
        x, y = place(series[which][-1][0], value)
        lowest = min(y, lowest - 14)  # no label on top of another
        out.append(text(x + 11, lowest + 4, f"{value:,.1f} {short}",
                        colour=COLOURS[which % len(COLOURS)]))
    for which, points in enumerate(series):
        out += [mark(*place(*point), which) for point in points]
    return out


def legend(names, x, y):
    out = []
    for which, name in enumerate(names):
        colour = COLOURS[which % len(COLOURS)]
        out += [f'<polyline points="{x},{y} {x + 28},{y}" stroke-width="2" stroke="{colour}"/>',
                mark(x + 14, y, which), text(x + 36, y + 4, name)]
        x += 60 + 7 * len(name)
    return out


def drawing(rows):
    threads = sorted({row["threads"] for row in rows})
    of = [sorted((row for row in rows if row["threads"] == count),
                 key=lambda row: row["in_flight"]) for count in threads]

    def series(member):
        return [[(row["in_flight"], row[member]) for row in same] for same in of]

    names = [f"{count} thread{'s' * (count > 1)}, {'thread_pool' if count > 1 else 'io_context'}"
             for count in threads]
    connections = max(row["connections"] for row in rows)
    each, rounds = rows[0]["each"], rows[0]["rounds"]
    title = f"Many initiates in flight on one client, over {connections} connections"
    # An element, not a comment: that must not contain the two dashes of an option.
    return [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}">',
            f"<title>{escape(title)}</title>",
            f"<desc>Made by: {escape(COMMAND)}</desc>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            text(PANELS[0][0], 40, title, 19, more=' font-weight="600"'),
            *legend(names, PANELS[0][0], 67),
            *panel(PANELS[0], f"Time until all are done, {each} initiates each", "seconds", "s",
                   series("seconds")),
            *panel(PANELS[1], "Peak memory of the process", "MB", "MB", series("rss_mb")),
            text(PANELS[0][0], HEIGHT - 16, f"{COMMAND}  (medians of {rounds} rounds)", 11,
                 colour=PALE),
            "</svg>"]


def main():
    rows = [json.loads(each) for each in sys.stdin if each.strip()]
    if not rows:
        sys.exit(f"usage: {COMMAND}")
    print("\n".join(drawing(rows)))


main()
