"""Every message of the INBOX whole by imaplib, all in one FETCH, each to a file of its own.

Arguments: port on localhost; PEM file of the root; user; password file; folder to write to.
"""
import imaplib
import pathlib
import re
import ssl
import sys

port, root, user, password_file, folder = sys.argv[1:]
with open(password_file) as file:
    password = file.read().strip()
with imaplib.IMAP4_SSL("localhost", int(port), ssl_context=ssl.create_default_context(cafile=root)) as imap:
    imap.login(user, password)
    imap.select("INBOX", readonly=True)
    status, answer = imap.uid("FETCH", "1:*", "(BODY.PEEK[])")
    if status != "OK":
        sys.exit(f"FETCH: {status}")
    for head, message in answer[::2]:
        uid = re.search(rb"UID (\d+)", head)[1].decode()
        pathlib.Path(folder, uid + ".eml").write_bytes(message)
