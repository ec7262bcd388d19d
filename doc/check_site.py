#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""usage: check_site.py SITE SCREENSHOTS

Opens every page of the site in a headless Chromium. A page is good if it loads without an error of
the network, the console or a script, if each of its links leads to a file and an anchor of the
site, and if it is no wider than a phone. The links in Doxygen's scripts (menu, tree, search) are
followed too, and a search is made. Screenshots of a few pages, light and dark, are left in the
other folder, to be looked at.

COSIO_CHROMIUM names the browser (default: chromium). The last line is `N passed, N failed`.
"""

import base64
import functools
import http.server
import json
import os
import pathlib
import re
import select
import subprocess
import sys
import tempfile
import threading
import urllib.parse

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
SHOWN = ["index", "tutorial", "signing", "observability", "performance", "migrating",
         "md_test_interop_README", "classcosio_1_1basic__client"]
SEARCHED = "initiate"

# The tree comes in several scripts after the page: until no more links do.
SETTLED = """new Promise(done => {
    const look = before => {
        const now = document.links.length;
        now === before ? done() : setTimeout(look, 40, now);
    };
    look(-1);
})"""
# What a page links to, which anchors it has.
LOOK = """({
    links: [...document.links].map(a => a.href),
    anchors: [...document.querySelectorAll('[id], a[name]')].flatMap(e => [e.id, e.name]),
})"""
# Elements that stick out of the page and cannot be scrolled to by themselves.
TOO_WIDE = """(() => {
    const scrolls = e => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX)
                               && e.id !== 'doc-content' || scrolls(e.parentElement));
    return [...document.querySelectorAll('#doc-content *, #titlearea *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement))
        .map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 60));
})()"""
SEARCH = """new Promise(done => {
    document.getElementById('MSearchField').value = '%s';
    searchBox.OnSearchFieldChange(new KeyboardEvent('keyup'));
    searchBox.Search();
    const frame = document.getElementById('MSearchResults');
    const look = left => {
        const found = [...frame.contentDocument.querySelectorAll('.SRResult')]
            .filter(e => e.style.display !== 'none').map(e => e.textContent);
        found.length || !left ? done(found) : setTimeout(look, 100, left - 1);
    };
    look(50);
})"""


class Browser:
    """One tab of a Chromium, spoken to over a pipe in the DevTools protocol."""

    def __init__(self, folder):
        # The protocol wants the descriptors 3 and 4. Root has no sandbox.
        command = [os.environ.get("COSIO_CHROMIUM", "chromium"), "--headless=new", "--no-sandbox",
                   "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                   "--remote-debugging-pipe", f"--user-data-dir={folder}", "about:blank"]
        self.log = open(pathlib.Path(folder) / "log", "w+")
        self.process = subprocess.Popen(
            ["sh", "-c", 'exec "$@" 3<&0 4>&1 </dev/null >&2', "sh"] + command,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log)
        self.calls, self.session, self.events, self.rest = 0, None, [], b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")

    def receive(self):
        while b"\0" not in self.rest:
            pipe = self.process.stdout.fileno()
            more = os.read(pipe, 1 << 20) if select.select([pipe], [], [], 60)[0] else b""
            if not more:
                self.process.kill()
                self.log.seek(0)
                print(f"{self.log.read()}\nthe browser says nothing any more\n0 passed, 1 failed")
                sys.exit(1)
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.calls += 1
        wanted = {"id": self.calls, "method": method, "params": params}
        if self.session:
            wanted["sessionId"] = self.session
        self.process.stdin.write(json.dumps(wanted).encode() + b"\0")
        self.process.stdin.flush()
        while True:
            message = self.receive()
            if message.get("id") == self.calls:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def size(self, name):
        width, height = SIZES[name]
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=name == "phone")

    def dark(self, wanted):
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if wanted else "light"}])

    def open(self, url):
        """Returns what went wrong."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(e["method"] == "Page.loadEventFired" for e in self.events):
            self.events.append(self.receive())
        self.evaluate(SETTLED)
        return self.errors()

    def errors(self):
        found = []
        for event in self.events:
            params = event.get("params", {})
            if event["method"] == "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                found.append(details.get("exception", {}).get("description", details["text"]))
            elif event["method"] == "Runtime.consoleAPICalled" and \
                    params["type"] in ("error", "assert", "warning"):
                found.append(" ".join(str(a.get("value", "?")) for a in params["args"]))
            elif event["method"] == "Log.entryAdded" and params["entry"]["level"] == "error":
                found.append(params["entry"]["text"] + " " + params["entry"].get("url", ""))
        return found

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True,
                           returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def shoot(self, path):
        self.evaluate("new Promise(done => setTimeout(done, 500))")  # the tree unfolds
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def close(self):
        self.call("Browser.close")
        self.process.wait()


class Results:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, name, wrong):
        self.failed += bool(wrong)
        self.passed += not wrong
        print("not ok" if wrong else "ok", name)
        for line in wrong:
            print("   ", line)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/favicon.ico":  # no page names it, browsers look for it
            return self.send_error(204)
        return super().do_GET()

    def log_message(self, *_):
        pass


def dead(links, pages, root, site):
    """Those that lead nowhere. What is outside is not ours."""
    found = []
    for link in sorted(set(links)):
        if not link.startswith(root):
            continue
        path, _, anchor = urllib.parse.unquote(link[len(root):]).partition("#")
        path = path.partition("?")[0] or "index.html"
        known = pages.get(path, {}).get("anchors")
        if not (site / path).is_file() or (anchor and known is not None and anchor not in known):
            found.append(f"dead link: {path}{'#' if anchor else ''}{anchor}")
    return found


def main():
    site, pictures = map(pathlib.Path, sys.argv[1:])
    pictures.mkdir(parents=True, exist_ok=True)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/"
    results = Results()

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder)
        browser.size("phone")
        pages = {}
        for path in sorted(str(p.relative_to(site)) for p in site.rglob("*.html")):
            errors = browser.open(root + path)
            pages[path] = browser.evaluate(LOOK)
            pages[path]["wrong"] = errors + [
                f"too wide: {e}" for e in browser.evaluate(TOO_WIDE)[:5]]
        for path, page in pages.items():
            results.add(path, page["wrong"] + dead(page["links"], pages, root, site))

        for script in sorted(site.rglob("*.js")):
            base = root + str(script.relative_to(site))
            links = [urllib.parse.urljoin(base, link) for link in re.findall(
                r"""["']([^"'\s]+\.html(?:#[^"'\s]*)?)["']""", script.read_text())]
            if links:
                results.add(str(script.relative_to(site)), dead(links, pages, root, site))

        browser.size("desktop")
        errors = browser.open(root + "index.html")
        found = browser.evaluate(SEARCH % SEARCHED)
        errors += browser.errors()
        results.add(f"a search for {SEARCHED} finds {len(found)}",
                    errors or ([] if found else ["nothing is found"]))

        for name in SHOWN:
            for size in SIZES:
                for dark in (False, True):
                    browser.size(size)
                    browser.dark(dark)
                    errors = browser.open(f"{root}{name}.html")
                    shown = f"{name}-{size}-{'dark' if dark else 'light'}.png"
                    browser.shoot(pictures / shown)
                    results.add(shown, errors)
        browser.close()

    print(f"{results.passed} passed, {results.failed} failed")
    return bool(results.failed)


sys.exit(main())
