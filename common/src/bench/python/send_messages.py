"""Many messages by smtplib, on one connection or on as many as there are messages.

Arguments: port on localhost; PEM file of the root; user; password file; number of messages; number of connections.
"""
import smtplib
import ssl
import sys
from email.message import EmailMessage

port, root, user, password_file, messages, connections = sys.argv[1:]
context = ssl.create_default_context(cafile=root)
with open(password_file) as file:
    password = file.read().strip()
for _ in range(int(connections)):
    with smtplib.SMTP_SSL("localhost", int(port), context=context) as smtp:
        smtp.login(user, password)
        for i in range(int(messages) // int(connections)):
            message = EmailMessage()
            message["From"] = "ada@lab.test"
            message["To"] = "ada@lab.test"
            message["Subject"] = f"message {i}"
            message.set_content("hello\n")
            smtp.send_message(message)
