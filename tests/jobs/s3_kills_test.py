"""Objects under load while the emulator is killed, again and again: what was acknowledged is there afterwards."""
import hashlib
import http.client
import os
import random
import re
import threading
import unittest

import orrery

SEED = int(os.environ.get('ORRERY_KILLS_SEED', '4'))
ROUNDS = int(os.environ.get('ORRERY_KILLS_ROUNDS', '5'))
WRITERS = 6
KEYS = 12
SIZES = (0, 30, 3_000, 70_000, 400_000)
PART = 5 << 20
ABSENT = None


def sha(body):
    return hashlib.sha256(body).hexdigest()


class Client:
    """One connection; an answer that does not arrive is an OSError or HTTPException."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)

    def call(self, method, path, body=b'', **headers):
        named = {name.replace('_', '-'): value for name, value in headers.items()}
        self.connection.request(method, path, body, {
            'Authorization': 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, '
                             'SignedHeaders=host, Signature=0', **named})
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def expect(self, *arguments, **headers):
        status, found, body = self.call(*arguments, **headers)
        if status not in (200, 204):
            raise AssertionError(f'{arguments[:2]}: {status} {body!r}')
        return found, body


class Writer(threading.Thread):
    """Writes to keys that are its own, and knows what each may hold: one state, or two while a call is unanswered."""

    def __init__(self, name, seed):
        super().__init__(daemon=True)
        self.prefix, self.random = name, random.Random(seed)
        self.keys = {f'{name}/{number}': {ABSENT} for number in range(KEYS)}
        self.uploads = {}    # upload id: (key, {part number: the sums it may have}, what it is complete as)
        self.versions = {}   # version id in the versioned bucket: (key, sum)
        self.acknowledged = 0
        self.error = None
        self.port = 0

    def again(self, port):
        """The same writer, with what it knows, as a new thread."""
        heir = Writer(self.prefix, self.random.random())
        heir.keys, heir.uploads, heir.versions, heir.port = self.keys, self.uploads, self.versions, port
        return heir

    def run(self):
        self.client = Client(self.port)
        try:
            while True:
                self.random.choices((self.put, self.delete, self.copy, self.put_version, self.upload),
                                    (8, 3, 3, 4, 2))[0]()
        except (OSError, http.client.HTTPException):
            pass  # killed
        except BaseException as error:  # noqa: the test reports it
            self.error = error
        finally:
            self.client.connection.close()

    def body(self):
        return self.random.randbytes(self.random.choice(SIZES))

    def change(self, key, state, *call, **headers):
        self.keys[key].add(state)
        self.client.expect(*call, **headers)
        self.keys[key] = {state}
        self.acknowledged += 1

    def put(self):
        key, body = self.random.choice(list(self.keys)), self.body()
        self.change(key, sha(body), 'PUT', f'/plain/{key}', body)

    def delete(self):
        key = self.random.choice(list(self.keys))
        self.change(key, ABSENT, 'DELETE', f'/plain/{key}')

    def copy(self):
        there = [key for key, states in self.keys.items() if states != {ABSENT}]
        if there:
            source, key = self.random.choice(there), self.random.choice(list(self.keys))
            if source != key:
                self.change(key, next(iter(self.keys[source])), 'PUT', f'/plain/{key}',
                            x_amz_copy_source=f'/plain/{source}')

    def put_version(self):
        key, body = f'{self.prefix}/{self.random.randrange(3)}', self.body()
        headers, _ = self.client.expect('PUT', f'/versioned/{key}', body)
        self.versions[headers['x-amz-version-id']] = (key, sha(body))
        self.acknowledged += 1

    def upload(self):
        """Starts an upload and sends parts; half of them are completed, the others stay open."""
        key = self.random.choice(list(self.keys))
        _, answer = self.client.expect('POST', f'/plain/{key}?uploads')
        upload = re.search(rb'<UploadId>(.*?)</UploadId>', answer).group(1).decode()
        parts, etags, whole = {}, [], hashlib.sha256()
        self.uploads[upload] = (key, parts, set())
        count = self.random.randint(1, 2)
        for number in range(1, count + 1):
            body = self.random.randbytes(1000) if number == count else bytes([number]) * PART
            headers, _ = self.client.expect('PUT', f'/plain/{key}?partNumber={number}&uploadId={upload}', body)
            parts[number] = headers['ETag']
            whole.update(body)
            etags.append(f'<Part><PartNumber>{number}</PartNumber><ETag>{headers["ETag"]}</ETag></Part>')
            self.acknowledged += 1
        if self.random.random() < 0.5:
            self.uploads[upload][2].add(whole.hexdigest())
            self.change(key, whole.hexdigest(), 'POST', f'/plain/{key}?uploadId={upload}',
                        f'<CompleteMultipartUpload>{"".join(etags)}</CompleteMultipartUpload>'.encode())
            del self.uploads[upload]


class Kills(unittest.TestCase):
    def test_what_was_acknowledged_survives_kills_under_load(self):
        with orrery.Directory() as directory:
            emulator = orrery.Emulator(directory.path('data'))
            try:
                self.kill_and_check(emulator, directory.path('data'))
            finally:
                emulator.stop()

    def client(self, emulator):
        client = Client(emulator.port)
        self.addCleanup(client.connection.close)
        return client

    def kill_and_check(self, emulator, data):
        chance = random.Random(SEED)
        client = self.client(emulator)
        client.expect('PUT', '/plain')
        client.expect('PUT', '/versioned')
        client.expect('PUT', '/versioned?versioning', b'<VersioningConfiguration><Status>Enabled</Status>'
                                                      b'</VersioningConfiguration>')
        writers = [Writer(f'w{number}', chance.random()) for number in range(WRITERS)]
        acknowledged = 0
        for round_number in range(ROUNDS):
            writers = [writer.again(emulator.port) for writer in writers]
            for writer in writers:
                writer.start()
            threading.Event().wait(chance.uniform(0.4, 1.2))
            emulator.kill()
            for writer in writers:
                writer.join(30)
                if writer.error:
                    raise writer.error
                acknowledged += writer.acknowledged
            emulator.start()
            with self.subTest(seed=SEED, round=round_number):
                self.check(self.client(emulator), writers)
        self.assertGreater(acknowledged, 20 * ROUNDS)
        self.leave_nothing(emulator, data, writers)

    def check(self, client, writers):
        listed = set(re.findall(r'<Key>(.*?)</Key>', client.expect('GET', '/plain?list-type=2')[1].decode()))
        there = set()
        for writer in writers:
            for key, states in writer.keys.items():
                status, headers, body = client.call('GET', f'/plain/{key}')
                self.assertIn(status, (200, 404), key)
                found = sha(body) if status == 200 else ABSENT
                self.assertIn(found, states, key)
                if status == 200:
                    there.add(key)
                writer.keys[key] = {found}
            for version, (key, wanted) in writer.versions.items():
                _, body = client.expect('GET', f'/versioned/{key}?versionId={version}')
                self.assertEqual(wanted, sha(body), key)
            for upload, (key, parts, completed) in list(writer.uploads.items()):
                status, _, answer = client.call('GET', f'/plain/{key}?uploadId={upload}')
                if status == 404:  # only where the call that completes it was on its way, and then it did
                    self.assertEqual(completed, writer.keys[key], key)
                    del writer.uploads[upload]
                    continue
                found = dict(re.findall(r'<PartNumber>(\d+)</PartNumber>.*?<ETag>(.*?)</ETag>', answer.decode(), re.S))
                for number, etag in parts.items():
                    self.assertEqual(etag.strip('"'), found[str(number)].replace('&quot;', '').strip('"'), key)
                completed.clear()
        self.assertEqual(there, listed)

    def leave_nothing(self, emulator, data, writers):
        """Once all is deleted and the emulator started again, no file of a body is left."""
        self.assertNotEqual([], self.files(data))
        client = self.client(emulator)
        for upload in re.findall(r'<Upload><Key>(.*?)</Key><UploadId>(.*?)</UploadId>',
                                 client.expect('GET', '/plain?uploads')[1].decode()):
            client.expect('DELETE', f'/plain/{upload[0]}?uploadId={upload[1]}')
        for writer in writers:
            for key in writer.keys:
                client.expect('DELETE', f'/plain/{key}')
            for version, (key, _) in writer.versions.items():
                client.expect('DELETE', f'/versioned/{key}?versionId={version}')
        for key, version in re.findall(r'<Version><Key>(.*?)</Key><VersionId>(.*?)</VersionId>',
                                       client.expect('GET', '/versioned?versions')[1].decode()):
            client.expect('DELETE', f'/versioned/{key}?versionId={version}')  # of a put that was never answered
        emulator.kill()
        emulator.start()
        orrery.wait_until('the files of bodies are gone', lambda: self.files(data) == [])
        client = self.client(emulator)
        client.expect('DELETE', '/plain')
        client.expect('DELETE', '/versioned')

    @staticmethod
    def files(data):
        return [os.path.join(folder, name) for folder, _, names in os.walk(data)
                if os.path.basename(folder) == 's3' for name in names]


if __name__ == '__main__':
    unittest.main()
