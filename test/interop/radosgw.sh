#!/usr/bin/env bash
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# usage: radosgw.sh ACCESS_KEY SECRET_KEY BUCKET
#
# An S3 server of our own for a few minutes: Ceph's radosgw on loopback, with one monitor and one
# storage daemon that keeps everything in memory. The user `cosio` has the keys and may do anything,
# roles included; the user `reader` is there to be granted something. BUCKET is not created, but the
# certificate names its host, BUCKET.localhost.
#
# Once it serves, prints `ready http=PORT https=PORT ca=FILE`; the file is what the certificate is
# to be verified with. When standard input ends, everything is stopped and removed.

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=example/local_cos.sh
source "$here/../../example/local_cos.sh" # make_certificates
access_key=$1 secret_key=$2 bucket=$3

folder=$(mktemp -d)
pids=()
# Nothing here is worth saving, so nobody is asked to end in an orderly way.
stop() {
    exec 2>/dev/null # or bash says what was killed
    ((${#pids[@]} == 0)) || kill -KILL "${pids[@]}" || true
    wait
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' INT TERM

give_up() {
    printf 'radosgw.sh: %s\n' "$1" >&2
    tail -n 15 "$folder"/*.log >&2
    exit 1
}

# free_ports NUMBER: ports that nobody listens on, now. (The monitor's has to be known beforehand,
# and radosgw does not tell which one it was given.)
free_ports() {
    python3 - "$1" <<'END'
import socket, sys
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(each.getsockname()[1] for each in sockets))
END
}

configuration() {
    cat <<END
[global]
fsid = $cluster
mon_host = v2:127.0.0.1:$mon_port
public_addr = 127.0.0.1
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
# Encrypted, as it would be by default, no connection can be without authentication.
ms_mon_client_mode = crc
keyring = $folder/keyring
run_dir = $folder
admin_socket = $folder/\$name.\$pid.asok
crash_dir = $folder
log_file = $folder/\$name.log
# One copy of everything is enough.
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
osd_crush_initial_weight = 1
mon_allow_pool_size_one = true
# Start quickly, and mind no full disk.
paxos_propose_interval = 0.1
mon_data_avail_crit = 1
[mon.a]
mon_data = $folder/mon
mon_cluster_log_file = $folder/cluster.log
[osd.0]
osd_data = $folder/osd
osd_objectstore = memstore
[client.rgw]
rgw_data = $folder/rgw
rgw_frontends = beast endpoint=127.0.0.1:$http ssl_endpoint=127.0.0.1:$https ssl_certificate=$folder/cert.pem ssl_private_key=$folder/key.pem
# localhost: BUCKET in the path; BUCKET.localhost: not.
rgw_dns_name = localhost
rgw_thread_pool_size = 16
rgw_rados_pool_pg_num_min = 1
rgw_s3_auth_use_sts = true
# With sts first, as it is by default, every wrong signature is AccessDenied.
rgw_s3_auth_order = external, local, sts
rgw_sts_key = 0123456789abcdef
rgw_crypt_s3_kms_backend = testing
rgw_crypt_s3_kms_encryption_keys = example-kms-key=MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=
END
}

# daemon COMMAND...
daemon() {
    "$@" -c "$folder/ceph.conf" -f </dev/null >>"$folder/daemons.log" 2>&1 &
    pids+=("$!")
}

quietly() { "$@" </dev/null >>"$folder/commands.log" 2>&1; }
admin() { quietly radosgw-admin -c "$folder/ceph.conf" -n client.rgw "$@"; }

start_cluster() {
    mkdir "$folder"/{mon,osd,rgw}
    cluster=$(</proc/sys/kernel/random/uuid)
    osd=$(</proc/sys/kernel/random/uuid)
    read -r mon_port http https <<<"$(free_ports 3)"
    configuration >"$folder/ceph.conf"
    export CEPH_CONF=$folder/ceph.conf

    # Nobody authenticates, but a monitor does not begin without a key.
    quietly ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. \
        --cap mon 'allow *' &&
        quietly monmaptool --create --addv a "[v2:127.0.0.1:$mon_port]" --fsid "$cluster" \
            "$folder/monmap" &&
        quietly ceph-mon -i a --mkfs --monmap "$folder/monmap" --keyring "$folder/keyring" || return
    daemon ceph-mon -i a
    quietly ceph --connect-timeout 30 osd new "$osd" &&
        quietly ceph-osd -i 0 --mkfs --osd-uuid "$osd" || return
    daemon ceph-osd -i 0
}

# Before radosgw starts, because it reads these once.
add_storage_class() {
    local where=(--placement-id default-placement --storage-class STANDARD_IA)
    admin zonegroup placement add --rgw-zonegroup default "${where[@]}" &&
        admin zone placement add --rgw-zone default "${where[@]}" --data-pool default.rgw.ia.data
}

serves() { (exec 3<>"/dev/tcp/127.0.0.1/$http") 2>/dev/null; }

start_gateway() {
    admin user create --uid reader --display-name reader &&
        admin user create --uid cosio --display-name cosio --access-key "$access_key" \
            --secret "$secret_key" --caps 'roles=*;user-policy=*' &&
        add_storage_class || return
    daemon radosgw -n client.rgw
    local _
    for _ in {1..300}; do
        ! serves || return 0
        kill -0 "${pids[-1]}" 2>/dev/null || return
        sleep 0.1
    done
    return 1
}

make_certificates "$folder" "DNS:$bucket.localhost" || give_up 'no certificates'
start_cluster || give_up 'no cluster'
start_gateway || give_up 'no gateway'
printf 'ready http=%s https=%s ca=%s\n' "$http" "$https" "$folder/ca.pem"
cat >/dev/null
