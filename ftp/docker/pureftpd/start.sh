#!/usr/bin/env bash
# PID 1: checks what was put in at run time, sets ada's password, then becomes Pure-FTPd, which ends at once on
# SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "pureftpd: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"
: "${PASV_MIN:?is to be the first port for data}" "${PASV_MAX:?is to be the last port for data}"

ciphers=HIGH
case "${CLIENT_CERT:-asked}" in
    asked) ;;
    required) ciphers=-C:HIGH ;; # the letter is Pure-FTPd's way to say so
    *) echo "pureftpd: error: CLIENT_CERT is asked or required, not $CLIENT_CERT" >&2; exit 1 ;;
esac
case "${TLS_GROUPS:-}" in
    ""|P-256|prime256v1|secp256r1) ;;
    *) echo "pureftpd: error: it has P-256 alone, whatever OpenSSL is told, so not $TLS_GROUPS" >&2; exit 1 ;;
esac

chpasswd <<<"ada:$LAB_PASSWORD"
# One file has it all: key and chain for clients, and the root that their certificates are held against.
umask 077
cat /tls/server.key /tls/server.pem /tls/ca.pem >/run/pureftpd.pem

# --tls=3: control and data; --noanonymous; a session for each of a test's many connections.
exec pure-ftpd --tls=3 --certfile=/run/pureftpd.pem --tlsciphersuite="$ciphers" --login=unix --noanonymous \
    --chrooteveryone --dontresolve --maxclientsnumber=50 --maxclientsperip=50 \
    --passiveportrange="$PASV_MIN:$PASV_MAX" --forcepassiveip="${PASV_ADDRESS:-127.0.0.1}"
