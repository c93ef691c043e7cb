#!/usr/bin/env bash
# PID 1: checks what was put in at run time, sets ada's password, then becomes ProFTPD, which ends at once
# on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "proftpd: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"
: "${PASV_MIN:?is to be the first port for data}" "${PASV_MAX:?is to be the last port for data}"

case "${CLIENT_CERT:-asked}" in
    asked) verify=optional ;;
    required) verify=on ;;
    *) echo "proftpd: error: CLIENT_CERT is asked or required, not $CLIENT_CERT" >&2; exit 1 ;;
esac

# ProFTPD leaves the groups of TLS 1.3 to OpenSSL, and so to this configuration.
if [ -n "${TLS_GROUPS:-}" ]; then
    # the groups are looked at before anything is connected to, and nothing listens there
    said=$(openssl s_client -groups "$TLS_GROUPS" -connect 127.0.0.1:1 2>&1 </dev/null || true)
    [[ "$said" != *SSL_CONF_cmd* ]] || { echo "proftpd: error: OpenSSL has no such groups: $TLS_GROUPS" >&2; exit 1; }
    printf '%s\n' 'openssl_conf = lab' '[lab]' 'ssl_conf = contexts' '[contexts]' 'system_default = all' '[all]' \
        "Groups = $TLS_GROUPS" >/run/openssl.cnf
    export OPENSSL_CONF=/run/openssl.cnf
fi
hybrids='^[A-Za-z0-9]*MLKEM[0-9]+(:[A-Za-z0-9]*MLKEM[0-9]+)*$'
[[ "${TLS_GROUPS:-}" =~ $hybrids ]] && default=optional || default=required
case "${REUSE:=$default}" in
    required) reuse= ;;
    optional) reuse=NoSessionReuseRequired ;;
    *) echo "proftpd: error: REUSE is required or optional, not $REUSE" >&2; exit 1 ;;
esac
{
    echo "TLSVerifyClient $verify"
    [ -z "$reuse" ] || echo "TLSOptions $reuse"
} >/run/proftpd-lab.conf
echo "TLSOptions UseImplicitSSL $reuse" >/run/proftpd-implicit.conf

chpasswd <<<"ada:$LAB_PASSWORD"
export PASV_MIN PASV_MAX PASV_ADDRESS="${PASV_ADDRESS:-127.0.0.1}"

exec proftpd --nodaemon
