#!/usr/bin/env bash
# PID 1: checks what was put in at run time, writes ada's password, then becomes Dovecot, which ends at
# once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "dovecot: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"

echo "ada:$(doveadm pw -s SSHA512 -p "$LAB_PASSWORD")" >/run/dovecot-users
chown root:dovecot /run/dovecot-users
chmod 640 /run/dovecot-users

exec dovecot -F
