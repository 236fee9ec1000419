'use strict';
// Errors as AWS spells them: in JSON for whoever invoked, and in the log for whoever wrote the function.
const path = require('path');

const own = path.join(__dirname, '..', '/');

class RuntimeFault extends Error {
  constructor(kind, message) {
    super(message);
    this.name = `Runtime.${kind}`;
  }
}

function isError(thing) {
  return thing instanceof Error || (thing !== null && typeof thing === 'object' && typeof thing.name === 'string' &&
                                    typeof thing.message === 'string' && typeof thing.stack === 'string');
}

// Code that was uploaded lies in /var/task and /opt, the runtime in /var/runtime; a directory of the host keeps its
// name.
function asOnAws(text) {
  const places = [[process.env.LAMBDA_TASK_ROOT, '/var/task/']];
  for (const layer of (process.env.ORRERY_LAYERS || '').split(':')) places.push([layer, '/opt/']);
  for (const [place, name] of places) {
    if (place && place.includes('/lambda/task/')) text = text.replaceAll(`${place}/`, name);
  }
  return text.replaceAll(own, '/var/runtime/');
}

// What whoever invoked is told.
function describe(error) {
  if (isError(error)) {
    return {errorType: String(error.name), errorMessage: asOnAws(String(error.message)),
            trace: asOnAws(String(error.stack || '')).split('\n')};
  }
  let message;
  try {
    message = String(error);
  } catch {  // an object without a prototype, for one
    message = 'unknown';
  }
  return {errorType: typeof error, errorMessage: message, trace: []};
}

// What the log shows: also the error's own members, and its causes.
function spell(error) {
  try {
    return JSON.stringify(withMembers(error));
  } catch {  // members that refer to each other
    const {errorType, errorMessage, trace} = describe(error);
    return JSON.stringify({errorType, errorMessage, stack: trace});
  }
}

function withMembers(error) {
  if (!isError(error)) return {errorType: typeof error, errorMessage: String(error), stack: []};
  const {errorType, errorMessage, trace} = describe(error);
  const members = {errorType, errorMessage};
  if (error.code !== undefined) members.code = error.code;
  for (const [name, value] of Object.entries(error)) members[name] = isError(value) ? withMembers(value) : value;
  if (isError(error.cause)) members.cause = withMembers(error.cause);
  members.stack = trace;
  return members;
}

module.exports = {RuntimeFault, describe, isError, spell};
