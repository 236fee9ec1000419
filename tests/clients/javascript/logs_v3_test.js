'use strict';
const {assert, refused, test} = require('./harness');
const {CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, DescribeLogGroupsCommand, GetLogEventsCommand,
       PutLogEventsCommand, paginateFilterLogEvents} = require('@aws-sdk/client-cloudwatch-logs');

const client = new CloudWatchLogsClient({maxAttempts: 1});
const logGroupName = '/js', logStreamName = 's';

test('events', async () => {
  await client.send(new CreateLogGroupCommand({logGroupName}));
  await client.send(new CreateLogStreamCommand({logGroupName, logStreamName}));
  await client.send(new PutLogEventsCommand({logGroupName, logStreamName, logEvents: ['a', 'b', 'c'].map((message, n) => ({message, timestamp: Date.now() + n}))}));
  const {events} = await client.send(new GetLogEventsCommand({logGroupName, logStreamName, startFromHead: true}));
  assert.deepStrictEqual(events.map((event) => event.message), ['a', 'b', 'c']);
  let count = 0;
  for await (const page of paginateFilterLogEvents({client, pageSize: 2}, {logGroupName})) count += page.events.length;
  assert.strictEqual(count, 3);
  assert.strictEqual((await client.send(new DescribeLogGroupsCommand({logGroupNamePrefix: '/js'}))).logGroups.length, 1);
});

test('errors', async () => {
  await refused('ResourceAlreadyExistsException', client.send(new CreateLogGroupCommand({logGroupName})), 'already exists');
  await refused('ResourceNotFoundException', client.send(new GetLogEventsCommand({logGroupName: '/absent', logStreamName})));
});
