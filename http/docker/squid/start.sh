#!/usr/bin/env bash
# PID 1: checks what was put in at run time, then becomes Squid, which ends at once on SIGTERM.
# By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "squid: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done

case ${CLIENT_CERT:-asked} in
    asked) flags=CONDITIONAL_AUTH ;;
    required) flags= ;;
    *) echo "squid: error: CLIENT_CERT is asked or required" >&2; exit 1 ;;
esac
[[ ${TLS_GROUPS:-} =~ ^[A-Za-z0-9_:-]*$ ]] || { echo "squid: error: TLS_GROUPS is a list of names, by colons" >&2; exit 1; }

# Squid itself knows one elliptic curve at most; OpenSSL's own configuration knows groups.
if [ -n "${TLS_GROUPS:-}" ]; then
    export TLS_GROUPS OPENSSL_CONF=/etc/squid/openssl.cnf
fi

# All of it runs as its own user from here: one that gave up root could not open /dev/stdout any more.
# A server that asks for client certificates must name the context of its sessions (sslcontext), or OpenSSL
# ends every connection that resumes one.
install -d -o proxy -m 700 /run/squid
install -o proxy -m 400 /tls/server.pem /tls/server.key /tls/ca.pem /run/squid
echo "https_port 3129 tls-cert=/run/squid/server.pem tls-key=/run/squid/server.key tls-min-version=1.2 \
    clientca=/run/squid/ca.pem sslcontext=lab ${flags:+sslflags=$flags}" >/etc/squid/tls-port.conf
chown proxy /dev/stdout /dev/stderr

exec setpriv --reuid=proxy --regid=proxy --clear-groups squid --foreground -N
