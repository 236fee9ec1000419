"""rclone and s3cmd carry a directory tree to a bucket and back; every byte and every name is the same."""
import hashlib
import os
import random
import subprocess
import tempfile
import unittest

from client_case import ACCOUNT, ENDPOINT, REGION, client, main

# s3cmd asks for one thing after the other.
RCLONE_FILES = int(os.environ.get("SYNC_FILES", "10000"))
S3CMD_FILES = RCLONE_FILES // 10
NAMES = ["plain", "with blank", "plus+plus", "per%20cent", "ümläut", "quote'", "a&b", "semi;colon", "tilde~", "eq=1", "#", "日本"]


def grow(root, files):
    """A tree of files: most are small, some empty, a few need several parts."""
    chance = random.Random(4)
    for number in range(files):
        folder = os.path.join(root, "d%02d" % (number % 40), chance.choice(NAMES) if number % 7 == 0 else "x")
        os.makedirs(folder, exist_ok=True)
        size = 0 if number % 100 == 0 else 200_000 if number % 500 == 1 else chance.randrange(1, 600)
        with open(os.path.join(folder, "%s %05d" % (NAMES[number % len(NAMES)], number)), "wb") as file:
            file.write(chance.randbytes(size))
    with open(os.path.join(root, "large"), "wb") as file:
        file.write(chance.randbytes(20 << 20))


def digests(root):
    found = {}
    for folder, _, files in os.walk(root):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, root)] = hashlib.sha256(file.read()).hexdigest()
    return found


def run(*command, **environment):
    kept = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"}
    done = subprocess.run(command, env=dict(kept, **environment), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", timeout=500)
    if done.returncode != 0:
        raise AssertionError("%s\n%s" % (" ".join(command[:3]), done.stdout[-3000:]))
    return done.stdout


class Sync(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.there, self.back = (os.path.join(self.folder.name, name) for name in ("there", "back"))
        os.mkdir(self.back)

    def same(self):
        first, second = digests(self.there), digests(self.back)
        self.assertEqual(len(first), len(second))
        self.assertEqual(first, second)

    def test_rclone_syncs_a_tree_there_and_back(self):
        grow(self.there, RCLONE_FILES)
        client("s3").create_bucket(Bucket="rclone-tree")
        settings = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": ENDPOINT, "REGION": REGION,
                    "ACCESS_KEY_ID": ACCOUNT, "SECRET_ACCESS_KEY": "test", "FORCE_PATH_STYLE": "true",
                    "CHUNK_SIZE": "5Mi", "UPLOAD_CUTOFF": "5Mi"}
        environment = {"RCLONE_CONFIG_HERE_" + name: value for name, value in settings.items()}
        environment["RCLONE_CONFIG"] = os.path.join(self.folder.name, "none")

        def rclone(*arguments):
            return run("rclone", *arguments, "--transfers", "16", "--checkers", "16", "--fast-list", "--stats", "0",
                       **environment)

        rclone("sync", self.there, "here:rclone-tree/tree")
        rclone("check", self.there, "here:rclone-tree/tree")
        rclone("sync", "here:rclone-tree/tree", self.back)
        self.same()
        os.remove(os.path.join(self.there, "large"))
        rclone("sync", self.there, "here:rclone-tree/tree")
        self.assertNotIn("large", rclone("lsf", "here:rclone-tree/tree").splitlines())

    def test_s3cmd_syncs_a_tree_there_and_back(self):
        grow(self.there, S3CMD_FILES)
        config = os.path.join(self.folder.name, "config")
        address = ENDPOINT.split("//")[1]
        with open(config, "w") as file:
            file.write("[default]\naccess_key = %s\nsecret_key = test\nhost_base = %s\nhost_bucket = %s\n"
                       "use_https = False\nbucket_location = %s\nmultipart_chunk_size_mb = 5\n"
                       % (ACCOUNT, address, address, "US"))

        def s3cmd(*arguments):
            return run("s3cmd", "-c", config, "--no-progress", "--quiet", *arguments)

        s3cmd("mb", "s3://s3cmd-tree")
        s3cmd("sync", self.there + "/", "s3://s3cmd-tree/tree/")
        s3cmd("sync", "s3://s3cmd-tree/tree/", self.back + "/")
        self.same()
        s3cmd("rb", "--recursive", "--force", "s3://s3cmd-tree")


if __name__ == "__main__":
    main()
