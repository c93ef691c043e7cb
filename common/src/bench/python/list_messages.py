"""The messages of the INBOX by imaplib, all in one FETCH.

Arguments: port on localhost; PEM file of the root; user; password file.
"""
import imaplib
import ssl
import sys

port, root, user, password_file = sys.argv[1:]
with open(password_file) as file:
    password = file.read().strip()
with imaplib.IMAP4_SSL("localhost", int(port), ssl_context=ssl.create_default_context(cafile=root)) as imap:
    imap.login(user, password)
    imap.select("INBOX", readonly=True)
    status, messages = imap.fetch("1:*", "(UID FLAGS RFC822.SIZE ENVELOPE)")
    if status != "OK":
        sys.exit(f"FETCH: {status}")
    for message in messages:
        print(message.decode())
