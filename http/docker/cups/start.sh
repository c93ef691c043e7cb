#!/usr/bin/env bash
# PID 1: checks what was put in at run time, lays the certificate out as CUPS looks for it, then becomes
# cupsd, which ends at once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "cups: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done

# CUPS has no setting for either; http/docker/cups-openssl can be told groups.
[ "${CLIENT_CERT:-asked}" = asked ] || { echo "cups: error: CUPS never asks for a client certificate" >&2; exit 1; }
[ -z "${TLS_GROUPS:-}" ] || { echo "cups: error: CUPS on GnuTLS cannot be told TLS_GROUPS" >&2; exit 1; }

# Java writes an EC key without its public half, as RFC 5915 allows; GnuTLS, on which this CUPS is built,
# wants it there. `openssl ec` adds it; keys of other kinds it refuses, and they stay as they are.
mkdir -p -m 700 /run/cups-tls
openssl ec -in /tls/server.key -out /run/cups-tls/key 2>/dev/null || cp /tls/server.key /run/cups-tls/key

# CUPS looks for them by the name that its own address has in /etc/hosts, which is the container's; where
# that starts with a digit, as an id often does, by its ServerName. Never by the Host header.
for name in "$HOSTNAME" localhost; do
    ln -sf /tls/server.pem "/run/cups-tls/$name.crt"
    ln -sf key "/run/cups-tls/$name.key"
done

exec cupsd -f
