"""Steps joined by queues, beside a bare pool of processes that makes the same calls."""
import json
import multiprocessing
import os
import subprocess
import tempfile
import time

from harness import interleaved, report

PROJECT = '''
service: star
provider: {name: aws, runtime: python3.12, timeout: 30, memorySize: 256}
star:
  name: star
  plan: {handler: steps.plan}
  work: {handler: steps.work, maxReceives: 1}
  last: {handler: steps.last}
'''
STEPS = '''
def plan(data, generate):
    for item in range(data["items"]):
        generate("work", {"item": item})

def work(data, generate):
    if data["item"] % 50 == 7:
        raise ValueError("fails")
    generate("last", data)

def last(data, generate):
    pass
'''


def call(text):
    """What a handler does, and what carrying its message costs anybody."""
    data = json.loads(text)
    if data.get('item', 0) % 50 == 7:
        return json.dumps({'failed': True})
    return json.dumps(data)


def bare_pool(items):
    """The calls of the two steps that have one per item."""
    begun = time.monotonic()
    with multiprocessing.Pool() as pool:
        done = pool.map(call, [json.dumps({'item': item}) for item in range(items)], chunksize=10)
        pool.map(call, [text for text in done if 'failed' not in text], chunksize=10)
    return time.monotonic() - begun


def star(bench, items):
    with tempfile.TemporaryDirectory() as directory:
        for name, text in (('serverless.yml', PROJECT), ('steps.py', STEPS)):
            with open(os.path.join(directory, name), 'w') as file:
                file.write(text)

        def job():
            out = subprocess.run([bench.program('orrery'), 'run', 'star', directory, '--step', 'plan', '--data',
                                  json.dumps({'items': items}), '--timeout', '600', '--clock', 'auto', '--json'],
                                 capture_output=True, text=True)  # what failed waits out its visibility time-out
            summary = json.loads(out.stdout.strip().splitlines()[-1])
            failing = len(range(7, items, 50))
            if summary['deadLetters'] != failing:
                raise SystemExit(f'star: {summary["deadLetters"]} dead letters instead of {failing}: {out.stderr}')
            return summary['wallSecs']

        found = interleaved(bench.rounds, pool=lambda: bare_pool(items), job=job)
    report('star', f'bare pool, {items} items in 2 steps', f'{found["pool"] * 1e3:.0f} ms')
    report('star', f'the job: {items} items in 3 steps, 2 % fail', f'{found["job"]:.2f} s',
           f'{items / found["job"]:.0f} items/s; {found["job"] / found["pool"]:.0f} x the pool')
