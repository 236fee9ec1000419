"""The states suite: what a state machine adds to the work it directs."""
import concurrent.futures
import http.client
import json
import threading
import time
import urllib.request

from harness import call, headers, interleaved, report

ROLE = 'arn:aws:iam::000000000000:role/bench'
INVOKE = 'arn:aws:states:::lambda:invoke'
CALLS, AT_ONCE = 1000, 40


class States:
    def __init__(self, server, rounds):
        self.server, self.rounds, self.machines = server, rounds, 0

    def ask(self, operation, **members):
        return call(self.server.url, '/', members, 'states', f'AWSStepFunctions.{operation}')

    def machine(self, start, states):
        self.machines += 1
        return self.ask('CreateStateMachine', name=f'bench-{self.machines}', roleArn=ROLE,
                        definition=json.dumps({'StartAt': start, 'States': states}))['stateMachineArn']

    def run(self, machine, count=1, data=None):
        """Seconds until so many executions, started at once, have all ended well."""
        began = time.perf_counter()
        started = [self.ask('StartExecution', stateMachineArn=machine, input=json.dumps(data or {}))['executionArn']
                   for _ in range(count)]
        for execution in started:
            while (found := self.ask('DescribeExecution', executionArn=execution))['status'] == 'RUNNING':
                time.sleep(0.005)
            if found['status'] != 'SUCCEEDED':
                raise RuntimeError(f'{found["status"]}: {found.get("error")} {found.get("cause")}')
        return time.perf_counter() - began

    def transitions(self):
        steps, executions = 200, 100
        machine = self.machine('Count', {
            'Count': {'Type': 'Pass', 'Parameters': {'n.$': 'States.MathAdd($.n, 1)'}, 'Next': 'More?'},
            'More?': {'Type': 'Choice', 'Choices': [{'Variable': '$.n', 'NumericLessThan': steps, 'Next': 'Count'}],
                      'Default': 'Done'},
            'Done': {'Type': 'Succeed'}})
        took = interleaved(self.rounds, loop=lambda: self.run(machine, executions, {'n': 0}))['loop']
        report('states', f'Pass and Choice in a loop, {executions} executions at once',
               f'{executions * (2 * steps + 1) / took:.0f} transitions/s')

    # Direct calls over kept connections, as many at once as an inline Map makes.
    def direct(self, calls=CALLS, at_once=AT_ONCE):
        host = self.server.url.removeprefix('http://')
        local = threading.local()

        def invoke(_):
            if not hasattr(local, 'connection'):
                local.connection = http.client.HTTPConnection(host)
            local.connection.request('POST', '/2015-03-31/functions/one/invocations', b'{}', headers('lambda'))
            local.connection.getresponse().read()

        began = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            list(pool.map(invoke, range(calls)))
        return time.perf_counter() - began

    def inline_map(self):
        task = {'Type': 'Task', 'Resource': INVOKE, 'Parameters': {'FunctionName': 'one', 'Payload.$': '$'},
                'OutputPath': '$.Payload', 'End': True}
        machine = self.machine('All', {'All': {'Type': 'Map', 'ItemsPath': '$.items', 'End': True,
                                               'ItemProcessor': {'StartAt': 'One', 'States': {'One': task}}}})
        data = {'items': list(range(CALLS))}
        self.run(machine, 1, data)
        found = interleaved(self.rounds, direct=self.direct, map=lambda: self.run(machine, 1, data))
        report('states', f'{CALLS} warm invocations, called directly, {AT_ONCE} at once', f'{found["direct"]:.2f} s')
        report('states', f'inline Map of {CALLS} lambda:invoke', f'{found["map"]:.2f} s',
               f'{found["map"] / found["direct"]:.2f} x the direct calls')
        return found['direct']

    def put(self, path, body=b''):
        request = urllib.request.Request(f'{self.server.url}/{path}', data=body, method='PUT', headers=headers('s3'))
        urllib.request.urlopen(request).read()

    def distributed_map(self, direct):
        items = [{'id': n, 'fails': n % 1000 < 30 and n % 10 == 0} for n in range(10 * CALLS)]
        rows = {'JSON': json.dumps(items), 'JSONL': '\n'.join(map(json.dumps, items)),
                'CSV': 'id,fails\n' + '\n'.join(f'{item["id"]},{item["fails"]}' for item in items)}
        self.put('bench-items')
        self.put('bench-results')
        for kind, body in rows.items():
            self.put(f'bench-items/{kind}', body.encode())
            config = {'InputType': kind, **({'CSVHeaderLocation': 'FIRST_ROW'} if kind == 'CSV' else {})}
            bad = 'True' if kind == 'CSV' else True
            fails = {'Variable': '$.Items[0].fails', **({'StringEquals': bad} if kind == 'CSV' else {'BooleanEquals': bad})}
            machine = self.machine('All', {'All': {
                'Type': 'Map', 'MaxConcurrency': 1000, 'ToleratedFailurePercentage': 5, 'End': True,
                'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': config,
                               'Parameters': {'Bucket': 'bench-items', 'Key': kind}},
                'ItemBatcher': {'MaxItemsPerBatch': 10},
                'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject',
                                 'Parameters': {'Bucket': 'bench-results', 'Prefix': kind}},
                'ItemProcessor': {
                    'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'One', 'States': {
                        'One': {'Type': 'Task', 'Resource': INVOKE, 'ResultPath': '$.answer', 'Next': 'Bad?',
                                'Parameters': {'FunctionName': 'one', 'Payload.$': '$'}},
                        'Bad?': {'Type': 'Choice', 'Choices': [{**fails, 'Next': 'Bad'}], 'Default': 'Good'},
                        'Bad': {'Type': 'Fail', 'Error': 'Bad'}, 'Good': {'Type': 'Succeed'}}}}})
            took = interleaved(self.rounds, map=lambda: self.run(machine))['map']
            report('states', f'Distributed Map, 10,000 items of {kind} in {CALLS} batches, 3 % failing', f'{took:.2f} s',
                   f'{took / direct:.1f} x {CALLS} direct calls')


def run(bench):
    with bench.emulator() as server:
        bench.create(server, 'one', 'python3.11', 'f.handler',
                     {'f.py': ('def handler(event, context): return 1', 0o644)})
        states = States(server, bench.rounds)
        states.transitions()
        states.distributed_map(states.inline_map())
