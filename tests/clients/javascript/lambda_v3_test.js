'use strict';
const {account, arn, assert, eventually, refused, role, test, zipped} = require('./harness');
const {CreateFunctionCommand, DeleteFunctionCommand, GetFunctionCommand, InvokeAsyncCommand, InvokeCommand,
       InvokeWithResponseStreamCommand, LambdaClient, UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand,
       paginateListFunctions, waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2} = require('@aws-sdk/client-lambda');
const {CloudWatchLogsClient, FilterLogEventsCommand} = require('@aws-sdk/client-cloudwatch-logs');

const client = new LambdaClient({maxAttempts: 1});
const logs = new CloudWatchLogsClient({maxAttempts: 1});
const FunctionName = 'f';
const SOURCE = `exports.handler = async (event) => {
  console.log('mark', event.n);
  if (event.fail) throw new TypeError(event.fail);
  return {event, account: process.env.AWS_ACCESS_KEY_ID};
};`;

async function create(name, source, options) {
  const created = await client.send(new CreateFunctionCommand({
    FunctionName: name, Runtime: 'nodejs20.x', Role: role, Handler: 'index.handler', Timeout: 10,
    Code: {ZipFile: zipped({'index.js': source})}, ...options}));
  await waitUntilFunctionActiveV2({client, maxWaitTime: 20, minDelay: 1}, {FunctionName: name});
  return created;
}

async function invoke(event, options) {
  const answer = await client.send(new InvokeCommand({FunctionName, Payload: JSON.stringify(event), ...options}));
  const text = Buffer.from(answer.Payload ?? []).toString();
  return {...answer, Payload: text && JSON.parse(text)};
}

test('a function is made and called', async () => {
  assert.strictEqual((await create(FunctionName, SOURCE)).FunctionArn, arn('lambda', 'function:f'));
  const answer = await invoke({n: 1, text: 'ä'}, {LogType: 'Tail'});
  assert.deepStrictEqual([answer.StatusCode, answer.Payload], [200, {event: {n: 1, text: 'ä'}, account}]);
  assert.match(Buffer.from(answer.LogResult, 'base64').toString(), /\tINFO\tmark 1\n/);
});

test('an error of the function', async () => {
  const answer = await invoke({fail: 'boom'});
  assert.strictEqual(answer.FunctionError, 'Unhandled');
  assert.deepStrictEqual([answer.Payload.errorType, answer.Payload.errorMessage], ['TypeError', 'boom']);
  assert.match(answer.Payload.trace[0], /^TypeError: boom/);
});

test('asynchronous calls', async () => {
  assert.strictEqual((await invoke({n: 'event'}, {InvocationType: 'Event'})).StatusCode, 202);
  assert.strictEqual((await client.send(new InvokeAsyncCommand({FunctionName, InvokeArgs: '{"n": "async"}'}))).Status, 202);
  for (const filterPattern of ['"mark event"', '"mark async"']) {
    await eventually(async () => (await logs.send(new FilterLogEventsCommand({
      logGroupName: `/aws/lambda/${FunctionName}`, filterPattern}))).events.length === 1);
  }
});

test('updates', async () => {
  await client.send(new UpdateFunctionConfigurationCommand({FunctionName, Environment: {Variables: {ALPHA: 'b'}}}));
  await waitUntilFunctionUpdatedV2({client, maxWaitTime: 20, minDelay: 1}, {FunctionName});
  await client.send(new UpdateFunctionCodeCommand({FunctionName, ZipFile: zipped({
    'index.mjs': "import {STSClient, GetCallerIdentityCommand} from '@aws-sdk/client-sts';\n" +
                 'export const handler = async () => [process.env.ALPHA, (await new STSClient({}).send(new GetCallerIdentityCommand({}))).Account];'})}));
  assert.deepStrictEqual((await invoke({})).Payload, ['b', account]);
});

test('a response in pieces', async () => {
  await create('stream', `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    for (const piece of ['a', 'b']) { stream.write(piece); await new Promise((resolve) => setTimeout(resolve, 20)); }
    stream.end(); });`);
  const {EventStream} = await client.send(new InvokeWithResponseStreamCommand({FunctionName: 'stream'}));
  let text = '', complete = false;
  for await (const event of EventStream) {
    if (event.PayloadChunk) text += Buffer.from(event.PayloadChunk.Payload).toString();
    if (event.InvokeComplete) complete = true;
  }
  assert.deepStrictEqual([text, complete], ['ab', true]);
});

test('pages of functions, and errors', async () => {
  const names = [];
  for await (const page of paginateListFunctions({client, pageSize: 1}, {})) names.push(...page.Functions.map((f) => f.FunctionName));
  assert.deepStrictEqual(names, ['f', 'stream']);
  await client.send(new DeleteFunctionCommand({FunctionName}));
  await refused('ResourceNotFoundException', client.send(new GetFunctionCommand({FunctionName})),
                `Function not found: ${arn('lambda', 'function:f')}`);
  await refused('ResourceNotFoundException', invoke({}));
});
