#!/usr/bin/env bash
# PID 1: checks what was put in at run time, writes ada's password and what the environment asks for, then
# becomes Postfix's master, which ends at once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "postfix: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"

case "${CLIENT_CERT:-asked}" in
    asked) ;;
    required) postconf smtpd_tls_req_ccert=yes ;;
    *) echo "postfix: error: CLIENT_CERT is asked or required, not $CLIENT_CERT" >&2; exit 1 ;;
esac

# With its own lists empty, Postfix leaves the groups to OpenSSL, and so to this configuration.
if [ -n "${TLS_GROUPS:-}" ]; then
    # the group is looked at before anything is connected to, and nothing listens there
    said=$(openssl s_client -groups "$TLS_GROUPS" -connect 127.0.0.1:1 2>&1 </dev/null || true)
    [[ "$said" != *SSL_CONF_cmd* ]] || { echo "postfix: error: OpenSSL has no such groups: $TLS_GROUPS" >&2; exit 1; }
    printf '%s\n' 'postfix = lab' '[lab]' 'ssl_conf = contexts' '[contexts]' 'system_default = all' '[all]' \
        "Groups = $TLS_GROUPS" >/etc/postfix/openssl.cnf
    postconf tls_config_file=/etc/postfix/openssl.cnf tls_config_name=postfix \
        tls_eecdh_auto_curves= tls_ffdhe_auto_groups=
fi

saslpasswd2 -p -c -u lab.test ada <<<"$LAB_PASSWORD"
chgrp postfix /etc/sasldb2

exec postfix start-fg
