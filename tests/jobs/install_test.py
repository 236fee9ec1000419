"""The installed program: a link into its folder is enough to find its shims, their SDKs and the jobs' functions."""
import json
import os
import subprocess
import unittest

import orrery


class Installed(unittest.TestCase):
    def test_it_runs_a_job_from_where_it_was_put(self):
        with orrery.Directory() as directory:
            subprocess.run(['cmake', '--install', os.path.dirname(orrery.PROGRAM), '--prefix', directory.path('there')],
                           check=True, stdout=subprocess.DEVNULL)
            done = subprocess.run(
                [directory.path('there/bin/orrery'), 'run', 'burst', '--workers', 'node', '--width', '100', '--height',
                 '100', '--tile', '50', '--out', directory.path('picture.png'), '--json'],
                capture_output=True, text=True, timeout=120, cwd='/')
            self.assertEqual(0, done.returncode, done.stderr)
            self.assertEqual(0, json.loads(done.stdout.strip().splitlines()[-1])['output']['missingTiles'])
