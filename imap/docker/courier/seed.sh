#!/usr/bin/env bash
# Puts messages into ada's INBOX as a delivery would, by files in Maildir/new; a client in IDLE is told.
#
#   docker exec courier /seed.sh 2000          2000 messages of about 300 bytes
#   docker exec courier /seed.sh 10 100000     10 with a body of 100,000 bytes
#   docker exec courier /seed.sh 0             none: it empties the INBOX
#
# Message i of a call has the subject "message i" and the Message-ID <i.TIME@lab.test>.
set -euo pipefail

count=${1:?is the number of messages}
body=${2:-64}
box=/home/ada/Maildir

if [ "$count" = 0 ]; then rm -rf "$box"; fi
install -d -o ada -g ada -m 700 "$box" "$box"/{cur,new,tmp}

# One awk for all of them: a process for each would take minutes for thousands.
stamp=$(date +%s%N)
awk -v count="$count" -v body="$body" -v tmp="$box/tmp" -v stamp="$stamp" -v date="$(date -R)" 'BEGIN {
    line = "All that is gold does not glitter, not all those who wander are.\n"
    for (text = line; length(text) < body; text = text line);
    text = substr(text, 1, body - 1) "\n"
    for (i = 1; i <= count; i++) {
        file = sprintf("%s/%s.%06d.seed", tmp, stamp, i)
        printf "From: Grace <grace@lab.test>\nTo: Ada <ada@lab.test>\nSubject: message %d\nDate: %s\n", i, date > file
        printf "Message-ID: <%d.%s@lab.test>\n", i, stamp > file
        printf "MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\n%s", text > file
        close(file)
    }
}'
find "$box/tmp" -name "$stamp.*" -exec chown ada:ada {} + -exec mv -t "$box/new" {} +
