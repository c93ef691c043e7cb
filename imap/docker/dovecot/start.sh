#!/usr/bin/env bash
# PID 1: checks what was put in at run time, writes ada's password, then becomes Dovecot, which ends at
# once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "dovecot: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"

case ${CLIENT_CERT:=asked} in
    asked) wanted=no ;;
    required) wanted=yes ;;
    *) echo "dovecot: error: CLIENT_CERT is \"$CLIENT_CERT\"; it is to be asked or required" >&2; exit 1 ;;
esac
if [ -n "${TLS_GROUPS:=}" ]; then
    # the groups are looked at before anything is connected to, and nothing listens there
    said=$(openssl s_client -groups "$TLS_GROUPS" -connect 127.0.0.1:1 2>&1 </dev/null || true)
    [[ "$said" != *SSL_CONF_cmd* ]] || { echo "dovecot: error: OpenSSL has no such groups: $TLS_GROUPS" >&2; exit 1; }
fi
{
    echo "auth_ssl_require_client_cert = $wanted"
    [ -z "$TLS_GROUPS" ] || echo "ssl_curve_list = $TLS_GROUPS"
} >/run/dovecot-lab.conf

# Kept as SCRAM keeps it, which serves PLAIN as well; the password reaches no argument list.
umask 027
hash=$(printf '%s\n%s\n' "$LAB_PASSWORD" "$LAB_PASSWORD" | doveadm pw -s SCRAM-SHA-256 2>/dev/null | tail -1)
echo "ada:$hash" >/run/dovecot-users
echo "ada:::::::nopassword" >/run/dovecot-certificates
chgrp dovecot /run/dovecot-{users,certificates}
# The key of tokens, where Dovecot looks for it: default/ALGORITHM/default.
mkdir -p /run/dovecot-keys/default/HS256
printf %s "$LAB_PASSWORD" | base64 -w0 >/run/dovecot-keys/default/HS256/default
chgrp -R dovecot /run/dovecot-keys
unset LAB_PASSWORD

exec dovecot -F
