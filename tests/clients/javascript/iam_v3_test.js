'use strict';
const {account, assert, refused, test} = require('./harness');
const {AttachRolePolicyCommand, CreateRoleCommand, DeleteRoleCommand, GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand,
       waitUntilRoleExists} = require('@aws-sdk/client-iam');

const client = new IAMClient({maxAttempts: 1});
const RoleName = 'any';
const AssumeRolePolicyDocument = JSON.stringify({Version: '2012-10-17', Statement: []});
const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';

test('a role', async () => {
  const {Role} = await client.send(new CreateRoleCommand({RoleName, AssumeRolePolicyDocument}));
  assert.strictEqual(Role.Arn, `arn:aws:iam::${account}:role/any`);
  assert.ok(Math.abs(Role.CreateDate - Date.now()) < 60000);
  await waitUntilRoleExists({client, maxWaitTime: 10, minDelay: 1}, {RoleName});
  await client.send(new AttachRolePolicyCommand({RoleName, PolicyArn}));
  const {AttachedPolicies} = await client.send(new ListAttachedRolePoliciesCommand({RoleName}));
  assert.deepStrictEqual(AttachedPolicies, [{PolicyName: 'AdministratorAccess', PolicyArn}]);
});

test('errors', async () => {
  await refused('EntityAlreadyExistsException', client.send(new CreateRoleCommand({RoleName, AssumeRolePolicyDocument})));
  await refused('DeleteConflictException', client.send(new DeleteRoleCommand({RoleName})));
  await refused('NoSuchEntityException', client.send(new GetRoleCommand({RoleName: 'absent'})), 'absent');
});
