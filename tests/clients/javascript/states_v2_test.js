'use strict';
const {eventually, refused, role, second, test} = require('./harness');

const AWS = second();
const states = new AWS.StepFunctions();

test('an execution', async () => {
  const {stateMachineArn} = await states.createStateMachine({
    name: 'm', roleArn: role, definition: JSON.stringify({StartAt: 'S', States: {S: {Type: 'Succeed'}}})}).promise();
  const {executionArn} = await states.startExecution({stateMachineArn, input: '{"a": 1}', name: 'one'}).promise();
  await eventually(async () => (await states.describeExecution({executionArn}).promise()).status === 'SUCCEEDED');
});

test('errors have their codes', async () => {
  await refused('InvalidDefinition', states.createStateMachine({name: 'x', roleArn: role, definition: '{}'}).promise());
});
