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

# Exim's own setting, tls_eccurve, knows elliptic curves alone; left out, it leaves the groups to OpenSSL's configuration
if [ -n "${TLS_GROUPS:-}" ]; then
    # the group is looked at before anything is connected to, and nothing listens there
    said=$(openssl s_client -groups "$TLS_GROUPS" -connect 127.0.0.1:1 2>&1 </dev/null || true)
    [[ "$said" != *SSL_CONF_cmd* ]] || { echo "exim: error: OpenSSL has no such groups: $TLS_GROUPS" >&2; exit 1; }
    printf '%s\n' 'openssl_conf = lab' '[lab]' 'ssl_conf = contexts' '[contexts]' 'system_default = all' '[all]' \
        "Groups = $TLS_GROUPS" >/etc/ssl/openssl.cnf
fi
sed -i "s/^CLIENTS = /$clients = /" /etc/exim4/exim4.conf

# Exim reads these as its own user, not as root
install -d -o Debian-exim -g Debian-exim -m 750 /run/exim4
install -o Debian-exim -m 400 /tls/server.pem /tls/server.key /tls/ca.pem /run/exim4/
install -o Debian-exim -m 400 /dev/stdin /run/exim4/password < <(printf %s "$LAB_PASSWORD")
unset LAB_PASSWORD

# what it logs, it logs to files
install -o Debian-exim -g adm -m 640 /dev/null /var/log/exim4/mainlog
tail -F /var/log/exim4/mainlog &

exec exim4 -bdf -q10s
