#!/usr/bin/env bash
# PID 1: checks what was put in at run time, writes ada's password and what the environment asks for, then becomes
# OpenSMTPD, which ends at once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "opensmtpd: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"

case "${CLIENT_CERT:-asked}" in
    asked) verify= ;;
    required) verify=verify ;;
    *) echo "opensmtpd: error: CLIENT_CERT is asked or required, not $CLIENT_CERT" >&2; exit 1 ;;
esac
sed -i "s/ VERIFY / $verify /" /etc/smtpd.conf

# its process that keeps the keys knows how to sign with these two alone, and would fall over the others
openssl pkcs8 -topk8 -nocrypt -in /tls/server.key | openssl asn1parse | grep -q -E ':(rsaEncryption|id-ecPublicKey)$' \
    || { echo "opensmtpd: error: OpenSMTPD takes RSA and EC keys alone" >&2; exit 1; }

[ -z "${TLS_GROUPS:-}" ] || { echo "opensmtpd: error: TLS_GROUPS cannot be had: X25519, P-256 and P-384 are built in" >&2; exit 1; }

# a key that others may read is refused
install -d -m 755 /run/lab
install -m 600 /tls/server.key /run/lab/server.key
install -m 644 /tls/server.pem /run/lab/server.pem
install -o root -g opensmtpd -m 640 /dev/stdin /run/lab/logins < <(printf 'ada %s\n' "$(smtpctl encrypt <<<"$LAB_PASSWORD")")
unset LAB_PASSWORD

exec smtpd -d
