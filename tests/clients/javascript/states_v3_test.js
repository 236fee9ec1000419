'use strict';
const dns = require('dns');
const http = require('http');
const {arn, assert, eventually, refused, role, test} = require('./harness');
const {CreateStateMachineCommand, DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient, StartExecutionCommand,
       StartSyncExecutionCommand, paginateListStateMachines} = require('@aws-sdk/client-sfn');

const client = new SFNClient({maxAttempts: 1, disableHostPrefix: true});
const definition = JSON.stringify({StartAt: 'P', States: {P: {Type: 'Pass', Result: {x: 1}, ResultPath: '$.p', End: true}}});

test('a machine and an execution', async () => {
  const {stateMachineArn, creationDate} = await client.send(new CreateStateMachineCommand({name: 'm', roleArn: role, definition}));
  assert.strictEqual(stateMachineArn, arn('states', 'stateMachine:m'));
  assert.ok(Math.abs(creationDate - Date.now()) < 60000);
  const {executionArn} = await client.send(new StartExecutionCommand({stateMachineArn, input: '{"a": 1}'}));
  const done = await eventually(async () => {
    const description = await client.send(new DescribeExecutionCommand({executionArn}));
    return description.status !== 'RUNNING' && description;
  });
  assert.deepStrictEqual([done.status, JSON.parse(done.output)], ['SUCCEEDED', {a: 1, p: {x: 1}}]);
  const {events} = await client.send(new GetExecutionHistoryCommand({executionArn}));
  assert.ok(events.every((event) => event.timestamp instanceof Date));
});

test('an express machine', async () => {
  const {stateMachineArn} = await client.send(new CreateStateMachineCommand({name: 'e', roleArn: role, definition, type: 'EXPRESS'}));
  const answer = await client.send(new StartSyncExecutionCommand({stateMachineArn}));
  assert.deepStrictEqual([answer.status, JSON.parse(answer.output)], ['SUCCEEDED', {p: {x: 1}}]);
});

test('an express machine, of a client that puts sync- before the host', async () => {
  const asked = [];
  const lookup = (name, options, done) => {
    asked.push(name);
    dns.lookup(name.replace('sync-', ''), options, done);
  };
  const prefixing = new SFNClient({maxAttempts: 1, requestHandler: {httpAgent: new http.Agent({lookup})}});
  const answer = await prefixing.send(new StartSyncExecutionCommand({stateMachineArn: arn('states', 'stateMachine:e')}));
  assert.strictEqual(answer.status, 'SUCCEEDED');
  assert.ok(asked.every((name) => name.startsWith('sync-')) && asked.length > 0, String(asked));
});

test('pages and errors', async () => {
  const names = [];
  for await (const page of paginateListStateMachines({client, pageSize: 1}, {})) names.push(...page.stateMachines.map((m) => m.name));
  assert.deepStrictEqual(names.sort(), ['e', 'm']);
  await refused('StateMachineDoesNotExist', client.send(new StartExecutionCommand({stateMachineArn: arn('states', 'stateMachine:x')})),
                'State Machine Does Not Exist');
});
