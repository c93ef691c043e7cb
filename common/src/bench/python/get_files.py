"""Files by http.client, one after the other over one connection.

Arguments: port on localhost; PEM file of the root; path, which a number follows; how many; folder for them.
"""
import http.client
import os
import ssl
import sys

port, root, path, count, folder = sys.argv[1:]
context = ssl.create_default_context(cafile=root)
connection = http.client.HTTPSConnection("localhost", int(port), context=context)
for number in range(int(count)):
    connection.request("GET", f"{path}{number}")
    answer = connection.getresponse()
    if answer.status != 200:
        sys.exit(f"{path}{number}: {answer.status}")
    with open(os.path.join(folder, f"file{number}"), "wb") as file:
        while piece := answer.read(65536):
            file.write(piece)
