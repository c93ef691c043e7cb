#!/usr/bin/env bash
# PID 1: checks what was put in at run time, writes ada's password and what the environment asks for, then becomes
# Exim's daemon, which ends at once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "exim: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"

case "${CLIENT_CERT:-asked}" in
    asked) clients=tls_try_verify_hosts ;;
    required) clients=tls_verify_hosts ;;
    *) echo "exim: error: CLIENT_CERT is asked or required, not $CLIENT_CERT" >&2; exit 1 ;;
esac

groups=
if [ -n "${TLS_GROUPS:-}" ]; then
    groups=:-GROUP-ALL
    for group in ${TLS_GROUPS//:/ }; do
        case "$group" in
            X25519 | X448 | ffdhe2048 | ffdhe3072 | ffdhe4096 | ffdhe6144 | ffdhe8192) groups+=:+GROUP-${group^^} ;;
            P-256) groups+=:+GROUP-SECP256R1 ;;
            P-384) groups+=:+GROUP-SECP384R1 ;;
            P-521) groups+=:+GROUP-SECP521R1 ;;
            *) echo "exim: error: GnuTLS here has no group $group" >&2; exit 1 ;;
        esac
    done
fi
sed -i "s/^CLIENTS = /$clients = /; s/GROUPS\$/$groups/" /etc/exim4/exim4.conf

# Exim reads these as its own user, not as root. GnuTLS takes no EC key without its public half, which Java leaves
# out of the file; "openssl ec" puts it in, and refuses keys of other kinds.
install -d -o Debian-exim -g Debian-exim -m 750 /run/exim4
key=$(openssl ec -in /tls/server.key 2>/dev/null || cat /tls/server.key)
install -o Debian-exim -m 400 /tls/server.pem /tls/ca.pem /run/exim4/
install -o Debian-exim -m 400 /dev/stdin /run/exim4/server.key <<<"$key"
install -o Debian-exim -m 400 /dev/stdin /run/exim4/password < <(printf %s "$LAB_PASSWORD")
unset LAB_PASSWORD

# what it logs, it logs to files
install -o Debian-exim -g adm -m 640 /dev/null /var/log/exim4/mainlog
tail -F /var/log/exim4/mainlog &

exec exim4 -bdf -q10s
