#!/usr/bin/env python3
"""scripts/bench [SUITE...] [--seconds N] [--rounds N] [--items N] [--json FILE]

Ratios, measured side by side in one run; an absolute figure alone says more about the machine than about us.
Suites: start http dynamodb sqs s3 invoke cold burst star states (all, when none is named).
"""
import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile

import dynamodb_suite
import s3_suite
import star_suite
import states_suite
from harness import Server, call, interleaved, lua, median, report, rows, wall, wrk

PYTHON = '/usr/bin/python3'


class Bench:
    def __init__(self, options):
        self.build, self.seconds, self.rounds = options.build, options.seconds, options.rounds
        self.items = options.items

    def program(self, name):
        return os.path.join(self.build, name)

    def emulator(self, *options):
        return Server(self.program('orrery'), 'start', '--port', '0', *options)

    # start ---------------------------------------------------------------------------------------------

    def until_first_reply(self, *options):
        """Seconds from exec to the first 200, polled without pause on a port known beforehand."""
        out = subprocess.run([PYTHON, os.path.join(os.path.dirname(__file__), 'first_reply.py'), self.program('orrery'),
                              *options], capture_output=True, text=True, check=True)
        return float(out.stdout)

    def start(self):
        found = interleaved(max(self.rounds, 15),
                            empty=lambda: wall([self.program('bench_empty')]),
                            memory=self.until_first_reply,
                            disk=lambda: self.until_first_reply('--data-dir', tempfile.mkdtemp()))
        report('start', 'an empty C++ program', f'{found["empty"] * 1e3:.1f} ms')
        report('start', 'exec to first 200, in memory', f'{found["memory"] * 1e3:.1f} ms',
               f'{found["memory"] / found["empty"]:.1f} x the empty program')
        report('start', 'exec to first 200, --data-dir', f'{found["disk"] * 1e3:.1f} ms',
               f'{found["disk"] / found["empty"]:.1f} x the empty program')
        with self.emulator() as server:
            report('start', 'idle memory (RSS)', f'{server.memory_mb():.1f} MB')
        report('start', 'binary', f'{os.path.getsize(self.program("orrery")) / 1e6:.1f} MB')

    # http ----------------------------------------------------------------------------------------------

    def http(self):
        body = json.dumps('{"TableName":"t","Key":{"pk":{"S":"' + 'x' * 250 + '"}}}')
        script = lua('sts', body='"Action=GetCallerIdentity&Version=2011-06-15"',
                     setup='local form = "application/x-www-form-urlencoded"').replace(
                         'local fixed = {', 'local fixed = {["Content-Type"] = form, ')
        with self.emulator() as ours, Server(self.program('bench_echo')) as echo, \
                Server(self.program('bench_epoll')) as epoll:
            for connections in (1, 64, 1000):
                found = interleaved(self.rounds,
                                    epoll=lambda: wrk(epoll.url, lua('x', body=body), connections, self.seconds),
                                    echo=lambda: wrk(echo.url, lua('x', body=body), connections, self.seconds),
                                    ours=lambda: wrk(ours.url, script, connections, self.seconds))
                for name in ('epoll', 'echo'):
                    report('http', f'{name} floor, {connections} connections', f'{found[name][0]:.0f}/s', f'p50 {found[name][1]:.0f} us')
                report('http', f'sts GetCallerIdentity, {connections} connections', f'{found["ours"][0]:.0f}/s',
                       f'p50 {found["ours"][1]:.0f} us; {found["ours"][0] / found["echo"][0]:.2f} of the echo')

    # dynamodb ------------------------------------------------------------------------------------------

    def dynamodb(self):
        dynamodb_suite.run(self)

    # sqs -----------------------------------------------------------------------------------------------

    def sqs(self):
        with self.emulator() as ours, Server(self.program('bench_echo')) as echo:
            queue = call(ours.url, '/', {'QueueName': 'bench'}, 'sqs', 'AmazonSQS.CreateQueue')['QueueUrl']
            send = lua('sqs', 'AmazonSQS.SendMessage', json.dumps(json.dumps({'QueueUrl': queue, 'MessageBody': 'x' * 300})))
            receive = lua('sqs', 'AmazonSQS.ReceiveMessage', json.dumps(json.dumps({'QueueUrl': queue, 'MaxNumberOfMessages': 1, 'VisibilityTimeout': 1})))
            batch = lua('sqs', 'AmazonSQS.SendMessageBatch', json.dumps(json.dumps({
                'QueueUrl': queue, 'Entries': [{'Id': str(n), 'MessageBody': 'x' * 300} for n in range(10)]})))
            for name, script in (('SendMessage', send), ('SendMessageBatch of 10,', batch), ('ReceiveMessage', receive)):
                found = interleaved(self.rounds, echo=lambda: wrk(echo.url, script, 64, self.seconds),
                                    ours=lambda: wrk(ours.url, script, 64, self.seconds))
                report('sqs', f'{name} 300 B, 64 connections', f'{found["ours"][0]:.0f}/s',
                       f'p50 {found["ours"][1]:.0f} us; {found["ours"][0] / found["echo"][0]:.2f} of the echo')

    # s3 ------------------------------------------------------------------------------------------------

    def s3(self):
        s3_suite.run(self)

    # functions -----------------------------------------------------------------------------------------

    def create(self, server, name, runtime, handler, files, memory=512):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, 'w') as archive:
            for path, (content, mode) in files.items():
                info = zipfile.ZipInfo(path)
                info.external_attr = mode << 16
                archive.writestr(info, content)
        import base64
        call(server.url, '/2015-03-31/functions', {
            'FunctionName': name, 'Runtime': runtime, 'Handler': handler, 'MemorySize': memory, 'Timeout': 30,
            'Role': 'arn:aws:iam::000000000000:role/bench',
            'Code': {'ZipFile': base64.b64encode(packed.getvalue()).decode()}}, 'lambda')

    def functions(self, server):
        with open(os.path.join(self.build, 'functions/burst/noop/bootstrap'), 'rb') as file:
            self.create(server, 'cpp', 'provided.al2023', 'x', {'bootstrap': (file.read(), 0o755)})
        self.create(server, 'python', 'python3.11', 'f.handler', {'f.py': ('def handler(event, context): return event', 0o644)})
        self.create(server, 'boto3', 'python3.11', 'f.handler', {'f.py': (
            'import boto3\nc = boto3.client("dynamodb")\ndef handler(event, context): return event', 0o644)})
        self.create(server, 'node', 'nodejs20.x', 'f.handler', {'f.js': ('exports.handler = async (e) => e', 0o644)})

    def invoke(self):
        with self.emulator() as ours, Server(self.program('bench_echo')) as echo:
            self.functions(ours)
            for name in ('cpp', 'python', 'node'):
                path = f'/2015-03-31/functions/{name}/invocations'
                call(ours.url, path, {}, 'lambda')
                for connections in (1, 16):
                    script = lua('lambda', body='"{}"', path=json.dumps(path))
                    wrk(ours.url, script, connections, 1)
                    found = interleaved(self.rounds, echo=lambda: wrk(echo.url, script, connections, self.seconds),
                                        ours=lambda: wrk(ours.url, script, connections, self.seconds))
                    report('invoke', f'{name}, warm, {connections} connections', f'{found["ours"][0]:.0f}/s',
                           f'p50 {found["ours"][1]:.0f} us; {found["ours"][0] / found["echo"][0]:.2f} of the echo')

    def cold(self):
        def cold_start(server, name):
            # New configuration, new sandboxes: the next invocation is cold.
            call(server.url, f'/2015-03-31/functions/{name}/configuration', {'Description': os.urandom(4).hex()}, 'lambda', method='PUT')
            import time
            began = time.perf_counter()
            call(server.url, f'/2015-03-31/functions/{name}/invocations', {}, 'lambda')
            return time.perf_counter() - began

        with self.emulator() as ours:
            self.functions(ours)
            for name in ('cpp', 'python', 'boto3', 'node'):
                cold_start(ours, name)
            found = interleaved(max(self.rounds, 9), python_floor=lambda: wall([PYTHON, '-c', 'pass']),
                                node_floor=lambda: wall(['node', '-e', '0']),
                                cpp=lambda: cold_start(ours, 'cpp'), python=lambda: cold_start(ours, 'python'),
                                boto3=lambda: cold_start(ours, 'boto3'), node=lambda: cold_start(ours, 'node'))
            floors = {'python': 'python_floor', 'boto3': 'python_floor', 'node': 'node_floor'}
            report('cold', 'python3 -c pass', f'{found["python_floor"] * 1e3:.1f} ms')
            report('cold', 'node -e 0', f'{found["node_floor"] * 1e3:.1f} ms')
            for name in ('cpp', 'python', 'boto3', 'node'):
                note = f'{found[name] / found[floors[name]]:.2f} x the bare interpreter' if name in floors else ''
                report('cold', f'{name}: cold invocation, seen by the client', f'{found[name] * 1e3:.1f} ms', note)

    # burst ---------------------------------------------------------------------------------------------

    def burst(self):
        for language in ('cpp', 'python'):
            def job():
                out = subprocess.run([self.program('orrery'), 'run', 'burst', '--start', '0', '--end', '45018', '--batch-size', '40',
                                      '--levels', '2', '--worker', 'noop', '--workers', language, '--json'],
                                     capture_output=True, text=True, check=True)
                return json.loads(out.stdout)
            summary = job()
            processes = str(sum(one['sandboxesStarted'] for one in summary['functions'].values()))
            worker = [] if language == 'cpp' else [PYTHON, '-c', 'import os\nwhile os.read(0,1): os.write(0,b"x")']
            found = interleaved(self.rounds,
                                pool=lambda: float(subprocess.run([self.program('bench_pool'), '1126', processes, *worker],
                                                                  capture_output=True, text=True, check=True).stdout),
                                job=lambda: job()['wallSecs'])
            report('burst', f'bare pool of {processes} {language} processes, 1,126 calls', f'{found["pool"] * 1e3:.0f} ms')
            report('burst', f'the job: 1,126 batches of a no-op in {language}', f'{found["job"]:.2f} s',
                   f'{found["job"] / found["pool"]:.1f} x the pool')

    # star ----------------------------------------------------------------------------------------------

    def star(self):
        star_suite.star(self, 20_000 if self.seconds >= 5 else 2_000)

    # states --------------------------------------------------------------------------------------------

    def states(self):
        states_suite.run(self)


SUITES = ('start', 'http', 'dynamodb', 'sqs', 's3', 'invoke', 'cold', 'burst', 'star', 'states')


def main():
    parser = argparse.ArgumentParser(prog='scripts/bench', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('suites', nargs='*', metavar='SUITE', help=' '.join(SUITES))
    parser.add_argument('--build', default='build/release', help=argparse.SUPPRESS)
    parser.add_argument('--seconds', type=int, default=2, help='of each load, default 2')
    parser.add_argument('--rounds', type=int, default=3, help='interleaved rounds, default 3; medians are shown')
    parser.add_argument('--items', type=int, default=1_000_000, help='in the largest table of dynamodb and bucket of s3, default a million')
    parser.add_argument('--json', help='also write the rows here')
    options = parser.parse_args()
    unknown = set(options.suites) - set(SUITES)
    if unknown:
        parser.error('unknown suite: ' + ' '.join(sorted(unknown)))
    bench = Bench(options)
    for suite in options.suites or SUITES:
        getattr(bench, suite)()
    if options.json:
        with open(options.json, 'w') as file:
            json.dump([dict(zip(('suite', 'what', 'value', 'note'), row)) for row in rows], file, indent=1)
    return 0


if __name__ == '__main__':
    sys.exit(main())
