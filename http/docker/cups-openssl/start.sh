#!/usr/bin/env bash
# PID 1: checks what was put in at run time, lays the certificate out as CUPS looks for it, then becomes
# cupsd, which ends at once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "cups: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done

[ "${CLIENT_CERT:-asked}" = asked ] || { echo "cups: error: CUPS never asks for a client certificate" >&2; exit 1; }
[[ ${TLS_GROUPS:-} =~ ^[A-Za-z0-9_:-]*$ ]] || { echo "cups: error: TLS_GROUPS is a list of names, by colons" >&2; exit 1; }

# CUPS has no setting for them; OpenSSL's own configuration has.
if [ -n "${TLS_GROUPS:-}" ]; then
    export TLS_GROUPS OPENSSL_CONF=/etc/cups/openssl.cnf
fi

# CUPS looks for them by the name that its own address has in /etc/hosts, which is the container's; where
# that starts with a digit, as an id often does, by its ServerName. Never by the Host header.
mkdir -p -m 700 /run/cups-tls
for name in "$HOSTNAME" localhost; do
    ln -sf /tls/server.pem "/run/cups-tls/$name.crt"
    ln -sf /tls/server.key "/run/cups-tls/$name.key"
done

exec cupsd -f
