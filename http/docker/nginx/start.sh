#!/usr/bin/env bash
# PID 1: checks what was put in at run time, then becomes nginx, which ends at once on SIGTERM.
# By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "nginx: error: no $file; the Dockerfile says how to make and mount it" >&2; exit 1; }
done

case ${CLIENT_CERT:-asked} in
    asked) verify=optional ;;
    required) verify=on ;;
    *) echo "nginx: error: CLIENT_CERT is asked or required" >&2; exit 1 ;;
esac
[[ ${TLS_GROUPS:-} =~ ^[A-Za-z0-9_:-]*$ ]] || { echo "nginx: error: TLS_GROUPS is a list of names, by colons" >&2; exit 1; }

{
    echo "ssl_verify_client $verify;"
    [ -z "${TLS_GROUPS:-}" ] || echo "ssl_ecdh_curve $TLS_GROUPS;"
} >/etc/nginx/asked.conf

exec nginx -g 'daemon off;'
