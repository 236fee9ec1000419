"""What the task server computes, without an emulator: its states, its requests, what it fetches and reads."""
import copy
import http.server
import os
import sys
import threading
import time
import unittest

import orrery

sys.path.insert(0, os.path.join(orrery.ROOT, 'functions', 'tasks', 'server'))
os.environ.update(INSTANCE='xina', BUCKET='bucket', ACTION_QUEUE='http://127.0.0.1:1/0/xina-actions.fifo')

import action_states  # noqa: E402
import fetch  # noqa: E402
import kinds  # noqa: E402
import kinds.load  # noqa: E402
import kinds.run  # noqa: E402
import ledger  # noqa: E402
import request as requests  # noqa: E402
import sources  # noqa: E402
import task_states  # noqa: E402
import view  # noqa: E402
from refused import Refused  # noqa: E402


class Memory:
    """A store as storage.py is one, in memory."""

    def __init__(self):
        self.records = {}
        self.lose = 0  # so many writes are refused, as if somebody else had been faster

    def read(self, table, key):
        return copy.deepcopy(self.records.get((table, tuple(key.values()))))

    def write(self, changes):
        self.lose -= 1
        if self.lose >= 0:
            return False
        for table, _, key, version in changes:
            if self.records.get((table, tuple(key.values())), {}).get('version', 0) != version:
                return False
        for table, record, key, version in changes:
            place = (table, tuple(key.values()))
            if record is None:
                self.records.pop(place, None)
            else:
                self.records[place] = {**copy.deepcopy(record), 'version': version + 1}
        return True


