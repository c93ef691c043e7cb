#!/usr/bin/env bash
# PID 1: checks what was put in at run time, sets ada's password, then runs Courier's three services and ends
# with the first of them, or at SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "courier: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"

chpasswd <<<"ada:$LAB_PASSWORD"
unset LAB_PASSWORD

set -a
TLS_PROTOCOL= # which imapd-ssl takes for granted
. /etc/courier/imapd
. /etc/courier/imapd-ssl
. /etc/courier/imapd.env
case ${CLIENT_CERT:=asked} in
    asked) TLS_VERIFYPEER=PEER ;;
    required) TLS_VERIFYPEER=REQUIREPEER ;;
    *) echo "courier: error: CLIENT_CERT is \"$CLIENT_CERT\"; it is to be asked or required" >&2; exit 1 ;;
esac
TLS_PRIORITY=NORMAL
if [ -n "${TLS_GROUPS:-}" ]; then
    TLS_PRIORITY=NORMAL:-RSA:-DHE-RSA:-GROUP-ALL
    for group in ${TLS_GROUPS//:/ }; do
        case ${group,,} in
            x25519 | x448) TLS_PRIORITY+=:+GROUP-${group^^} ;;
            p-256 | prime256v1 | secp256r1) TLS_PRIORITY+=:+GROUP-SECP256R1 ;;
            p-384 | secp384r1) TLS_PRIORITY+=:+GROUP-SECP384R1 ;;
            p-521 | secp521r1) TLS_PRIORITY+=:+GROUP-SECP521R1 ;;
            *) echo "courier: error: GnuTLS here has no group \"$group\"" >&2; exit 1 ;;
        esac
    done
fi
set +a

# Java writes an EC key without its public half, as RFC 5915 allows; GnuTLS wants it there. `openssl ec` adds
# it; keys of other kinds it refuses, and they stay as they are.
umask 077
openssl ec -in /tls/server.key -out /run/courier/tls.pem 2>/dev/null || cp /tls/server.key /run/courier/tls.pem
cat /tls/server.pem >>/run/courier/tls.pem
cp /tls/ca.pem /run/courier/ca.pem
touch "$TLS_CACHEFILE"
chown courier:courier /run/courier/{tls.pem,ca.pem} "$TLS_CACHEFILE"
umask 022

login=(/usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir)
tcpd=(couriertcpd -nodnslookup -maxprocs=100 -maxperip=100)
install -d -o courier -g courier /run/courier/authdaemon
/usr/lib/courier/courier-authlib/authdaemond &
# whoever logs in before it listens is refused
until [ -S /run/courier/authdaemon/socket ]; do
    kill -0 $!
    sleep 0.1
done
IMAP_STARTTLS=YES "${tcpd[@]}" 143 "${login[@]}" &
IMAP_TLS=1 "${tcpd[@]}" 993 "$COURIERTLS" -server -tcpd -user=courier "${login[@]}" &

trap 'exit 0' TERM
wait -n
