"""Seconds from exec to the first answer with status 200. Few imports: it is measured too."""
import os
import socket
import subprocess
import sys
import time

probe = socket.socket()
probe.bind(('127.0.0.1', 0))
port = probe.getsockname()[1]
probe.close()
request = f'GET /_orrery/health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n'.encode()
began = time.perf_counter()
process = subprocess.Popen([sys.argv[1], 'start', '--port', str(port), *sys.argv[2:]], stdout=subprocess.DEVNULL)
while True:
    try:
        with socket.create_connection(('127.0.0.1', port)) as client:
            client.sendall(request)
            if client.recv(12) == b'HTTP/1.1 200':
                break
    except ConnectionRefusedError:
        os.sched_yield()
print(time.perf_counter() - began)
process.terminate()
process.wait()