class States(unittest.TestCase):
    def setUp(self):
        self.store = Memory()

    def change(self, work, *arguments, **named):
        return ledger.change(lambda records: work(records, *arguments, **named), self.store)

    def task(self, task_id):
        return self.store.read('tasks', ledger.task_key(task_id))

    def state(self, task_id):
        return self.task(task_id)['state']

    def queue_task(self, task_id, parent=None, **more):
        def add(records):
            origin = task_id
            if parent:
                origin = records.task(parent)['origin_id']
                records.task(origin)['pending'] += 1
                more['parent_id'] = parent
            records.add_task({'task_id': task_id, 'name': f't{task_id}', 'state': 'queued', 'attempts': 0, 'pending': 0,
                              'origin_id': origin, **more})
        self.change(add)

    def run_task(self, task_id, error=None):
        started = self.change(task_states.start, task_id)
        if started:
            self.change(task_states.end, task_id, error=error, log='written')
        return started

    def queue_action(self, queue_id, task_id, **more):
        self.change(lambda records: records.add_action(
            {'queue_id': queue_id, 'state': 'queued', 'attempts': 0, 'task_id': task_id, 'action': 'post', **more}))

    def settle_action(self, queue_id, error=None):
        """How it ended."""
        claimed = self.change(action_states.claim, queue_id, '1')
        if claimed is None:
            return None
        state, why = claimed[1] or ('failed' if error else 'done', error)
        self.change(action_states.settle, queue_id, state, 'post', why)
        return state

    FAULT = {'kind': 'function', 'message': 'Fault: on purpose'}

    def test_a_task_that_is_not_open_is_finished_when_its_function_has_run(self):
        self.queue_task(1)
        self.run_task(1)
        self.assertEqual('finished', self.state(1))
        self.assertEqual('written', self.task(1)['log'])

    def test_an_open_task_waits_for_its_conclusion_and_for_its_chained_tasks(self):
        self.queue_task(1, open=True)
        self.run_task(1)
        self.assertEqual('open', self.state(1))
        self.queue_task(2, parent=1)
        self.assertEqual('open', self.change(task_states.conclude, 1))
        self.assertEqual('open', self.state(1))
        self.run_task(2)
        self.assertEqual('finished', self.state(1))

    def test_a_running_task_may_be_concluded(self):
        self.queue_task(1, open=True)
        self.change(task_states.start, 1)
        self.assertEqual('running', self.change(task_states.conclude, 1))
        self.change(task_states.end, 1)
        self.assertEqual('finished', self.state(1))

    def test_a_second_conclusion_is_refused(self):
        self.queue_task(1, open=True)
        self.run_task(1)
        self.change(task_states.conclude, 1)
        for task_id in (1, 7, 0):
            with self.assertRaises(Refused):
                self.change(task_states.conclude, task_id)

    def test_a_chained_task_that_fails_fails_the_originating_one_and_skips_the_rest(self):
        self.queue_task(1, open=True)
        self.run_task(1)
        self.queue_task(2, parent=1)
        self.queue_task(3, parent=2)
        self.queue_task(4, parent=2, ignore=True)
        self.run_task(2, error=self.FAULT)
        self.assertEqual(['failed', 'failed'], [self.state(1), self.state(2)])
        self.assertIn('on purpose', self.task(1)['error']['message'])
        self.assertIsNone(self.run_task(3))
        self.assertEqual('skipped', self.state(3))
        self.run_task(4)
        self.assertEqual('finished', self.state(4))
        self.assertEqual(0, self.task(1)['pending'])

    def test_an_ignored_chained_task_fails_alone(self):
        self.queue_task(1, open=True)
        self.run_task(1)
        self.queue_task(2, parent=1, ignore=True)
        self.run_task(2, error=self.FAULT)
        self.assertEqual(['open', 'failed'], [self.state(1), self.state(2)])

    def test_an_action_that_fails_fails_the_originating_task_and_skips_later_actions(self):
        self.queue_task(1)
        self.run_task(1)
        for name, more in (('a', {}), ('b', {}), ('c', {}), ('d', {'ignore': True})):
            self.queue_action(name, 1, **more)
        self.assertEqual('done', self.settle_action('a'))
        self.assertEqual('failed', self.settle_action('b', error={'kind': 'action', 'message': 'no'}))
        self.assertEqual('failed', self.state(1))
        self.assertEqual('skipped', self.settle_action('c'))
        self.assertEqual('done', self.settle_action('d'))

    def test_an_ignored_action_fails_alone(self):
        self.queue_task(1)
        self.run_task(1)
        self.queue_action('a', 1, ignore=True)
        self.assertEqual('failed', self.settle_action('a', error={'kind': 'action', 'message': 'no'}))
        self.assertEqual('finished', self.state(1))

    def test_actions_of_a_chained_task_belong_to_the_originating_one(self):
        self.queue_task(1, open=True)
        self.run_task(1)
        self.queue_task(2, parent=1)
        self.run_task(2)
        self.queue_action('a', 2, parent_id=1)
        self.settle_action('a', error={'kind': 'action', 'message': 'no'})
        self.assertEqual(['failed', 'finished'], [self.state(1), self.state(2)])

    def test_a_function_that_goes_on_after_its_task_failed_does_not_mend_it(self):
        self.queue_task(1)
        self.change(task_states.start, 1)
        self.queue_action('a', 1)
        self.settle_action('a', error={'kind': 'action', 'message': 'no'})
        self.change(task_states.end, 1, log='late')
        self.assertEqual(('failed', 'late'), (self.state(1), self.task(1)['log']))

    def test_a_message_that_comes_twice_changes_nothing(self):
        self.queue_task(1)
        self.run_task(1)
        self.assertIsNone(self.run_task(1))
        self.queue_action('a', 1)
        self.settle_action('a')
        self.assertIsNone(self.settle_action('a'))

    def test_a_worker_that_was_lost_is_recorded_as_a_retry_and_not_for_ever(self):
        self.queue_task(1)
        for attempt in range(1, task_states.MOST_ATTEMPTS + 1):
            self.assertEqual(attempt, self.change(task_states.start, 1)['attempts'])
        self.assertIsNone(self.change(task_states.start, 1))
        self.assertEqual(('failed', 'interrupted'), (self.state(1), self.task(1)['error']['kind']))
        retried = [record for (table, _), record in self.store.records.items()
                   if table == 'events' and record['what'] == 'retried']
        self.assertEqual(task_states.MOST_ATTEMPTS - 1, len(retried))
        self.queue_action('a', 0)
        for _ in range(action_states.MOST_ATTEMPTS):
            self.assertIsNone(self.change(action_states.claim, 'a', '1')[1])
        self.assertEqual('failed', self.change(action_states.claim, 'a', '1')[1][0])

    def test_cancelling_is_all_or_nothing_unless_ignored(self):
        self.queue_task(1)
        self.queue_task(2)
        self.run_task(1)
        with self.assertRaisesRegex(Refused, 'task 1 is finished'):
            self.change(task_states.cancel, [2, 1], False)
        self.assertEqual('queued', self.state(2))
        self.assertEqual([2], self.change(task_states.cancel, [1, 2, 9], True))
        self.assertEqual('cancelled', self.state(2))
        self.assertIsNone(self.run_task(2))

    def test_an_open_task_past_its_time_fails_at_its_next_action(self):
        self.queue_task(1, open=True, timeout=1)
        self.run_task(1)
        time.sleep(0.005)
        self.queue_action('a', 1)
        self.assertEqual('skipped', self.settle_action('a'))
        self.assertEqual(('failed', 'timeout'), (self.state(1), self.task(1)['error']['kind']))

    def test_a_change_is_made_again_where_somebody_else_was_faster(self):
        self.store.lose = 3
        self.queue_task(1)
        self.assertEqual('queued', self.state(1))
        self.assertEqual(1, self.task(1)['version'])


