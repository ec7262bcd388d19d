# shellcheck shell=bash disable=SC2034 # used where this is sourced
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# Sourced: a COS on loopback for scripts, with a certificate authority made for the occasion.

local_cos_bucket=examplebucket-1250000000
local_cos_region=ap-beijing
export COS_SECRET_ID=AKIDEXAMPLE COS_SECRET_KEY=example-secret-key

# start_local_cos PROGRAM: sets local_cos_http and local_cos_https (URLs) and local_cos_ca_file.
# The server stops when the shell exits.
start_local_cos() {
    local_cos_folder=$(mktemp -d)
    trap stop_local_cos EXIT
    make_certificates "$local_cos_folder"
    local_cos_ca_file=$local_cos_folder/ca.pem

    local ready answer=
    exec {ready}< <(exec "$1" --http 0 --https 0 \
        --cert "$local_cos_folder/cert.pem" --key "$local_cos_folder/key.pem" \
        --bucket "$local_cos_bucket" \
        --secret-id "$COS_SECRET_ID" --secret-key "$COS_SECRET_KEY")
    local_cos_pid=$!
    # The kernel chose the ports; the server tells them once it listens.
    read -r -t 30 answer <&"$ready" || true
    if [[ ! $answer =~ ^ready\ http=([^ ]+)\ https=([^ ]+)$ ]]; then
        echo "the local COS ($1) did not start; it said: '$answer'" >&2
        return 1
    fi
    local_cos_http=http://${BASH_REMATCH[1]}
    local_cos_https=https://${BASH_REMATCH[2]}
}

stop_local_cos() {
    if [[ -n ${local_cos_pid-} ]]; then
        kill "$local_cos_pid" 2>/dev/null || true
        wait "$local_cos_pid" 2>/dev/null || true
    fi
    rm -rf "$local_cos_folder"
}

# make_certificates FOLDER [NAME]: ca.pem, and cert.pem with key.pem for a server on loopback, and
# for one more name, such as DNS:example.com.
make_certificates() {
    local new=(openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2)
    {
        "${new[@]}" -subj '/CN=cosio example authority' \
            -addext 'keyUsage=critical,keyCertSign' \
            -keyout "$1/ca.key" -out "$1/ca.pem" &&
            "${new[@]}" -subj /CN=localhost \
                -addext "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1${2:+,$2}" \
                -addext 'basicConstraints=critical,CA:FALSE' \
                -addext 'extendedKeyUsage=serverAuth' \
                -CA "$1/ca.pem" -CAkey "$1/ca.key" \
                -keyout "$1/key.pem" -out "$1/cert.pem"
    } 2>"$1/openssl.log" || {
        cat "$1/openssl.log" >&2
        return 1
    }
}
