"""DynamoDB, 1 KB items under random keys, beside the echo, beside the store alone and beside dynalite.

The echo gets and returns the same requests; what it does is the floor of HTTP. The store alone makes one LevelDB batch
for each write and reads the same keys, without HTTP: what is left of it is what a request costs. dynalite is fetched
with npm into the build directory; where that fails, its column is left out.
"""
import gzip
import os
import socket
import subprocess
import time
import urllib.error

from harness import ROOT, Server, call, interleaved, lua, report, wrk

FILLER = 'x' * 950
SETUP = '''local seed = 1
function key() seed = (seed * 1103515245 + 12345) % 2147483648 return math.floor(seed / 64) % 1000000 end
function item(pk) return '{"pk":{"S":"' .. pk .. '"},"sk":{"S":"0"},"n":{"N":"12345.678"},"data":{"S":"' .. filler .. '"}}' end
function put(pk) return '{"PutRequest":{"Item":' .. item(pk) .. '}}' end
function act(pk) return '{"Put":{"TableName":"bench","Item":' .. item(pk) .. '}}' end
function many(count, one)
  local start, parts = key(), {}
  for i = 1, count do parts[i] = one(start .. "-" .. i) end
  return table.concat(parts, ",")
end
filler = string.rep("x", 950)
'''
BODIES = {
    'PutItem': '\'{"TableName":"bench","Item":\' .. item(key()) .. "}"',
    'GetItem': '\'{"TableName":"bench","Key":{"sk":{"S":"0"},"pk":{"S":"\' .. key() .. \'"}}}\'',
    'UpdateItem': '\'{"TableName":"bench","UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}},'
                  '"Key":{"sk":{"S":"0"},"pk":{"S":"\' .. key() .. \'"}}}\'',
    'Query': '\'{"TableName":"bench","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"page\''
             ' .. key() % 50 .. \'"}}}\'',
    'BatchWriteItem': '\'{"RequestItems":{"bench":[\' .. many(25, put) .. "]}}"',
    'TransactWriteItems': '\'{"TransactItems":[\' .. many(10, act) .. "]}"',
}
NAMES = {'Query': 'Query of 100', 'BatchWriteItem': 'BatchWriteItem of 25', 'TransactWriteItems': 'TransactWriteItems of 10'}


def script(operation):
    made = lua('dynamodb', f'DynamoDB_20120810.{operation}', BODIES[operation], setup=SETUP)
    return made.replace('local fixed = {', 'local fixed = {["X-Amz-Date"] = "20260101T000000Z", ')


def fill(url):
    """The table, and fifty partitions of a hundred items for Query."""
    schema = {'TableName': 'bench', 'BillingMode': 'PAY_PER_REQUEST',
              'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}, {'AttributeName': 'sk', 'KeyType': 'RANGE'}],
              'AttributeDefinitions': [{'AttributeName': 'pk', 'AttributeType': 'S'},
                                       {'AttributeName': 'sk', 'AttributeType': 'S'}]}
    ask(url, 'CreateTable', schema)
    while ask(url, 'DescribeTable', {'TableName': 'bench'})['Table']['TableStatus'] != 'ACTIVE':
        time.sleep(0.05)
    for page in range(50):
        for start in range(0, 100, 25):
            ask(url, 'BatchWriteItem', {'RequestItems': {'bench': [
                {'PutRequest': {'Item': {'pk': {'S': f'page{page}'}, 'sk': {'S': f'{number:03}'}, 'data': {'S': FILLER}}}}
                for number in range(start, start + 25)]}})


def ask(url, operation, body):
    return call(url, '/', body, 'dynamodb', f'DynamoDB_20120810.{operation}', date='20260101T000000Z')


