'use strict';
const {account, assert, eventually, refused, role, second, test, zipped} = require('./harness');

const AWS = second();
const lambda = new AWS.Lambda();
const logs = new AWS.CloudWatchLogs();
// Written for AWS: no endpoint is named, and the SDK of the second generation is not in the package.
const SOURCE = `const AWS = require('aws-sdk');
exports.handler = (event, context, callback) => {
  if (event.inner) { console.log('mark inner'); return callback(null, 'inner done'); }
  const calls = [new AWS.Lambda().invokeAsync({FunctionName: context.functionName, InvokeArgs: '{"inner": 1}'}).promise(),
                 new AWS.STS().getCallerIdentity().promise()];
  Promise.all(calls).then(([, caller]) => callback(null, caller.Account), callback);
};`;

test('a function calls others as the classic frameworks do', async () => {
  const FunctionName = 'classic';
  await lambda.createFunction({FunctionName, Runtime: 'nodejs16.x', Role: role, Handler: 'index.handler', Timeout: 20,
                               Code: {ZipFile: zipped({'index.js': SOURCE})}}).promise();
  await lambda.waitFor('functionActiveV2', {FunctionName}).promise();
  const answer = await lambda.invoke({FunctionName, Payload: '{}'}).promise();
  assert.deepStrictEqual([answer.StatusCode, answer.FunctionError, JSON.parse(answer.Payload)], [200, undefined, account]);
  await eventually(async () => (await logs.filterLogEvents({logGroupName: `/aws/lambda/${FunctionName}`,
                                                            filterPattern: '"mark inner"'}).promise()).events.length === 1);
  assert.strictEqual((await lambda.invokeAsync({FunctionName, InvokeArgs: '{"inner": 1}'}).promise()).Status, 202);
});

test('errors have their codes', async () => {
  await refused('ResourceNotFoundException', lambda.getFunction({FunctionName: 'absent'}).promise(), 'Function not found');
});
