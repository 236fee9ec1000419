'use strict';
const {Readable} = require('stream');
const {assert, refused, test} = require('./harness');
const {CopyObjectCommand, CreateBucketCommand, DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command,
       PutObjectCommand, S3Client, paginateListObjectsV2, waitUntilBucketExists, waitUntilObjectExists} = require('@aws-sdk/client-s3');
const {Upload} = require('@aws-sdk/lib-storage');
const {getSignedUrl} = require('@aws-sdk/s3-request-presigner');

const client = new S3Client({maxAttempts: 1});
const Bucket = `js3-${process.env.AWS_ACCESS_KEY_ID}`;
const put = (Key, Body, options) => client.send(new PutObjectCommand({Bucket, Key, Body, ...options}));
const text = async (Key, options) => (await client.send(new GetObjectCommand({Bucket, Key, ...options}))).Body.transformToString();

test('a bucket', async () => {
  await client.send(new CreateBucketCommand({Bucket}));
  await waitUntilBucketExists({client, maxWaitTime: 10}, {Bucket});
});

test('bodies of all kinds come back', async () => {
  const cases = [['text', 'hello ä'], ['buffer', Buffer.from('bytes')], ['empty', ''], ['large', 'x'.repeat(3 << 20)]];
  for (const [key, body] of cases) {
    await put(key, body);
    assert.strictEqual(await text(key), body.toString());
  }
  // Only the last piece of a stream may be small; the SDK passes them on as they come.
  const one = 'one '.repeat(2048);
  await put('stream', Readable.from([one, 'two']), {ContentLength: one.length + 3});
  assert.strictEqual(await text('stream'), one + 'two');
  await assert.rejects(put('small', Readable.from(['one ', 'two']), {ContentLength: 7}), {name: 'InvalidChunkSizeError'});
  const head = await client.send(new HeadObjectCommand({Bucket, Key: 'stream'}));
  assert.strictEqual(head.ContentEncoding, undefined);
  assert.ok(head.LastModified instanceof Date);
});

test('metadata, ranges and copies', async () => {
  await put('k', '0123456789', {Metadata: {colour: 'blue'}, ContentType: 'text/plain'});
  assert.strictEqual(await text('k', {Range: 'bytes=2-4'}), '234');
  await client.send(new CopyObjectCommand({Bucket, Key: 'copy', CopySource: `${Bucket}/k`}));
  assert.deepStrictEqual((await client.send(new HeadObjectCommand({Bucket, Key: 'copy'}))).Metadata, {colour: 'blue'});
});

test('every checksum is taken and given back', async () => {
  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
    const sent = await put(`sum-${ChecksumAlgorithm}`, 'body', {ChecksumAlgorithm});
    const got = await client.send(new GetObjectCommand({Bucket, Key: `sum-${ChecksumAlgorithm}`, ChecksumMode: 'ENABLED'}));
    assert.strictEqual(await got.Body.transformToString(), 'body');
    assert.ok(got[`Checksum${ChecksumAlgorithm}`], ChecksumAlgorithm);
    assert.strictEqual(sent[`Checksum${ChecksumAlgorithm}`], got[`Checksum${ChecksumAlgorithm}`]);
  }
});

test('an upload in parts', async () => {
  const body = Buffer.alloc(11 << 20, 'ab');
  await new Upload({client, params: {Bucket, Key: 'parts', Body: body}}).done();
  const got = await client.send(new GetObjectCommand({Bucket, Key: 'parts'}));
  assert.ok(Buffer.from(await got.Body.transformToByteArray()).equals(body));
  assert.match(got.ETag, /-3"$/);
});

test('listings in pages, with odd keys', async () => {
  const keys = ['o/a b+c', 'o/é', 'o/a//b', 'o/%2F', 'o/&=?#'];
  for (const key of keys) await put(key, key);
  const seen = [];
  for await (const page of paginateListObjectsV2({client, pageSize: 2}, {Bucket, Prefix: 'o/'})) seen.push(...page.Contents.map((c) => c.Key));
  assert.deepStrictEqual(seen.sort(), keys.sort());
  for (const key of keys) assert.strictEqual(await text(key), key);
  const {Deleted} = await client.send(new DeleteObjectsCommand({Bucket, Delete: {Objects: keys.map((Key) => ({Key}))}}));
  assert.strictEqual(Deleted.length, keys.length);
  assert.strictEqual((await client.send(new ListObjectsV2Command({Bucket, Prefix: 'o/'}))).KeyCount, 0);
});

test('signed URLs', async () => {
  const url = await getSignedUrl(client, new PutObjectCommand({Bucket, Key: 'signed'}));
  assert.strictEqual((await fetch(url, {method: 'PUT', body: 'by fetch'})).status, 200);
  const back = await fetch(await getSignedUrl(client, new GetObjectCommand({Bucket, Key: 'signed'})));
  assert.strictEqual(await back.text(), 'by fetch');
  await waitUntilObjectExists({client, maxWaitTime: 10}, {Bucket, Key: 'signed'});
});

test('errors', async () => {
  await refused('NoSuchKey', text('absent'), 'The specified key does not exist.');
  await refused('NotFound', client.send(new HeadObjectCommand({Bucket, Key: 'absent'})));
  await refused('NoSuchBucket', client.send(new ListObjectsV2Command({Bucket: 'absent-bucket-of-nobody'})), 'The specified bucket does not exist');
  const tag = (await put('k', 'x')).ETag;
  await refused('PreconditionFailed', put('k', 'y', {IfNoneMatch: '*'}));
  await put('k', 'y', {IfMatch: tag});
});
