"""The task server on the emulator, and orrery run tasks.

TASKS_CHAIN, TASKS_CALLERS, TASKS_ACTIONS and TASKS_KILLS say how large the larger ones are, TASKS_SEED where their
chances come from. TASKS_DEMO names a directory with index.js files in a/ and b/ to run instead of the demo's.
"""
import http.server
import json
import os
import random
import threading
import time
import unittest

import orrery
import tasks_functions as functions
from tasks_cloud import Server

CHAIN = int(os.environ.get('TASKS_CHAIN', 50))
CALLERS = int(os.environ.get('TASKS_CALLERS', 10))
ACTIONS = int(os.environ.get('TASKS_ACTIONS', 100))
KILLS = int(os.environ.get('TASKS_KILLS', 4))
SEED = int(os.environ.get('TASKS_SEED', 1))


def run_tasks(*options):
    return orrery.run('run', 'tasks', *options, timeout=300)


class Demo(unittest.TestCase):
    def test_it_posts_how_long_the_schema_is_and_concludes_the_first_task_last(self):
        options = []
        if 'TASKS_DEMO' in os.environ:
            for task, directory in (('queue_demo', 'a'), ('queue_demo_b', 'b')):
                options += ['--task', f'{task}={os.path.join(os.environ["TASKS_DEMO"], directory)}']
        code, summary, said = run_tasks(*options)
        self.assertEqual(0, code, said)
        first, second = summary['tasks']
        self.assertEqual([('queue_demo', 'finished'), ('queue_demo_b', 'finished')],
                         [(task['name'], task['state']) for task in (first, second)])
        schema, run = first['actions']
        post, conclude = second['actions']
        self.assertEqual(['schema', 'run', 'post', 'conclude'],
                         [action['action'] for action in (schema, run, post, conclude)])
        length = schema['result'].split()[0]  # "794 bytes", as the bucket has them
        self.assertEqual(f'Hello world! (schema is this long: {length})', json.loads(post['result'])['text'])
        self.assertLess(second['ended_at'], first['ended_at'])
        self.assertEqual(40, len(schema['queue_id']))


class CommandLine(unittest.TestCase):
    def file(self, directory, name, text):
        with open(directory.path(name), 'w') as file:
            file.write(text)
        return directory.path(name)

    def test_bad_input_is_told_in_a_line(self):
        with orrery.Directory() as directory:
            broken = self.file(directory, 'broken.json', '{"action":')
            empty = self.file(directory, 'empty.json', '{}')
            good = self.file(directory, 'good.json', '{"action": "schema"}')
            for options, words in ((['--action', broken], 'is not JSON'), (['--action', empty], 'an "action"'),
                                   (['--action', directory.path('absent')], 'does not exist'),
                                   (['--action', good, '--task', 'x'], 'NAME=VALUE'),
                                   (['--instance', 'prod'], "the demo's functions call xina-queue"),
                                   (['--instance', 'X'], 'must be 2 to 25')):
                with self.subTest(options=options):
                    code, _, said = run_tasks(*options)
                    self.assertEqual(2, code, said)
                    self.assertIn(words, said)
            code, _, said = run_tasks('--action', good, '--task', f'x={directory.name}')
            self.assertEqual(1, code)
            self.assertIn('holds no function', said)

    def test_any_action_runs_with_functions_and_objects_of_ones_own(self):
        with orrery.Directory() as directory:
            os.mkdir(directory.path('hello'))
            self.file(directory, 'hello/index.py', functions.HELLO)
            action = self.file(directory, 'action.json', json.dumps({'action': 'run', 'tasks': [
                {'name': 'hello', 'conf': {'name': 'you', 'file': '$big'}}, {'name': 'hello', 'desc': 'again'}]}))
            big = self.file(directory, 'big.csv', 'a,b\n1,2\n')
            code, summary, said = run_tasks('--action', action, '--task', f'hello={directory.path("hello")}', '--object',
                                            f'big={big}')
            self.assertEqual(0, code, said)
            self.assertEqual({'finished': 2}, summary['states'])
            self.assertIn('hello you', summary['tasks'][0]['log'])
            self.assertEqual({'bucket', 'key'}, set(json.loads(summary['tasks'][0]['conf'])['file']))

    def test_an_action_that_fails_ends_with_1_and_its_reason(self):
        with orrery.Directory() as directory:
            action = self.file(directory, 'action.json', '{"action": "dance"}')
            code, _, said = run_tasks('--action', action)
        self.assertEqual(1, code)
        self.assertIn("there is no action 'dance'", said)


class TaskServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = orrery.Directory()
        cls.emulator = orrery.Emulator(cls.directory.path('data'))
        cls.server = Server(cls.emulator.endpoint).deploy()
        for name in ('hello', 'faulty', 'script', 'link', 'crowd', 'talker'):
            cls.server.function(name, functions.files(getattr(functions, name.upper())),
                                timeout=2 if name == 'faulty' else 120)
        cls.server.register(hello='hello', faulty='faulty', script='script', link='link', crowd='crowd', absent='absent')

    @classmethod
    def tearDownClass(cls):
        cls.emulator.stop()
        cls.directory.cleanup()

    def script(self, *steps, **more):
        """Id of an open task that queues these actions, once it has."""
        task_id, = self.server.run({'name': 'script', 'conf': {'steps': list(steps)}, 'open': True, **more})
        self.server.wait(task_id, 'open', 'failed')
        return task_id

    def outcomes(self, task_id):
        """[(action, state)] of what a task queued, in that order."""
        self.server.idle()
        actions = self.server.invoke('view', {'task_ids': [task_id]}).get('actions', [])
        return [(action['action'], action['state']) for action in sorted(actions, key=lambda one: one['queued_at'])]

    def posts(self, wall):
        posts = sorted((post for post in self.server.scan('posts') if post['wall'] == wall), key=lambda post: post['post'])
        return [post['text'] for post in posts]

    @staticmethod
    def post(text, wall='tests'):
        return {'action': {'action': 'post', 'wall': wall, 'post': {'text': text}}}

    def test_tasks_run_in_the_order_in_which_they_came_whatever_their_priority(self):
        tasks = [{'name': 'hello', 'conf': {'name': str(number)}, 'priority': -number} for number in range(5)]
        ids = self.server.run(*tasks)
        records = [self.server.wait(task_id) for task_id in ids]
        self.assertEqual(sorted(ids), ids)
        for before, after in zip(records, records[1:]):
            self.assertLess(before['ended_at'], after['started_at'])

    def test_a_record_says_what_was_asked_and_what_came_of_it(self):
        parent, = self.server.run({'name': 'hello'})
        task_id, = self.server.run({'name': 'hello', 'conf': {'name': 'Ada', 'x': 1.5}, 'desc': 'says hello',
                                    'timeout': 60000, 'priority': 3, 'ref_id': 9}, parent=parent)
        task = self.server.wait(task_id)
        self.assertEqual(('finished', 'says hello', 60000, 3, 9, parent, 1),
                         tuple(task[name] for name in ('state', 'desc', 'timeout', 'priority', 'ref_id', 'parent_id',
                                                       'attempts')))
        self.assertIn('hello Ada', task['log'])
        self.assertIn('REPORT RequestId', task['log'])
        self.assertEqual({'conf': {'name': 'Ada', 'x': 1.5}, 'task_id': task_id, 'parent_id': parent,
                          'bucket': self.server.bucket, 'queue': self.server.queue}, json.loads(task['result'])['got'])
        self.assertLess(task['queued_at'], task['started_at'])
        self.assertLess(task['started_at'], task['ended_at'])
        events = [event['what'] for event in self.server.events() if event.get('task_id') == task_id]
        self.assertEqual(['queued', 'running', 'finished'], events)

    def test_what_goes_wrong_is_told_apart(self):
        for wanted, kind, words in (
                ({'name': 'absent'}, 'invoke', 'Function not found'),
                ({'name': 'faulty', 'conf': {'how': 'raise'}}, 'function', 'ValueError: on purpose'),
                ({'name': 'faulty', 'conf': {'how': 'exit'}}, 'function', 'exit'),
                ({'name': 'faulty', 'conf': {'how': 'sleep', 'seconds': 9}}, 'timeout', 'timed out after 2'),
                ({'name': 'faulty', 'conf': {'how': 'sleep', 'seconds': 1}, 'timeout': 300}, 'timeout', '0.3 s')):
            with self.subTest(wanted=wanted):
                task = self.server.wait(*self.server.run(wanted))
                self.assertEqual(('failed', kind), (task['state'], task['error']['kind']), task)
                self.assertIn(words, task['error']['message'])
                if kind == 'function':
                    self.assertIn('about to', task['log'])

    def test_a_failing_action_fails_its_task_and_skips_the_rest_unless_ignored(self):
        bad = {'action': {'action': 'dance'}}
        task_id = self.script(self.post('one'), bad, self.post('two'), {**self.post('three'), 'ignore': True})
        self.assertEqual([('post', 'done'), ('dance', 'failed'), ('post', 'skipped'), ('post', 'done')],
                         self.outcomes(task_id))
        task = self.server.task(task_id)
        self.assertEqual(('failed', 'action'), (task['state'], task['error']['kind']))
        self.assertIn("no action 'dance'", task['error']['message'])
        task_id = self.script(self.post('one'), {**bad, 'ignore': True}, self.post('two'))
        self.assertEqual([('post', 'done'), ('dance', 'failed'), ('post', 'done')], self.outcomes(task_id))
        self.assertEqual('open', self.server.task(task_id)['state'])

    def test_a_failing_chained_task_fails_the_originating_one_unless_ignored(self):
        for ignore, states in ((False, ['failed', 'failed', 'skipped']), (True, ['open', 'failed', 'finished'])):
            with self.subTest(ignore=ignore):
                first = self.server.run({'name': 'script', 'conf': {'steps': []}, 'open': True})[0]
                self.server.wait(first, 'open')
                chained = self.server.run({'name': 'faulty', 'conf': {'how': 'raise'}}, {'name': 'hello'}, parent=first,
                                          more={'ignore': ignore})
                self.server.idle()
                self.assertEqual(states, [self.server.task(task_id)['state'] for task_id in (first, *chained)])

    def test_bad_actions_do_not_hold_up_the_queue(self):
        deep = {'action': 'post', 'wall': 'w', 'post': {'text': 'x'}}
        for _ in range(150):
            deep = {'action': 'run', 'tasks': [deep]}
        bad = [{}, {'action': None}, {'action': 7}, {'action': 'run'}, {'action': 'conclude', 'task': 'x'}, {'action': 'load'},
               {'action': 'post', 'wall': '$', 'post': {'text': 'x' * 200_000}}, {'action': '__init__'}, deep,
               {'action': 'cancel', 'tasks': [123456]}, {'action': 'clean', 'tasks': []}, {'action': 'register', 'tasks': 1}]
        names = [self.server.put(action) for action in bad] + [self.server.put('no JSON')]
        good = self.server.put(**self.post('after'))
        self.assertEqual('after', self.server.content(good)['text'])
        for name in names:
            self.assertIn(self.server.content(name)['error']['kind'], ('action', 'source', 'task'))

    def test_actions_and_objects_come_from_the_bucket_and_from_urls(self):
        rows = [{'a': '1', 'b': 'x'}, {'a': '2', 'b': 'y'}]
        site = {'/load.json': json.dumps({'action': 'load', 'database': 'from.url', 'object_id': '$rows'}),
                '/rows.csv': 'a,b\n1,x\n2,y\n'}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if self.path in site else 404)
                self.end_headers()
                self.wfile.write(site.get(self.path, '').encode())

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler) as web:
            threading.Thread(target=web.serve_forever, daemon=True).start()
            url = f'http://127.0.0.1:{web.server_address[1]}'
            done = self.server.content(self.server.put(url + '/load.json', source='url',
                                                       objects={'rows': url + '/rows.csv'}))
            self.assertEqual({'database': 'from.url', 'rows': 2, 'columns': ['a', 'b']}, done)
            gone = self.server.content(self.server.put(url + '/absent', source='url'))
            self.assertIn('answered 404', gone['error']['message'])
            web.shutdown()
        s3 = self.server.aws['s3']
        s3.put_object(Bucket=self.server.bucket, Key='rows.json', Body=json.dumps(rows))
        s3.put_object(Bucket=self.server.bucket, Key='load.json', Body=json.dumps(
            {'action': 'load', 'database': 'from.s3', 'object_id': '$rows'}))
        place = {'bucket': self.server.bucket, 'key': 'load.json'}
        done = self.server.content(self.server.put(place, source='s3', objects={'rows': {**place, 'key': 'rows.json'}}))
        self.assertEqual(2, done['rows'])
        for database in ('from.url', 'from.s3'):
            stored = sorted((row for row in self.server.scan('rows') if row['database'] == database),
                            key=lambda row: row['row'])
            self.assertEqual(rows, [row['fields'] for row in stored])
        self.assertEqual(['a', 'b'], self.server.content(self.server.put({'action': 'schema'}))['databases']['from.s3']['columns'])
        for payload, words in (
                (dict(action={**place, 'key': 'absent'}, source='s3'), 'NoSuchKey'),
                (dict(action={'action': 'load', 'database': 'd', 'object_id': '$b'}, objects={'a': place}), r'there are: $a'),
                (dict(action={'action': 'schema'}, objects={'a': {**place, 'key': 'absent'}}), 'cannot be read'),
                (dict(action=self.server.endpoint + '/_orrery/journal', source='url'), 'control endpoint')):
            with self.subTest(payload=payload):
                self.assertIn(words, self.server.content(self.server.put(**payload))['error']['message'])

    def test_tasks_are_cancelled_concluded_and_cleaned(self):
        slow = {'name': 'faulty', 'conf': {'how': 'sleep', 'seconds': 1}}
        running, waiting = self.server.run(slow, {'name': 'hello'})
        self.assertEqual({'cancelled': [waiting]},
                         self.server.content(self.server.put({'action': 'cancel', 'tasks': [waiting]})))
        self.assertIn('running', self.server.content(self.server.put({'action': 'clean', 'tasks': [running]}))
                      ['error']['message'])
        self.server.wait(running)
        self.server.idle()
        self.assertEqual(('cancelled', False), (self.server.task(waiting)['state'], 'log' in self.server.task(waiting)))
        open_task = self.script(self.post('to be cleaned'))
        concluded = self.server.content(self.server.put({'action': 'conclude', 'task': open_task, 'delay': 100}))
        self.assertEqual({'task': open_task, 'state': 'finished'}, concluded)
        again = self.server.content(self.server.put({'action': 'conclude', 'task': open_task}))
        self.assertIn('finished already', again['error']['message'])
        ids = [running, waiting, open_task]
        self.assertEqual({'cleaned': ids}, self.server.content(self.server.put(
            {'action': 'clean', 'tasks': [*ids, 10_000], 'ignore': True})))
        self.assertEqual([None] * 3, [self.server.task(task_id) for task_id in ids])
        self.assertEqual([], self.outcomes(open_task))

    def test_a_task_over_6_mb_goes_through_s3_and_a_direct_one_gets_the_error_of_aws(self):
        large = {'action': 'run', 'tasks': [{'name': 'hello', 'conf': {'name': str(number), 'x': 'x' * 3_500_000}}
                                            for number in range(2)]}
        lambda_ = self.server.aws['lambda']
        with self.assertRaises(lambda_.exceptions.RequestTooLargeException) as refused:
            self.server.put(large)
        self.assertEqual(413, refused.exception.response['ResponseMetadata']['HTTPStatusCode'])
        place = {'bucket': self.server.bucket, 'key': 'large.json'}
        self.server.aws['s3'].put_object(Bucket=place['bucket'], Key=place['key'], Body=json.dumps(large))
        ids = [task['task_id'] for task in self.server.content(self.server.put(place, source='s3'))['tasks']]
        for number, task_id in enumerate(ids):
            task = self.server.wait(task_id)
            self.assertEqual('finished', task['state'], task.get('error'))
            self.assertIn(f'hello {number}', task['log'])
            self.assertEqual(f'task/{task_id}/result.json', task['result_object']['key'])

    def test_a_chain_of_tasks_runs_to_its_end(self):
        first, = self.server.run({'name': 'link', 'conf': {'link': 1, 'last': CHAIN}, 'open': True})
        self.assertEqual('finished', self.server.wait(first, seconds=300)['state'])
        self.assertEqual([str(link) for link in range(1, CHAIN + 1)], self.posts('chain'))

    def test_actions_of_many_tasks_keep_the_order_of_each(self):
        ids = self.server.run(*[{'name': 'crowd', 'conf': {'actions': ACTIONS // CALLERS}, 'open': True}] * CALLERS)
        for task_id in ids:
            self.assertEqual('finished', self.server.wait(task_id, seconds=600)['state'])
        texts = self.posts('crowd')
        said = {task_id: [int(text.split()[1]) for text in texts if text.split()[0] == str(task_id)] for task_id in ids}
        self.assertEqual({task_id: list(range(ACTIONS // CALLERS)) for task_id in ids}, said)


class Killed(unittest.TestCase):
    def test_a_chain_completes_and_each_action_is_done_once_however_often_the_emulator_is_killed(self):
        chance = random.Random(SEED)
        with orrery.Directory() as directory:
            emulator = orrery.Emulator(directory.path('data'), '--clock', 'auto')
            try:
                server = Server(emulator.endpoint).deploy()
                server.function('link', functions.files(functions.LINK), timeout=30)
                server.register(link='link')
                length = 4 * KILLS + 2
                first, = server.run({'name': 'link', 'conf': {'link': 1, 'last': length}, 'open': True})
                began = time.monotonic()
                for _ in range(KILLS):
                    self.let_happen(server, chance.randint(1, 12))
                    time.sleep(chance.uniform(0, 0.03))
                    emulator.kill()
                    emulator.start()
                message = f'seed {SEED}, {time.monotonic() - began:.1f} s'
                self.assertEqual('finished', server.wait(first, seconds=300)['state'], message)
                server.idle()
                self.check(server, length, message)
            finally:
                emulator.stop()

    @staticmethod
    def let_happen(server, events):
        """Waits for so many more events."""
        def told():
            return server.aws['dynamodb'].query(
                TableName='xina-events', Select='COUNT', KeyConditionExpression='#i = :i', ConsistentRead=True,
                ExpressionAttributeNames={'#i': 'instance'}, ExpressionAttributeValues={':i': {'S': 'xina'}})['Count']
        before = told()
        orrery.wait_until(f'{events} more events', lambda: told() >= before + events, seconds=60)

    def check(self, server, length, message):
        posts = sorted(server.scan('posts'), key=lambda post: post['post'])
        self.assertEqual([str(link) for link in range(1, length + 1)], [post['text'] for post in posts], message)
        tasks = sorted((task for task in server.scan('tasks') if task['task_id'] > 0), key=lambda task: task['task_id'])
        self.assertEqual(list(range(1, length + 1)), [json.loads(task['conf'])['link'] for task in tasks], message)
        self.assertEqual({'finished'}, {task['state'] for task in tasks}, message)
        events = server.events()
        actions = [action for action in server.scan('actions') if 'state' in action]
        self.assertEqual({'done'}, {action['state'] for action in actions}, message)
        for action in actions:
            told = [event['what'] for event in events if event.get('queue_id') == action['queue_id']]
            self.assertEqual((1, 1), (told.count('action queued'), told.count('action done')), message)
            self.assertLessEqual(action['attempts'] - 1, told.count('action retried'), message)
        for task in tasks:
            told = [event['what'] for event in events if event.get('task_id') == task['task_id'] and 'queue_id' not in event]
            self.assertEqual(task['attempts'] - 1, told.count('retried'), message)