class Requests(unittest.TestCase):
    WHOLE = {'action': {'action': 'schema'}, 'bucket': 'bucket', 'queue': 'https://any/0/xina-actions.fifo'}

    def test_what_is_wrong_is_said(self):
        for change, words in (
                ({'source': 'ftp'}, 'source must be'),
                ({'action': None}, 'JSON object'),
                ({'source': 's3'}, 'bucket, key'),
                ({'source': 'url'}, 'URL'),
                ({'task_id': '1'}, 'task_id'),
                ({'task_id': True}, 'task_id'),
                ({'parent_id': 0}, 'parent_id'),
                ({'ignore': 'yes'}, 'ignore'),
                ({'objects': ['a']}, 'objects'),
                ({'objects': {'a': {'bucket': 'b'}}}, "object 'a'"),
                ({'objects': {'a/b': 'http://x/'}}, "object 'a/b'"),
                ({'bucket': 'other'}, 'bucket must be bucket'),
                ({'queue': 'https://any/0/other.fifo'}, 'queue must be')):
            with self.subTest(change=change), self.assertRaisesRegex(Refused, words):
                requests.parse({**self.WHOLE, **change})

    def test_a_name_has_40_characters_and_repeats_for_what_a_task_repeats(self):
        request = requests.parse(self.WHOLE)
        names = [requests.queue_id(request, (1, 1)), requests.queue_id(request, (1, 2)), requests.queue_id(request, (2, 1)),
                 requests.queue_id({**request, 'ignore': True}, (1, 1)), requests.queue_id(request, None),
                 requests.queue_id(request, None)]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual({40}, {len(name) for name in names})
        self.assertEqual(names[0], requests.queue_id(request, (1, 1)))

    def test_references_become_the_places_of_objects(self):
        place = {'bucket': 'b', 'key': 'k'}
        self.assertEqual({'a': place, 'b': ['$other', place, '$'], 'c': 'x$big'},
                         sources.with_objects({'a': '$big', 'b': ['$other', '$big', '$'], 'c': 'x$big'}, {'big': place}))

    def test_actions_are_json_objects(self):
        self.assertEqual({'action': 'schema'}, sources.action_of({'source': 'default', 'action': '{"action": "schema"}'}))
        for text in ('', '[]', '{"a": NaN}', '{', '[' * 100_000, '{"a": "\\ud800"}'):
            with self.subTest(text=text[:20]), self.assertRaises(Refused):
                sources.action_of({'source': 'default', 'action': text})

    def test_an_unknown_action_is_named(self):
        with self.assertRaisesRegex(Refused, "no action 'dance'; there are cancel"):
            kinds.find('dance')

    def test_wrong_tasks_are_named(self):
        for tasks, words in (
                (None, 'list of tasks'), ([], 'list of tasks'), ([1], r'tasks\[0\] must be a task'),
                ([{'conf': {}}], 'has no name'), ([{'name': 'a', 'conf': []}], 'conf must be a JSON object'),
                ([{'name': 'a', 'timeout': 0}], 'timeout must be milliseconds'),
                ([{'name': 'a', 'open': 1}], 'open must be'), ([{'name': 'a'}, {'name': 'a', 'dsec': ''}], 'dsec is not known'),
                ([{'name': 'a'}] * 1001, 'at most 1000')):
            with self.subTest(tasks=str(tasks)[:60]), self.assertRaisesRegex(Refused, words):
                kinds.run.definitions({'tasks': tasks})

    def test_a_parent_may_be_said_once_for_all_or_for_each(self):
        tasks = kinds.run.definitions({'parent': 3, 'tasks': [{'name': 'a'}, {'name': 'b', 'parent': 4}]})
        self.assertEqual([3, 4], [task['parent'] for task in tasks])


