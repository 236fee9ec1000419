'use strict';
const {account, arn, assert, refused, test} = require('./harness');
const {AssumeRoleCommand, GetCallerIdentityCommand, STSClient} = require('@aws-sdk/client-sts');

const sts = new STSClient({});

test('who calls', async () => {
  assert.strictEqual((await sts.send(new GetCallerIdentityCommand({}))).Account, account);
});

test('a role gives credentials that carry its account', async () => {
  const {Credentials} = await sts.send(new AssumeRoleCommand({RoleArn: `arn:aws:iam::${account}:role/r`, RoleSessionName: 'me'}));
  assert.ok(Credentials.Expiration > new Date());
  const assumed = new STSClient({credentials: {accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey,
                                               sessionToken: Credentials.SessionToken}});
  assert.strictEqual((await assumed.send(new GetCallerIdentityCommand({}))).Account, account);
});

test('a bad role is refused', async () => {
  await refused('ValidationError', sts.send(new AssumeRoleCommand({RoleArn: arn('x', 'not-a-role-at-all'), RoleSessionName: 'not ok!'})));
});
