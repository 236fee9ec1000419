// A step of a star project as Lambda sees it: a batch of messages in, the failed ones out.
//
// STAR_HANDLER names the user's handler (file.export), STAR_QUEUES is {step: queue URL} as JSON, and with
// STAR_IGNORE_ERRORS=true what a handler throws is logged and the message is done.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { generate } = require('./star_generate.cjs');

const ignoreErrors = process.env.STAR_IGNORE_ERRORS === 'true';

async function loadHandler() {
  const named = process.env.STAR_HANDLER;
  const dot = named.lastIndexOf('.');
  const [file, name] = [named.slice(0, dot), named.slice(dot + 1)];
  const base = join(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), file);
  const path = ['.mjs', '.js', '.cjs'].map((ending) => base + ending).find(existsSync);
  if (!path) throw new Error(`there is no ${file}.js, ${file}.mjs or ${file}.cjs`);
  const module = await import(pathToFileURL(path));
  const found = module[name] ?? module.default?.[name];
  if (typeof found !== 'function') throw new Error(`${file} exports no function ${name}`);
  return found;
}

const loading = loadHandler();
loading.catch(() => {}); // seen by every invocation

// Waits for the promises in `sent`, and for those that come while it waits.
async function settle(sent) {
  for (let index = 0; index < sent.length; index += 1) await sent[index];
}

// What the handler generates and does not wait for is waited for here: the message is done when all of it is queued.
async function run(step, record) {
  const sent = [];
  const tracked = (name, data) => {
    const promise = generate(name, data);
    promise.catch(() => {}); // seen below
    sent.push(promise);
    return promise;
  };
  try {
    try {
      await step(JSON.parse(record.body), tracked);
    } finally {
      await settle(sent);
    }
  } catch (error) {
    console.error(error);
    if (!ignoreErrors) return [{ itemIdentifier: record.messageId }];
  }
  return [];
}

exports.handler = async (event) => {
  const step = await loading;
  const failures = await Promise.all(event.Records.map((record) => run(step, record)));
  return { batchItemFailures: failures.flat() };
};