class Looking(unittest.TestCase):
    def test_a_page_of_tasks_has_as_many_as_fit_and_at_least_one(self):
        for sizes, fits in (([10], 1), ([view.MOST_BYTES], 1), ([view.MOST_BYTES // 2] * 3, 1), ([1 << 20] * 6, 3), ([], 0)):
            with self.subTest(sizes=sizes):
                self.assertEqual(fits, len(view.fitting([{'conf': 'x' * size} for size in sizes])))


class Loading(unittest.TestCase):
    def test_csv_and_json_are_told_apart_and_read(self):
        rows = [{'a': '1', 'b': 'x,\ny'}, {'a': '2', 'b': ''}]
        self.assertEqual(rows, kinds.load.rows_of(b'\xef\xbb\xbfa,b\r\n1,"x,\ny"\r\n2,\r\n'))
        self.assertEqual([{'a': 1}, {'b': None}], kinds.load.rows_of(b' [{"a": 1}, {"b": null}]'))
        self.assertEqual([{'a': 1}], kinds.load.rows_of(b'{"a": 1}'))
        self.assertEqual([{'{"a"': '1'}], kinds.load.rows_of(b'"{""a"""\n1\n', 'csv'))
        self.assertEqual([], kinds.load.rows_of(b'a,b\n'))

    def test_what_is_neither_is_refused_with_its_place(self):
        for data, words in ((b'a,b\n1\n', 'line 2 has 1 fields, not 2'), (b'a,a\n', 'same name'), (b'\xff', 'UTF-8'),
                            (b'a\n"x', 'line 2 is not CSV'), (b'[1]', 'row 1 is not an object'), (b'[', 'not JSON'),
                            (b'a\n' + b'1\n' * 20_001, '20001 rows')):
            with self.subTest(data=data[:20]), self.assertRaisesRegex(Refused, words):
                kinds.load.rows_of(data)


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith('/to/'):
            self.send_response(302)
            self.send_header('Location', self.path[4:].replace('PORT', str(self.server.server_address[1])))
            self.end_headers()
        elif self.path == '/loop':
            self.send_response(302)
            self.send_header('Location', '/loop')
            self.end_headers()
        elif self.path == '/slow':
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b'.')
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                pass
        elif self.path in ('/ok?a=1', '/big', '/endless'):
            self.send_response(200)
            if self.path == '/big':
                self.send_header('Content-Length', '2000')
            self.end_headers()
            try:
                self.wfile.write(b'fine' if self.path.startswith('/ok') else b'x' * 2000)
            except OSError:
                pass
        elif self.path == '/short':
            self.send_response(200)
            self.send_header('Content-Length', '10')
            self.end_headers()
            self.wfile.write(b'x')
        else:
            self.send_error(404)

    def log_message(self, *_):
        pass


class Fetching(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Site)
        cls.server.daemon_threads = True
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.here = f'http://127.0.0.1:{cls.server.server_address[1]}'

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def refused(self, url, words, most_bytes=1000, seconds=5):
        with self.assertRaisesRegex(Refused, words):
            fetch.fetch(url, most_bytes, seconds)

    def test_what_is_there_is_fetched_also_where_it_has_moved(self):
        self.assertEqual(b'fine', fetch.fetch(self.here + '/ok?a=1', 4, 5))
        self.assertEqual(b'fine', fetch.fetch(self.here + '/to//to//ok?a=1', 4, 5))

    def test_size_time_and_hops_have_ends(self):
        self.refused(self.here + '/big', 'larger than 1000 bytes')
        self.refused(self.here + '/endless', 'larger than 1000 bytes')
        began = time.monotonic()
        self.refused(self.here + '/slow', 'no answer within 0.3 s', seconds=0.3)
        self.assertLess(time.monotonic() - began, 4)
        self.refused(self.here + '/loop', 'more than 3 redirects')
        self.refused(self.here + '/short', 'cannot be fetched')
        self.refused(self.here + '/absent', 'answered 404')

    def test_only_http_is_fetched(self):
        for url in ('file:///etc/passwd', 'ftp://h/', 'gopher://h/', '/etc/passwd', '', 'http://', 'http://u:p@h/',
                    'http://h:99999/', 'http://[::1/'):
            with self.subTest(url=url):
                self.refused(url, 'http|host|URL')
        self.refused(self.here + '/to/file:///etc/passwd', 'only http')

    def test_control_endpoints_are_refused_however_they_are_spelled(self):
        for path in ('/_orrery/journal', '//_orrery/journal', '/_ORRERY', '/a/../_orrery/x', '/%5Forrery/x',
                     '/%255Forrery/x', '/./_orrery', '/\\_orrery\\x', '/2018-06-01/runtime/invocation/next',
                     '/2020-01-01/extension/event/next'):
            with self.subTest(path=path):
                self.refused(self.here + path, 'control endpoint')
        self.refused(self.here + '/to/http://localhost:PORT/_orrery/journal', 'control endpoint')
