"""The program under test, its processes, and unsigned calls to it."""
import collections
import json
import os
import signal
import subprocess
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get('ORRERY', os.path.join(ROOT, 'build', 'release', 'orrery'))


def run(*arguments, timeout=120):
    """Runs `orrery ARGUMENTS --json`: exit code, summary, what it said on standard error."""
    done = subprocess.run([PROGRAM, *arguments, '--json'], capture_output=True, text=True, timeout=timeout)
    lines = done.stdout.strip().splitlines()
    return done.returncode, json.loads(lines[-1]) if lines else {}, done.stderr


def processes_with(marker):
    """Ids of the processes whose environment contains `marker`."""
    found = []
    for entry in os.listdir('/proc'):
        if not entry.isdigit() or int(entry) == os.getpid():
            continue
        try:
            with open(f'/proc/{entry}/environ', 'rb') as file:
                if marker.encode() in file.read():
                    found.append(int(entry))
        except OSError:
            pass
    return found


def wait_until(what, condition, seconds=60, tell=lambda: ''):
    """`tell` says more of what was found where the time was not enough."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f'{what}: not within {seconds} s {tell()}')
        time.sleep(0.02)


class Emulator:
    """`orrery start` on a data directory; killed and started again on the same port."""

    def __init__(self, data_dir, *options):
        self.options = ['--data-dir', data_dir, *options]
        self.port = 0
        self.process = None
        self.start()

    @property
    def endpoint(self):
        return f'http://127.0.0.1:{self.port}'

    def start(self):
        self.process = subprocess.Popen([PROGRAM, 'start', '--port', str(self.port), *self.options],
                                        stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if 'ready at' not in line:
            raise AssertionError(f'orrery start said: {line!r}')
        self.port = int(line.strip().rstrip('\x1b[0m').rsplit(':', 1)[1])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process.stdout.close()

    def tally(self):
        """How often each kind of call ended in which way, as the journal has it, and its last lines."""
        with urllib.request.urlopen(self.endpoint + '/_orrery/journal', timeout=20) as answer:
            lines = json.load(answer)['lines']
        ends = collections.Counter(f"{line['service']} {line['operation']} {line.get('outcome')}" for line in lines)
        return f'{dict(ends)} {lines[-3:]}'

    def call(self, service, target, body, version='1.0'):
        request = urllib.request.Request(self.endpoint + '/', json.dumps(body).encode(), {
            'Content-Type': f'application/x-amz-json-{version}', 'X-Amz-Target': target,
            'Authorization': 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/%s/aws4_request, '
                             'SignedHeaders=host, Signature=0' % service})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


class Directory(tempfile.TemporaryDirectory):
    def __enter__(self):
        return self

    def path(self, name):
        return os.path.join(self.name, name)
