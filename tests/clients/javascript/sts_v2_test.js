'use strict';
const {account, assert, second, test} = require('./harness');

const AWS = second();

test('who calls', async () => {
  assert.strictEqual((await new AWS.STS().getCallerIdentity().promise()).Account, account);
});
