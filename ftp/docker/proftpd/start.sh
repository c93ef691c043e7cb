#!/usr/bin/env bash
# PID 1: checks what was put in at run time, sets ada's password, then becomes ProFTPD, which ends at once
# on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "proftpd: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"
: "${PASV_MIN:?is to be the first port for data}" "${PASV_MAX:?is to be the last port for data}"

chpasswd <<<"ada:$LAB_PASSWORD"
export PASV_MIN PASV_MAX PASV_ADDRESS="${PASV_ADDRESS:-127.0.0.1}"

exec proftpd --nodaemon