class Dynalite:
    def __init__(self, build):
        home = os.path.join(build, 'dynalite')
        program = os.path.join(home, 'node_modules', '.bin', 'dynalite')
        if not os.path.exists(program):
            subprocess.run(['npm', 'install', '--prefix', home, '--no-audit', '--no-fund', '--silent', 'dynalite@3'],
                           check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            port = free.getsockname()[1]
        self.url = f'http://127.0.0.1:{port}'
        self.process = subprocess.Popen(['node', program, '--port', str(port), '--createTableMs', '0'],
                                        stdout=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while True:
            try:
                ask(self.url, 'ListTables', {})
                return
            except (OSError, urllib.error.URLError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Nothing:
    url = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def dynalite(build):
    try:
        return Dynalite(build)
    except (OSError, subprocess.CalledProcessError, urllib.error.URLError) as failure:
        report('dynamodb', 'dynalite', 'absent', str(failure))
        return Nothing()


def store_alone(program):
    """{'put': per second, 'get': per second}"""
    out = subprocess.run([program], capture_output=True, text=True, check=True).stdout.split()
    return {'put': float(out[0]), 'get': float(out[1])}


KEYS = {'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}, {'AttributeName': 'sk', 'KeyType': 'RANGE'}],
        'AttributeDefinitions': [{'AttributeName': 'pk', 'AttributeType': 'S'}, {'AttributeName': 'sk', 'AttributeType': 'N'}]}
PAGE = 100


def put_lines(url, key, first, count):
    """Lines for ImportTable, a hundred to a partition."""
    lines = ''.join(f'{{"Item":{{"pk":{{"S":"p{number // PAGE}"}},"sk":{{"N":"{number % PAGE}"}},"n":{{"N":"{number}"}}}}}}\n'
                    for number in range(first, first + count))
    call(url, '/load/' + key, gzip.compress(lines.encode(), 1), 's3', method='PUT')


def load(url, name, items):
    """A table of small items, imported from S3. Seconds."""
    for first in range(0, items, 1_000_000):
        put_lines(url, f'{name}/{first:09}', first, min(1_000_000, items - first))
    began = time.monotonic()
    made = ask(url, 'ImportTable', {
        'ClientToken': name, 'InputFormat': 'DYNAMODB_JSON', 'InputCompressionType': 'GZIP',
        'S3BucketSource': {'S3Bucket': 'load', 'S3KeyPrefix': name + '/'},
        'TableCreationParameters': {'TableName': name, 'BillingMode': 'PAY_PER_REQUEST', **KEYS}})
    shown = made['ImportTableDescription']
    while shown['ImportStatus'] == 'IN_PROGRESS':
        time.sleep(0.1)
        shown = ask(url, 'DescribeImport', {'ImportArn': shown['ImportArn']})['ImportTableDescription']
    if shown['ImportStatus'] != 'COMPLETED' or shown['ImportedItemCount'] != items:
        raise RuntimeError(shown)
    return time.monotonic() - began


def flat(bench):
    """A Query of a hundred items costs the same in a table of ten thousand items and in one of millions."""
    first = None
    for items in [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= bench.items]:
        with bench.emulator() as ours:
            call(ours.url, '/load', b'', 's3', method='PUT')
            took = load(ours.url, 'many', items)
            body = ('\'{"TableName":"many","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"p\''
                    f' .. math.random(0, {items // PAGE - 1}) .. \'"}}}}}}\'')
            made = lua('dynamodb', 'DynamoDB_20120810.Query', body)
            wrk(ours.url, made, 4, 1)
            before = ours.cpu_seconds()
            rate, latency = wrk(ours.url, made, 4, bench.seconds)
            cost = (ours.cpu_seconds() - before) / (rate * bench.seconds) * 1e6
            first = first or cost
            report('dynamodb', f'Query of 100 among {items:,} items', f'{cost:.0f} us CPU',
                   f'{cost / first:.2f} of the smallest; p50 {latency:.0f} us; imported in {took:.1f} s '
                   f'({items / took:.0f}/s), {ours.memory_mb():.0f} MB')


def run(bench):
    compare(bench)
    flat(bench)


def compare(bench):
    store = store_alone(bench.program('bench_store'))
    for name, rate in store.items():
        report('dynamodb', f'the store alone, {name} of 1 KB', f'{rate:.0f}/s')
    with bench.emulator() as ours, Server(bench.program('bench_echo')) as echo, dynalite(bench.build) as theirs:
        fill(ours.url)
        if theirs.url:
            fill(theirs.url)
        for connections in (1, 16, 64):
            for operation in BODIES:
                made = script(operation)
                runs = {'echo': echo.url, 'ours': ours.url}
                if theirs.url and operation != 'TransactWriteItems':  # dynalite has none
                    runs['theirs'] = theirs.url
                found = interleaved(bench.rounds, **{
                    name: (lambda url=url: wrk(url, made, connections, bench.seconds)) for name, url in runs.items()})
                rate, latency = found['ours']
                note = f'p50 {latency:.0f} us; {rate / found["echo"][0]:.2f} of the echo'
                kind = {'PutItem': 'put', 'GetItem': 'get'}.get(operation)
                if kind:
                    note += f', {rate / store[kind]:.2f} of the store'
                if 'theirs' in found:
                    note += f', {rate / found["theirs"][0]:.1f} x dynalite'
                report('dynamodb', f'{NAMES.get(operation, operation)}, {connections} connections', f'{rate:.0f}/s', note)
