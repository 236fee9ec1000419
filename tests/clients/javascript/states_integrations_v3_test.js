'use strict';
// One machine that calls every kind of integration (../states_integrations.json), and one that waits for an answer.
const fs = require('fs');
const path = require('path');
const {account, arn, assert, eventually, role, test, zipped} = require('./harness');
const {CreateStateMachineCommand, DescribeExecutionCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand} =
    require('@aws-sdk/client-sfn');
const {CreateFunctionCommand, LambdaClient, waitUntilFunctionActiveV2} = require('@aws-sdk/client-lambda');
const {CreateQueueCommand, ReceiveMessageCommand, SQSClient} = require('@aws-sdk/client-sqs');

const client = new SFNClient({maxAttempts: 1});
const name = 'integrations-v3';

async function start(machine, States, StartAt) {
  const definition = JSON.stringify({QueryLanguage: 'JSONata', StartAt, States});
  const {stateMachineArn} = await client.send(new CreateStateMachineCommand({name: machine, roleArn: role, definition}));
  return (await client.send(new StartExecutionCommand({stateMachineArn}))).executionArn;
}

async function output(executionArn) {
  const done = await eventually(async () => {
    const description = await client.send(new DescribeExecutionCommand({executionArn}));
    return description.status !== 'RUNNING' && description;
  }, 60);
  assert.strictEqual(done.status, 'SUCCEEDED', JSON.stringify(done));
  return JSON.parse(done.output);
}

test('every kind of integration in one machine', async () => {
  const lambda = new LambdaClient({maxAttempts: 1});
  const source = "exports.handler = async (event) => {\n" +
      "  if (event.fail) throw Object.assign(new Error('no'), {name: 'ValueError'});\n  return {got: event};\n};\n";
  await lambda.send(new CreateFunctionCommand({FunctionName: name, Runtime: 'nodejs20.x', Role: role, Handler: 'main.handler',
                                               Code: {ZipFile: zipped({'main.js': source})}}));
  await waitUntilFunctionActiveV2({client: lambda, maxWaitTime: 60, minDelay: 1}, {FunctionName: name});
  let text = fs.readFileSync(path.join(__dirname, '../states_integrations.json'), 'utf8');
  for (const [place, value] of Object.entries({NAME: name, ROLE: role, ACCOUNT: account})) text = text.replaceAll(place, value);
  const cases = JSON.parse(text), states = {told: {Type: 'Succeed'}}, told = {};
  cases.forEach((one, index) => {
    const Next = cases[index + 1]?.name ?? 'told';
    const tell = (what) => `{% ($r := $states.result; $merge([$states.input, {'${one.name}': ${what}}])) %}`;
    states[one.name] = {Type: 'Task', Resource: 'arn:aws:states:::' + one.resource, Arguments: one.arguments, Next,
                        Output: tell(one.tell ?? "'no error'"),
                        Catch: [{ErrorEquals: ['States.ALL'], Output: tell('$states.errorOutput.Error'), Next}]};
    const expected = one.told ?? one.error;
    if (expected !== undefined) told[one.name] = expected;
  });
  const found = await output(await start(name, states, cases[0].name));
  assert.deepStrictEqual(Object.fromEntries(Object.keys(told).map((key) => [key, found[key]])), told);
  assert.strictEqual(found.machine, arn('states', `stateMachine:${name}-inner`));
});

test('somebody answers', async () => {
  const sqs = new SQSClient({maxAttempts: 1});
  const {QueueUrl} = await sqs.send(new CreateQueueCommand({QueueName: 'answered'}));
  const executionArn = await start('asks', {Ask: {
    Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true,
    Arguments: {QueueUrl, MessageBody: {token: '{% $states.context.Task.Token %}'}}}}, 'Ask');
  const {Messages: [message]} = await sqs.send(new ReceiveMessageCommand({QueueUrl, WaitTimeSeconds: 20}));
  await client.send(new SendTaskSuccessCommand({taskToken: JSON.parse(message.Body).token, output: '{"answer":42}'}));
  assert.deepStrictEqual(await output(executionArn), {answer: 42});
});
