#!/usr/bin/env bash
# PID 1: checks what was put in at run time, writes ada's password, then becomes Cyrus's master, which ends
# at once on SIGTERM. By hand: see the Dockerfile.
set -euo pipefail

for file in /tls/server.pem /tls/server.key /tls/ca.pem; do
    [ -s "$file" ] || { echo "cyrus: error: no $file; http/docker/nginx/Dockerfile says how to make and mount it" >&2; exit 1; }
done
: "${LAB_PASSWORD:?is to be the password of the user ada}"
case ${CLIENT_CERT:=asked} in
    asked) wanted=optional ;;
    required) wanted=require ;;
    *) echo "cyrus: error: CLIENT_CERT is \"$CLIENT_CERT\"; it is to be asked or required" >&2; exit 1 ;;
esac
if [ -n "${TLS_GROUPS:=}" ]; then
    # the groups are looked at before anything is connected to, and nothing listens there
    said=$(openssl s_client -groups "$TLS_GROUPS" -connect 127.0.0.1:1 2>&1 </dev/null || true)
    [[ "$said" != *SSL_CONF_cmd* ]] || { echo "cyrus: error: OpenSSL has no such groups: $TLS_GROUPS" >&2; exit 1; }
fi
echo "tls_client_certs: $wanted" >>/etc/imapd.conf

# What Cyrus leaves to OpenSSL. Tickets that hold a session can be read by the process alone that wrote them, and
# the next connection has another; without them, sessions are kept in the store that all processes share.
{
    echo 'openssl_conf = openssl'
    echo '[openssl]'
    echo 'ssl_conf = ssl'
    echo '[ssl]'
    echo 'system_default = server'
    echo '[server]'
    echo 'Options = -SessionTicket'
    # of several, only the one sent last is found again
    echo 'NumTickets = 1'
    [ -z "$TLS_GROUPS" ] || echo "Groups = $TLS_GROUPS"
} >/run/openssl.cnf
export OPENSSL_CONF=/run/openssl.cnf

install -d -o cyrus -g mail /run/cyrus/{tls,proc,lock,socket}
install -o cyrus -g mail -m 400 /tls/server.pem /tls/server.key /tls/ca.pem /run/cyrus/tls

saslpasswd2 -p -c -u "$HOSTNAME" ada <<<"$LAB_PASSWORD"
chown cyrus /etc/sasldb2
unset LAB_PASSWORD

# Cyrus logs to syslog alone.
busybox syslogd -n -O - -f /dev/null &

exec /usr/lib/cyrus/bin/master
