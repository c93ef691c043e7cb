#!/usr/bin/env bash
# PID 1: checks what was put in at run time, then becomes Apache, which ends at once on SIGTERM.
# By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "apache: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done

case ${CLIENT_CERT:-asked} in
    asked) export VERIFY=optional ;;
    required) export VERIFY=require ;;
    *) echo "apache: error: CLIENT_CERT is asked or required" >&2; exit 1 ;;
esac
[[ ${TLS_GROUPS:-} =~ ^[A-Za-z0-9_:-]*$ ]] || { echo "apache: error: TLS_GROUPS is a list of names, by colons" >&2; exit 1; }

exec apache2 -D FOREGROUND ${TLS_GROUPS:+-D TLS_GROUPS} -f /etc/apache2/httpd.conf
