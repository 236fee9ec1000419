"""What every bench suite needs: servers on free ports, wrk, medians, and one table."""
import json
import os
import re
import statistics
import subprocess
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
rows = []


def report(suite, what, value, note=''):
    rows.append((suite, what, value, note))
    print(f'{suite:10} {what:58} {value:>14}  {note}', flush=True)


def median(values):
    return statistics.median(values)


class Server:
    """A program that prints its address on its first line; ended by its own process id."""

    def __init__(self, *command, environment=None):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
        self.url = re.search(r'http://\S+', self.process.stdout.readline()).group(0)
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def cpu_seconds(self):
        with open(f'/proc/{self.pid}/stat') as file:
            fields = file.read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def memory_mb(self, field='VmRSS'):
        with open(f'/proc/{self.pid}/status') as file:
            return int(re.search(field + r':\s+(\d+)', file.read()).group(1)) / 1024


def headers(service, target=None, version='1.0', account='test'):
    found = {'Authorization': f'AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/{service}/aws4_request, '
                              'SignedHeaders=host, Signature=0'}
    if target:
        found['X-Amz-Target'] = target
        found['Content-Type'] = f'application/x-amz-json-{version}'
    return found


def call(url, path, body, service, target=None, method='POST', version='1.0', date=None):
    data = json.dumps(body).encode() if not isinstance(body, bytes) else body
    fields = {**headers(service, target, version), **({'X-Amz-Date': date} if date else {})}
    request = urllib.request.Request(url + path, data=data, method=method, headers=fields)
    with urllib.request.urlopen(request) as reply:
        return json.loads(reply.read() or b'{}')


def wrk(url, script, connections=64, seconds=2):
    """Requests per second and median latency in microseconds of a Lua script."""
    with tempfile.NamedTemporaryFile('w', suffix='.lua') as lua:
        lua.write(script)
        lua.flush()
        out = subprocess.run(['wrk', '-t1', f'-c{connections}', f'-d{seconds}', '--latency', '-s', lua.name, url],
                             capture_output=True, text=True, check=True).stdout
    if 'Non-2xx' in out:
        raise RuntimeError('the server refused requests:\n' + out)
    rate = float(re.search(r'Requests/sec:\s+([\d.]+)', out).group(1))
    amount, unit = re.search(r'50%\s+([\d.]+)(us|ms|s)', out).groups()
    return rate, float(amount) * {'us': 1, 'ms': 1e3, 's': 1e6}[unit]


def lua(service, target=None, body='nil', path='"/"', method='POST', setup='', version='1.0'):
    """A wrk script; `body` and `path` are Lua expressions that are evaluated for each request."""
    fixed = ', '.join(f'[{json.dumps(name)}] = {json.dumps(value)}'
                      for name, value in headers(service, target, version).items())
    return (f'{setup}\nlocal fixed = {{{fixed}}}\n'
            f'function request() return wrk.format("{method}", {path}, fixed, {body}) end\n')


def interleaved(rounds, **runs):
    """Runs each in turn, `rounds` times over, so that drift of the machine hits all alike; medians by name."""
    results = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            results[name].append(run())
    return {name: tuple(median(part) for part in zip(*found)) if isinstance(found[0], tuple) else median(found)
            for name, found in results.items()}


def wall(command, environment=None):
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
    return time.perf_counter() - began
