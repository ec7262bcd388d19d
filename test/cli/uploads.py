#!/usr/bin/env python3
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
"""usage: uploads.py URL HOST PREFIX

The uploads in progress there whose keys begin so, as the server lists them: `UploadId Key` a line.
"""

import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree


def page(url, host, query):
    target = f"{url}/?uploads&{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(urllib.request.Request(target, headers={"Host": host})) as answer:
        return xml.etree.ElementTree.fromstring(answer.read())


def main(url, host, prefix):
    query = {"prefix": prefix}
    while True:
        listed = page(url, host, query)
        for upload in listed.iter("Upload"):
            print(upload.findtext("UploadId"), upload.findtext("Key"))
        if listed.findtext("IsTruncated") != "true":
            break
        query["key-marker"] = listed.findtext("NextKeyMarker")
        query["upload-id-marker"] = listed.findtext("NextUploadIdMarker")


main(*sys.argv[1:])
