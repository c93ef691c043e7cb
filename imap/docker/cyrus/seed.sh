#!/usr/bin/env bash
# Puts messages into ada's INBOX as a delivery does, by LMTP; a client in IDLE is told.
#
#   docker exec cyrus /seed.sh 2000          2000 messages of about 300 bytes
#   docker exec cyrus /seed.sh 10 100000     10 with a body of 100,000 bytes
#   docker exec cyrus /seed.sh 0             none: it empties the INBOX
#
# Message i of a call has the subject "message i" and the Message-ID <i.TIME@lab.test>.
set -euo pipefail

count=${1:?is the number of messages}
body=${2:-64}

# Sends lines, waits for the reply, and ends if it is not the one that is due.
say() {
    local due=$1 reply
    shift
    # through cat, which writes once: bash does for each line, and each would wait for the last one's receipt
    [ $# = 0 ] || printf '%s\r\n' "$@" | cat >&3
    while read -r reply <&3 && [ "${reply:3:1}" = - ]; do :; done
    [[ $reply == $due* ]] || { echo "cyrus: error: LMTP answers $reply" >&2; exit 1; }
}

if [ "$count" = 0 ]; then
    exec setpriv --reuid=cyrus --regid=mail --init-groups /usr/lib/cyrus/bin/ipurge -f -b 1 user/ada >/dev/null 2>&1
fi

exec 3<>/dev/tcp/127.0.0.1/24
say 220
say 250 'LHLO localhost'
stamp=$(date +%s%N)
date=$(date -R)
line='All that is gold does not glitter, not all those who wander are.'
printf -v text "%*s" $((body / 66 + 1)) ''
text=${text// /$line$'\r\n'}
for ((i = 1; i <= count; i++)); do
    say 250 'MAIL FROM:<grace@lab.test>'
    say 250 'RCPT TO:<ada>'
    say 354 'DATA'
    say 250 'From: Grace <grace@lab.test>' 'To: Ada <ada@lab.test>' "Subject: message $i" "Date: $date" \
        "Message-ID: <$i.$stamp@lab.test>" 'MIME-Version: 1.0' 'Content-Type: text/plain; charset=us-ascii' '' \
        "${text:0:body - 2}" .
done
say 221 QUIT
