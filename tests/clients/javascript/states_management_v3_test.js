'use strict';
const {assert, eventually, refused, role, test} = require('./harness');
const sfn = require('@aws-sdk/client-sfn');

const client = new sfn.SFNClient({maxAttempts: 1, disableHostPrefix: true});
// Calls an operation by its name: ask('TagResource', {...}).
const ask = (operation, input = {}) => client.send(new sfn[operation + 'Command'](input));

const machineOf = (state) => JSON.stringify({StartAt: 'S', States: {S: {...state, End: true}}});
const make = async (name, state, more = {}) =>
  (await ask('CreateStateMachine', {name, roleArn: role, definition: machineOf(state), ...more})).stateMachineArn;
const ended = (executionArn) => eventually(async () => {
  const description = await ask('DescribeExecution', {executionArn});
  return description.status !== 'RUNNING' && description;
});

test('a machine is changed, tagged and deleted', async () => {
  const stateMachineArn = await make('managed', {Type: 'Pass'}, {tags: [{key: 'a', value: '1'}]});
  const definition = machineOf({Type: 'Pass', Result: 2});
  const {revisionId} = await ask('UpdateStateMachine', {stateMachineArn, definition});
  const described = await ask('DescribeStateMachine', {stateMachineArn});
  assert.deepStrictEqual([described.definition, described.revisionId], [definition, revisionId]);
  await ask('TagResource', {resourceArn: stateMachineArn, tags: [{key: 'b', value: '2'}]});
  await ask('UntagResource', {resourceArn: stateMachineArn, tagKeys: ['a']});
  assert.deepStrictEqual((await ask('ListTagsForResource', {resourceArn: stateMachineArn})).tags, [{key: 'b', value: '2'}]);
  assert.strictEqual((await ask('ListStateMachines')).stateMachines.length, 1);
  await ask('DeleteStateMachine', {stateMachineArn});
});

test('versions and an alias', async () => {
  const stateMachineArn = await make('versioned', {Type: 'Pass'});
  const {stateMachineVersionArn} = await ask('PublishStateMachineVersion', {stateMachineArn});
  const {stateMachineVersions} = await ask('ListStateMachineVersions', {stateMachineArn});
  assert.deepStrictEqual(stateMachineVersions.map((row) => row.stateMachineVersionArn), [stateMachineVersionArn]);
  const routingConfiguration = [{stateMachineVersionArn, weight: 100}];
  const {stateMachineAliasArn} = await ask('CreateStateMachineAlias', {name: 'live', routingConfiguration});
  await ask('UpdateStateMachineAlias', {stateMachineAliasArn, description: 'new'});
  const alias = await ask('DescribeStateMachineAlias', {stateMachineAliasArn});
  assert.deepStrictEqual([alias.routingConfiguration, alias.description], [routingConfiguration, 'new']);
  assert.strictEqual((await ask('ListStateMachineAliases', {stateMachineArn})).stateMachineAliases.length, 1);
  await ask('DeleteStateMachineAlias', {stateMachineAliasArn});
  await ask('DeleteStateMachineVersion', {stateMachineVersionArn});
});

test('an activity', async () => {
  const {activityArn} = await ask('CreateActivity', {name: 'act'});
  assert.strictEqual((await ask('DescribeActivity', {activityArn})).name, 'act');
  assert.strictEqual((await ask('ListActivities')).activities.length, 1);
  const stateMachineArn = await make('asks', {Type: 'Task', Resource: activityArn});
  const {executionArn} = await ask('StartExecution', {stateMachineArn});
  const first = await ask('GetActivityTask', {activityArn});
  await ask('SendTaskHeartbeat', {taskToken: first.taskToken});
  await ask('SendTaskFailure', {taskToken: first.taskToken, error: 'Oops'});
  assert.strictEqual((await ended(executionArn)).error, 'Oops');
  await ask('RedriveExecution', {executionArn});
  const second = await ask('GetActivityTask', {activityArn});
  await ask('SendTaskSuccess', {taskToken: second.taskToken, output: '{"m":2}'});
  assert.strictEqual((await ended(executionArn)).output, '{"m":2}');
  assert.strictEqual((await ask('DescribeStateMachineForExecution', {executionArn})).name, 'asks');
  assert.strictEqual((await ask('ListExecutions', {stateMachineArn})).executions[0].redriveCount, 1);
  const {executionArn: stopped} = await ask('StartExecution', {stateMachineArn});
  assert.ok((await ask('StopExecution', {executionArn: stopped})).stopDate instanceof Date);
  await ask('DeleteActivity', {activityArn});
  await refused('ActivityDoesNotExist', ask('DescribeActivity', {activityArn}), 'Activity Does Not Exist');
});

test('a map run', async () => {
  const ItemProcessor = {ProcessorConfig: {Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD'},
                         StartAt: 'W', States: {W: {Type: 'Wait', Seconds: 1, End: true}}};
  const stateMachineArn = await make('maps', {Type: 'Map', ItemProcessor});
  const {executionArn} = await ask('StartExecution', {stateMachineArn, input: '[1,2]'});
  const run = await eventually(async () => (await ask('ListMapRuns', {executionArn})).mapRuns[0]);
  await ask('UpdateMapRun', {mapRunArn: run.mapRunArn, maxConcurrency: 3});
  await ended(executionArn);
  const described = await ask('DescribeMapRun', {mapRunArn: run.mapRunArn});
  assert.deepStrictEqual([described.maxConcurrency, described.itemCounts.succeeded], [3, 2]);
});

test('a definition is checked, a state is tried', async () => {
  const checked = await ask('ValidateStateMachineDefinition', {definition: machineOf({Type: 'Nope'})});
  assert.deepStrictEqual([checked.result, checked.diagnostics[0].location], ['FAIL', '/States/S/Type']);
  const tried = await ask('TestState', {definition: '{"Type":"Pass","Result":1,"End":true}', roleArn: role, inspectionLevel: 'DEBUG'});
  assert.deepStrictEqual([tried.status, tried.output, tried.inspectionData.result], ['SUCCEEDED', '1', '1']);
});
