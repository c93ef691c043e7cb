#!/usr/bin/env bash
# PID 1: checks what was put in at run time, then becomes nginx, which ends at once on SIGTERM.
# By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "nginx: error: no $file; the Dockerfile says how to make and mount it" >&2; exit 1; }
done

exec nginx -g 'daemon off;'
