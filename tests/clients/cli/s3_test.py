import os
import tempfile

from client_case import CliCase, main


class S3(CliCase):
    def test_the_high_level_commands(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(folder + "/d/sub")
            for name, size in (("d/a b+c.txt", 3), ("d/sub/é.txt", 0), ("big", 9 << 20)):
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(b"x" * size)
            self.aws("s3", "mb", "s3://cli-bucket")
            self.aws("s3", "cp", folder + "/big", "s3://cli-bucket/big")
            self.aws("s3", "sync", folder + "/d", "s3://cli-bucket/d")
            listing = self.aws("s3", "ls", "--recursive", "s3://cli-bucket")
            for name in ("big", "d/a b+c.txt", "d/sub/é.txt"):
                self.assertIn(name, listing)
            self.assertIn("PRE d/", self.aws("s3", "ls", "s3://cli-bucket"))
            self.aws("s3", "cp", "s3://cli-bucket/big", folder + "/back")
            self.assertEqual(os.path.getsize(folder + "/back"), 9 << 20)
            self.aws("s3", "mv", "s3://cli-bucket/big", "s3://cli-bucket/moved")
            self.assertNotIn("big", self.aws("s3", "ls", "s3://cli-bucket"))
            self.assertEqual(self.aws("s3", "sync", folder + "/d", "s3://cli-bucket/d"), {})  # nothing has changed
            self.aws("s3", "rm", "--recursive", "s3://cli-bucket/d")
            self.aws("s3", "rb", "--force", "s3://cli-bucket")
            self.assertIn("NoSuchBucket", self.aws("s3", "ls", "s3://cli-bucket", status=1))

    def test_the_api_commands(self):
        self.aws("s3api", "create-bucket", "--bucket", "cli-api", "--region", "eu-west-1", "--create-bucket-configuration",
                 "LocationConstraint=eu-west-1")
        self.aws("s3api", "wait", "bucket-exists", "--bucket", "cli-api")
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"hello")
            file.flush()
            self.aws("s3api", "put-object", "--bucket", "cli-api", "--key", "k", "--body", file.name)
        self.aws("s3api", "wait", "object-exists", "--bucket", "cli-api", "--key", "k")
        for number in range(3):
            self.aws("s3api", "copy-object", "--bucket", "cli-api", "--key", "k%d" % number, "--copy-source", "cli-api/k")
        listing = self.aws("s3api", "list-objects-v2", "--bucket", "cli-api", "--page-size", "2")
        self.assertEqual([entry["Key"] for entry in listing["Contents"]], ["k", "k0", "k1", "k2"])
        self.assertIn("(404)", self.aws("s3api", "head-object", "--bucket", "cli-api", "--key", "absent", status=1))


if __name__ == "__main__":
    main()
