"""S3: small objects beside the echo, pages out of many keys, and 1 GiB beside cp on the same disk.

cp and a put leave the bytes in the page cache, neither waits for the disk; both write into one file system. Two floors
stand beside them: a put has to answer the MD5 of its body, and no get by curl is faster than curl gets the bare file
from a server that does nothing but sendfile.
"""
import os
import socket
import tempfile
import threading

from harness import Server, call, headers, interleaved, lua, report, wall, wrk


def run(bench):
    with tempfile.TemporaryDirectory() as scratch:
        with bench.emulator() as ours, Server(bench.program('bench_echo')) as echo:
            call(ours.url, '/bench', b'', 's3', method='PUT')
            kilobyte(bench, ours, echo)
            megabyte(bench, ours, echo)
            listing(bench, ours)
        with bench.emulator('--data-dir', os.path.join(scratch, 'data')) as ours:
            call(ours.url, '/bench', b'', 's3', method='PUT')
            gigabyte(bench, ours, scratch)


def kilobyte(bench, ours, echo):
    setup = 'local n = 0\nfunction key() n = (n * 1103515245 + 12345) % 100000 return "/bench/" .. n end'
    put = lua('s3', body='string.rep("x", 1024)', path='key()', method='PUT', setup=setup)
    get = lua('s3', path='"/bench/fixed"', method='GET')
    call(ours.url, '/bench/fixed', b'x' * 1024, 's3', method='PUT')
    for name, script in (('PutObject', put), ('GetObject', get)):
        found = interleaved(bench.rounds, echo=lambda: wrk(echo.url, script, 64, bench.seconds),
                            ours=lambda: wrk(ours.url, script, 64, bench.seconds))
        report('s3', f'{name} 1 KB, 64 connections', f'{found["ours"][0]:.0f}/s',
               f'p50 {found["ours"][1]:.0f} us; {found["ours"][0] / found["echo"][0]:.2f} of the echo')


def megabyte(bench, ours, echo):
    text = 'local text = string.rep("x", 1048576)'
    put = lua('s3', body='text', path='"/bench/megabyte"', method='PUT', setup=text)
    get = lua('s3', path='"/bench/megabyte"', method='GET')
    found = interleaved(bench.rounds, echo=lambda: wrk(echo.url, put, 16, bench.seconds),
                        put=lambda: wrk(ours.url, put, 16, bench.seconds),
                        get=lambda: wrk(ours.url, get, 16, bench.seconds))
    for name in ('put', 'get'):
        report('s3', f'{name} 1 MB, 16 connections', f'{found[name][0]:.0f}/s',
               f'{found[name][0] / found["echo"][0]:.2f} of the echo, which carries it both ways')


def listing(bench, ours):
    """A page of 1,000 keys, out of 1,000 and out of as many as --items says: the cost is that of the page."""
    written, seconds = {}, bench.seconds
    for bucket, keys in (('few', 'n % 1000'), ('many', 'n')):
        call(ours.url, f'/{bucket}', b'', 's3', method='PUT')
        setup = f'local n = 0\nfunction key() n = n + 1 return "/{bucket}/" .. (100000000 + {keys}) end'
        rate, _ = wrk(ours.url, lua('s3', body='"x"', path='key()', method='PUT', setup=setup), 16, seconds)
        written[bucket] = min(1_000, rate * seconds) if bucket == 'few' else rate * seconds
        seconds = int(bench.items / rate) + 1
    few, many = (lua('s3', path=f'"/{bucket}?list-type=2&delimiter=/"', method='GET') for bucket in ('few', 'many'))
    found = interleaved(bench.rounds, few=lambda: wrk(ours.url, few, 1, bench.seconds),
                        many=lambda: wrk(ours.url, many, 1, bench.seconds))
    for name, of in written.items():
        report('s3', f'ListObjectsV2 of 1,000 keys out of about {of:,.0f}', f'{found[name][1] / 1e3:.1f} ms',
               f'{found[name][1] / found["few"][1]:.2f} of the least')


class BareFile:
    """Answers whatever it is asked with one file, by sendfile."""

    def __init__(self, path):
        self.path = path
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.url = f'http://127.0.0.1:{self.listener.getsockname()[1]}/'
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.listener.accept()
            with connection, open(self.path, 'rb') as file:
                connection.recv(65536)
                length = os.path.getsize(self.path)
                connection.sendall(f'HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n'.encode())
                connection.sendfile(file)


def gigabyte(bench, ours, scratch):
    big, copy, out = (os.path.join(scratch, name) for name in ('big', 'copy', 'out'))
    with open(big, 'wb') as file:
        for _ in range(1024):
            file.write(os.urandom(1 << 20))
    os.sync()
    curl = ['curl', '-sf', '-H', 'Authorization: ' + headers('s3')['Authorization']]
    url = ours.url + '/bench/big'
    bare = BareFile(big)
    found = interleaved(max(2, bench.rounds), md5=lambda: wall(['openssl', 'md5', big]),
                        copy=lambda: wall(['cp', '--remove-destination', '--reflink=never', big, copy]),
                        bare=lambda: wall(['curl', '-sf', '-o', out, bare.url]),
                        put=lambda: wall([*curl, '-T', big, url]),
                        get=lambda: wall([*curl, '-o', out, url]))
    report('s3', 'MD5 of 1 GiB on one core', f'{1024 / found["md5"]:.0f} MiB/s', f'{found["copy"] / found["md5"]:.2f} of cp')
    report('s3', 'curl gets the bare file', f'{1024 / found["bare"]:.0f} MiB/s', f'{found["copy"] / found["bare"]:.2f} of cp')
    for name, floor, words in (('put', 'md5', 'MD5'), ('get', 'bare', 'the bare file')):
        report('s3', f'{name} 1 GiB', f'{1024 / found[name]:.0f} MiB/s',
               f'{found["copy"] / found[name]:.2f} of cp, {found[floor] / found[name]:.2f} of {words}')
    report('s3', 'memory after it (peak RSS)', f'{ours.memory_mb("VmHWM"):.0f} MB')
