#!/usr/bin/env bash
# PID 1: checks what was put in at run time, writes ada's password, then becomes Postfix's master, which
# ends at once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "postfix: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"

saslpasswd2 -p -c -u lab.test ada <<<"$LAB_PASSWORD"
chgrp postfix /etc/sasldb2

exec postfix start-fg
