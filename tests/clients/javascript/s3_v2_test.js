'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const {assert, refused, second, test} = require('./harness');

const AWS = second();
const s3 = new AWS.S3();
const Bucket = `js2-${process.env.AWS_ACCESS_KEY_ID}`;

test('objects of all kinds', async () => {
  await s3.createBucket({Bucket}).promise();
  await s3.waitFor('bucketExists', {Bucket}).promise();
  for (const [Key, Body] of [['text', 'ä'], ['large', 'x'.repeat(2 << 20)], ['a b+c/é', 'odd']]) {
    await s3.putObject({Bucket, Key, Body}).promise();
    assert.strictEqual((await s3.getObject({Bucket, Key}).promise()).Body.toString(), Body);
  }
  const file = path.join(os.tmpdir(), `orrery-${process.pid}`);
  fs.writeFileSync(file, 'from a file');
  await s3.upload({Bucket, Key: 'file', Body: fs.createReadStream(file)}).promise();
  fs.unlinkSync(file);
  assert.strictEqual((await s3.getObject({Bucket, Key: 'file'}).promise()).Body.toString(), 'from a file');
});

test('an upload in parts, and a range', async () => {
  await s3.upload({Bucket, Key: 'parts', Body: Buffer.alloc(6 << 20, 'z')}, {partSize: 5 << 20}).promise();
  assert.strictEqual((await s3.headObject({Bucket, Key: 'parts'}).promise()).ContentLength, 6 << 20);
  assert.strictEqual((await s3.getObject({Bucket, Key: 'parts', Range: 'bytes=0-3'}).promise()).Body.toString(), 'zzzz');
});

test('listings of both versions', async () => {
  const one = await s3.listObjects({Bucket, MaxKeys: 2}).promise();
  assert.deepStrictEqual([one.IsTruncated, one.Contents.length], [true, 2]);
  const two = await s3.listObjectsV2({Bucket, Delimiter: '/'}).promise();
  assert.deepStrictEqual(two.CommonPrefixes, [{Prefix: 'a b+c/'}]);
});

test('deletes and errors', async () => {
  const {Deleted} = await s3.deleteObjects({Bucket, Delete: {Objects: [{Key: 'text'}, {Key: 'absent'}]}}).promise();
  assert.strictEqual(Deleted.length, 2);
  await refused('NoSuchKey', s3.getObject({Bucket, Key: 'text'}).promise(), 'The specified key does not exist.');
  await refused('NotFound', s3.headObject({Bucket, Key: 'text'}).promise());
});
