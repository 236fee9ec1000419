'use strict';
// The SDK speaks HTTP/2 with Kinesis.
const {assert, refused, test} = require('./harness');
const {CreateStreamCommand, DeleteStreamCommand, GetRecordsCommand, GetShardIteratorCommand, KinesisClient,
       ListShardsCommand, PutRecordsCommand} = require('@aws-sdk/client-kinesis');

const client = new KinesisClient({maxAttempts: 1});
const StreamName = 'lines';

test('records of a stream', async () => {
  await client.send(new CreateStreamCommand({StreamName, ShardCount: 1}));
  const Records = Array.from({length: 500}, (_, index) => ({Data: Buffer.alloc(5000, String(index)), PartitionKey: `k${index}`}));
  assert.strictEqual((await client.send(new PutRecordsCommand({StreamName, Records}))).FailedRecordCount, 0);
  const {ShardIterator} = await client.send(
    new GetShardIteratorCommand({StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON'}));
  const read = (await client.send(new GetRecordsCommand({ShardIterator}))).Records;
  assert.deepStrictEqual(read.map(({Data}) => Buffer.from(Data).toString()), Records.map(({Data}) => Data.toString()));
});

test('many calls at once', async () => {
  const answers = await Promise.all(Array.from({length: 50}, () => client.send(new ListShardsCommand({StreamName}))));
  assert.ok(answers.every(({Shards}) => Shards.length === 1));
  await client.send(new DeleteStreamCommand({StreamName}));
  await refused('ResourceNotFoundException', client.send(new ListShardsCommand({StreamName})));
  client.destroy();
});
