#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""A server of bad answers on loopback: the object key says which. Prints its port, then serves."""

import socketserver
from xml.sax.saxutils import escape

ERROR = ("<Error><Code>{code}</Code><Message>{message}</Message><Resource>/r</Resource>"
         "<RequestId>NjUwMA==</RequestId><TraceId>trace</TraceId></Error>")
RESULT = ("<InitiateMultipartUploadResult><Bucket>examplebucket-1250000000</Bucket>"
          "<Key>{key}</Key><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>")


def error(message, code="AccessDenied"):
    return ERROR.format(code=code, message=message)


def http(status, body, length=None):
    body = body.encode()
    head = f"HTTP/1.1 {status} Reason\r\nContent-Length: {length or len(body)}\r\n"
    if "<html" not in head + body.decode():
        head += "x-cos-request-id: NjUwMA==\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + body


def answer(key, headers):
    """The bytes to send before the connection is closed."""
    return {
        "html": lambda: http(200, "<html><body>log in first</body></html>"),
        "empty": lambda: http(200, ""),
        "error-under-200": lambda: http(200, error("not today", "InternalError")),
        "no-upload-id": lambda: http(200, RESULT.format(key="k", upload="")),
        "other-root": lambda: http(200, "<ListBucketResult/>"),
        "broken-xml": lambda: http(200, "<InitiateMultipartUploadResult><Bucket>"),
        "html-502": lambda: http(502, "<html><body>bad gateway</body></html>"),
        "refusal": lambda: http(403, error("no&#10;error: forged&#133;")),
        "long-refusal": lambda: http(403, error("long " + "\u00e9" * 20000)),
        "cut": lambda: http(200, RESULT, length=5000),
        "nothing": lambda: b"",
        "not-http": lambda: b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "host": lambda: http(403, error("host " + headers.get("host", ""))),
        "header": lambda: http(403, error("header [" + headers.get("x-cos-meta-a", "none") + "]")),
        "repeats-secrets": lambda: http(403, error(escape(
            f"you sent {headers['authorization']} and {headers['x-cos-security-token']}"))),
        "forged": lambda: http(200, RESULT.format(
            key="a&#10;UploadId: forged&#133;&#8232;&#127;&quot;\\", upload="u1")),
    }[key]()


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        target = self.rfile.readline().decode().split()[1]
        headers = {}
        while (line := self.rfile.readline().decode().strip()):
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        key = target.split("?")[0].strip("/")
        if key == "silence":
            self.rfile.read()  # says nothing until the client goes
        else:
            self.wfile.write(answer(key, headers))


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 32


with Server(("127.0.0.1", 0), Handler) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
