'use strict';
const {assert, refused, second, test} = require('./harness');

const AWS = second();
const logs = new AWS.CloudWatchLogs();
const group = {logGroupName: '/js2'}, stream = {...group, logStreamName: 's'};

test('events', async () => {
  await logs.createLogGroup(group).promise();
  await logs.createLogStream(stream).promise();
  await logs.putLogEvents({...stream, logEvents: [{message: 'hello', timestamp: Date.now()}]}).promise();
  assert.strictEqual((await logs.getLogEvents(stream).promise()).events[0].message, 'hello');
});

test('errors have their codes', async () => {
  await refused('ResourceAlreadyExistsException', logs.createLogGroup(group).promise(), 'already exists');
});
