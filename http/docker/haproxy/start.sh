#!/usr/bin/env bash
# PID 1: checks what was put in at run time, starts the server behind, then becomes HAProxy, which ends at
# once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "haproxy: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done

case ${CLIENT_CERT:-asked} in
    asked) export VERIFY=optional ;;
    required) export VERIFY=required ;;
    *) echo "haproxy: error: CLIENT_CERT is asked or required" >&2; exit 1 ;;
esac
[[ ${TLS_GROUPS:=} =~ ^[A-Za-z0-9_:-]*$ ]] || { echo "haproxy: error: TLS_GROUPS is a list of names, by colons" >&2; exit 1; }
export TLS_GROUPS

# HAProxy takes chain and key from one file.
mkdir -p /run/haproxy
(umask 077 && cat /tls/server.pem /tls/server.key >/run/haproxy/server.pem)

busybox httpd -p 127.0.0.1:8080 -h /srv/www

exec haproxy -f /etc/haproxy/haproxy.cfg
