#!/usr/bin/env bash
# PID 1: checks what was put in at run time, sets ada's password, and runs vsftpd once for each mode. Both
# may share the passive ports: vsftpd tries another when one is taken. It stays PID 1 itself because
# vsftpd in that place crashes after its first session. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "vsftpd: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"
: "${PASV_MIN:?is to be the first port for data}" "${PASV_MAX:?is to be the last port for data}"

options=()
case "${CLIENT_CERT:-asked}" in
    asked) ;;
    required) options+=(-orequire_cert=YES) ;;
    *) echo "vsftpd: error: CLIENT_CERT is asked or required, not $CLIENT_CERT" >&2; exit 1 ;;
esac
case "${REUSE:-required}" in
    required) ;;
    optional) options+=(-orequire_ssl_reuse=NO) ;;
    *) echo "vsftpd: error: REUSE is required or optional, not $REUSE" >&2; exit 1 ;;
esac
case "${TLS_GROUPS:-}" in
    ""|P-256|prime256v1|secp256r1) ;;
    *) echo "vsftpd: error: it has P-256 alone, whatever OpenSSL is told, so not $TLS_GROUPS" >&2; exit 1 ;;
esac

chpasswd <<<"ada:$LAB_PASSWORD"
# vsftpd keeps an empty directory to hide in before a login.
mkdir -p /var/run/vsftpd/empty

options+=(-opasv_min_port="$PASV_MIN" -opasv_max_port="$PASV_MAX" -opasv_address="${PASV_ADDRESS:-127.0.0.1}")
trap 'kill $(jobs -p); exit 0' TERM INT
# vsftpd writes what it has against its configuration to descriptor 0, as if inetd had started it.
vsftpd /etc/vsftpd.conf "${options[@]}" -olisten_port=21 <&1 &
vsftpd /etc/vsftpd.conf "${options[@]}" -olisten_port=990 -oimplicit_ssl=YES <&1 &
echo "vsftpd: listening on 21 and 990"
# When either ends, so does the container: half a server would fail the tests in odder ways.
wait -n
