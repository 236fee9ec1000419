'use strict';
// What the tests in JavaScript share: run in order, one line of output for each.
const assert = require('assert');

const tests = [];
const account = process.env.AWS_ACCESS_KEY_ID;
const endpoint = process.env.AWS_ENDPOINT_URL;

function test(name, body) {
  if (tests.length === 0) setImmediate(runAll);
  tests.push({name, body});
}

async function runAll() {
  let failed = 0;
  for (const {name, body} of tests) {
    try {
      await body();
      console.log(`ok ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${name}\n${error.stack}`);
    }
  }
  process.exit(failed ? 1 : 0);
}

// `promise` is refused with this code (third generation: the error's name), and words that contain `message`.
async function refused(code, promise, message = '') {
  const error = await promise.then(() => assert.fail(`not refused, expected ${code}`), (refusal) => refusal);
  assert.strictEqual(error.code && !error.$metadata ? error.code : error.name, code, error.stack);
  assert.ok((error.message ?? '').includes(message), `"${error.message}" has no "${message}"`);
  return error;
}

async function eventually(check, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const result = await check();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail(`did not happen within ${seconds} s`);
}

// A zip of stored files, as AWS and everybody reads it.
function zipped(files) {
  const {crc32} = require('./crc32');
  const parts = [], directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const path = Buffer.from(name), body = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);  // the first day of the format's calendar
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(path.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, body]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, tail, path]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory), end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from('PK\x05\x06'), end]);
}

const arn = (service, resource) => `arn:aws:${service}:us-east-1:${account}:${resource}`;
const role = `arn:aws:iam::${account}:role/any`;

// The second generation knows no endpoint variable.
function second() {
  const AWS = require('aws-sdk');
  AWS.config.update({endpoint, s3ForcePathStyle: true, hostPrefixEnabled: false, maxRetries: 1});
  return AWS;
}

module.exports = {account, arn, assert, endpoint, eventually, refused, role, second, test, zipped};
