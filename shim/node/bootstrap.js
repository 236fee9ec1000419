'use strict';
// The runtime of a Node function: loads the handler, then takes one invocation after the other. Requires little and
// late, since each module costs a cold start.
const {RuntimeClient} = require('./lib/client');
const {describe, spell} = require('./lib/failure');
const logs = require('./lib/logs');
const redirect = require('./lib/redirect');
const {InvokeStore, PROTECTED_KEYS} = require('./lib/store');

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const EXIT_UNCAUGHT = 129;
const EXIT_UNHANDLED = 128;

const environment = process.env;
const client = new RuntimeClient(environment.AWS_LAMBDA_RUNTIME_API);
let handler;
let current = null;    // the invocation that runs: {id, settled}
let latestId;          // of the last invocation, for late lines of the log
let whenEmpty = null;  // what to do when the event loop has run dry

function main() {
  logs.setUp(() => InvokeStore.get(PROTECTED_KEYS.REQUEST_ID) ?? latestId);
  process.argv = [process.argv[0], '/var/runtime/index.mjs'];
  searchSuppliedModules();
  redirect.setUp(environment.AWS_ENDPOINT_URL);
  globalThis.awslambda = makeGlobals();
  process.on('beforeExit', () => {
    const task = whenEmpty;
    whenEmpty = null;
    if (task) task();
  });
  process.on('uncaughtException', (error) => crash('Uncaught Exception', error, EXIT_UNCAUGHT));
  process.on('unhandledRejection', (reason) => crash('Unhandled Promise Rejection', rejection(reason), EXIT_UNHANDLED));
  const root = environment.LAMBDA_TASK_ROOT || process.cwd();
  try {
    const loaded = require('./lib/handler').load(root, environment._HANDLER || '', redirect.patchNow);
    if (loaded instanceof Promise) loaded.then(begin, failInit);
    else begin(loaded);
  } catch (error) {
    failInit(error);
  }
}

// Where AWS's runtimes look: the layers, what AWS supplies, the code; before all of them, what the user set.
function searchSuppliedModules() {
  const major = process.versions.node.split('.')[0];
  const places = environment.NODE_PATH ? [environment.NODE_PATH] : [];
  for (const layer of (environment.ORRERY_LAYERS || '/opt').split(':')) {
    places.push(`${layer}/nodejs/node${major}/node_modules`, `${layer}/nodejs/node_modules`);
  }
  places.push(`${__dirname}/node_modules`, environment.LAMBDA_TASK_ROOT || process.cwd());
  environment.NODE_PATH = places.join(':');
  require('module').Module._initPaths();
}

function makeGlobals() {
  const late = (name) => ({get: () => require('./lib/stream')[name], enumerable: true, configurable: true});
  const streamifyResponse = (streaming, options) => {
    streaming[STREAMING] = 'response';
    if (options?.highWaterMark) streaming.highWaterMark = options.highWaterMark;
    return streaming;
  };
  return Object.defineProperties({streamifyResponse, InvokeStore},
                                 {HttpResponseStream: late('HttpResponseStream')});
}

function begin(loaded) {
  handler = loaded;
  client.next(invoke);
}

function failInit(error) {
  const members = describe(error);
  console.error('Uncaught Exception', `\t${spell(error)}`);
  client.failInit(JSON.stringify(members), members.errorType, () => process.exit(1));
}

function invoke(headers, body) {
  client.hold(false);
  const id = headers['lambda-runtime-aws-request-id'];
  const trace = headers['lambda-runtime-trace-id'];
  latestId = id;
  current = {id, settled: false};
  if (trace) environment._X_AMZN_TRACE_ID = trace;
  else delete environment._X_AMZN_TRACE_ID;
  const store = {[PROTECTED_KEYS.REQUEST_ID]: id, [PROTECTED_KEYS.X_RAY_TRACE_ID]: trace};
  InvokeStore.run(store, () => run(current, headers, body));
}

function run(invocation, headers, body) {
  let event;
  try {
    event = JSON.parse(body.toString('utf8'));
  } catch (error) {
    return fail(invocation, error);
  }
  if (handler[STREAMING]) return runStreaming(invocation, event, headers);
  const context = makeContext(invocation, headers);
  const callback = (error, result) => {
    if (error !== undefined && error !== null) return fail(invocation, error);
    if (!context.callbackWaitsForEmptyEventLoop) return succeed(invocation, result);
    whenEmpty = () => succeed(invocation, result);
  };
  whenEmpty = () => succeed(invocation, null);
  try {
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') {
      returned.then((result) => succeed(invocation, result), (error) => fail(invocation, error));
    }
  } catch (error) {
    fail(invocation, error);
  }
}

function runStreaming(invocation, event, headers) {
  const {ResponseStream} = require('./lib/stream');
  let taken = false;
  let returned = false;
  const finish = () => {
    if (taken && returned) proceed(invocation);
  };
  const stream = new ResponseStream(client, invocation.id, () => {
    taken = true;
    client.hold(false);
    finish();
  });
  const broken = (error) => {
    if (invocation.settled) return;
    logFailure(error);
    if (taken) return proceed(invocation);
    returned = true;
    stream.fail(error);
  };
  invocation.fail = broken;
  stream.on('error', broken);
  try {
    const promise = handler(event, stream, makeContext(invocation, headers));
    if (typeof promise?.then !== 'function') throw new Error('Streaming does not support non-async handlers.');
    promise.then(() => {
      returned = true;
      finish();
    }, broken);
  } catch (error) {
    broken(error);
  }
}

function makeContext(invocation, headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms'] || 0);
  const members = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  const settle = (error, result) => {
    if (error !== undefined && error !== null) fail(invocation, error);
    else succeed(invocation, result);
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: members('lambda-runtime-client-context'),
    identity: members('lambda-runtime-cognito-identity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: invocation.id,
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: settle,
    succeed: (result) => settle(null, result),
    fail: (error) => settle(error ?? 'handled'),
  };
}

function succeed(invocation, result) {
  if (invocation.settled) return;
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    return fail(invocation, new Error('Unable to stringify response body'));
  }
  settled(invocation);
  client.respond(invocation.id, text, () => client.next(invoke));
}

function fail(invocation, error, done = () => client.next(invoke)) {
  if (invocation.settled) return;
  settled(invocation);
  const members = describe(error);
  logFailure(error);
  client.fail(invocation.id, JSON.stringify(members), members.errorType, done);
}

function logFailure(error) {
  console.error('Invoke Error', `\t${spell(error)}`);
}

// After a streamed response, which has been taken already.
function proceed(invocation) {
  if (invocation.settled) return;
  settled(invocation);
  client.next(invoke);
}

function settled(invocation) {
  invocation.settled = true;
  whenEmpty = null;
  if (current === invocation) current = null;
}

function rejection(reason) {
  const error = new Error(reason instanceof Error ? reason.toString() : String(reason));
  error.name = 'Runtime.UnhandledPromiseRejection';
  error.reason = reason;
  if (reason instanceof Error) error.stack = `${error.name}: ${reason.stack}`;
  return error;
}

// The process does not outlive such an error, as on AWS; who waits for an answer gets the error.
function crash(what, error, code) {
  console.error(what, `\t${spell(error)}`);
  const invocation = current;
  if (!invocation || invocation.settled || !client.idle) process.exit(code);
  invocation.settled = true;
  const members = describe(error);
  client.fail(invocation.id, JSON.stringify(members), members.errorType, () => process.exit(code));
}

main();
