"""orrery run wordcount: every composition counts what one process counts, also when mappers fail."""
import json
import random
import unittest

import orrery

WORDS = ['the', 'orrery', 'turns', 'a/b', '50%', 'café', '%41', 'x' * 900, 'Sun', 'sun']


def count(compose, *options, words=200):
    chance = random.Random(7)
    with orrery.Directory() as directory:
        with open(directory.path('text'), 'w', encoding='utf-8') as file:
            for _ in range(words):
                file.write(chance.choice(WORDS) + chance.choice([' ', '\n', '\t', ' \u2003']))
        code, summary, said = orrery.run('run', 'wordcount', directory.path('text'), '--compose', compose, '--chunks',
                                         '5', '--async-retry-seconds', '0.1', '--timeout', '100', *options)
    if code != 0:
        raise AssertionError(f'{compose}: exit code {code}: {said} {summary}')
    return summary


class Wordcount(unittest.TestCase):
    def test_every_composition_counts_right(self):
        for compose in ('http', 'dynamodb', 'streams', 's3', 'states'):
            with self.subTest(compose=compose):
                summary = count(compose)
                self.assertTrue(summary['right'])
                self.assertEqual(200, summary['words'])
                self.assertEqual(len(WORDS), summary['differentWords'])

    def test_a_mapper_that_is_retried_counts_once(self):
        for compose in ('http', 'dynamodb', 'streams', 's3', 'states'):
            with self.subTest(compose=compose):
                summary = count(compose, '--fail', '0.6')
                self.assertTrue(summary['right'])
                self.assertGreater(summary['functions']['wordcount-dev-mapper']['failed'], 0)

    def test_one_object_per_word_gives_the_same_counts(self):
        self.assertTrue(count('http', '--emit', 'occurrence')['right'])

    def test_other_numbers_of_reducers_give_the_same_counts(self):
        self.assertTrue(count('dynamodb', '--reducers', '7')['right'])

    def test_with_s3_events_partition_and_summary_go_on_once(self):
        summary = count('s3')
        self.assertEqual(5, summary['functions']['wordcount-dev-partition']['invocations'])
        self.assertEqual(len({'reducer0', 'reducer1', 'reducer2'}),
                         summary['functions']['wordcount-dev-reducer']['invocations'])

    def test_a_word_count_is_one_job(self):
        for compose in ('http', 'dynamodb', 's3', 'states'):
            with self.subTest(compose=compose), orrery.Directory() as directory:
                count(compose, '--journal', directory.path('journal'))
                with open(directory.path('journal')) as file:
                    lines = [json.loads(line) for line in file]
                self.assertEqual(1, len({line['trace'] for line in lines if line['kind'] == 'invocation'}))

    def test_components_of_ones_own_take_the_place_of_ours(self):
        with orrery.Directory() as directory:
            with open(directory.path('folding.py'), 'w') as file:
                file.write('def folded(text): return text.lower()\n')
            with open(directory.path('reducer.py'), 'w') as file:
                file.write('from folding import folded\n'
                           'def handler(event, context): return {folded(event["partition"]): 1}\n')
            with open(directory.path('text'), 'w') as file:
                file.write('one two three')
            code, summary, said = orrery.run('run', 'wordcount', directory.path('text'), '--components', directory.name,
                                             '--chunks', '1', '--timeout', '100')
            self.assertEqual(1, code, said)  # it does not count words
            self.assertFalse(summary['right'])
            self.assertLessEqual(set(summary['top']), {'reducer0/', 'reducer1/', 'reducer2/'})
            code, _, said = orrery.run('run', 'wordcount', '--components', orrery.ROOT)
            self.assertEqual(1, code)
            self.assertIn('there is no mapper.py', said)
