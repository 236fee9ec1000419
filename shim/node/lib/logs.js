'use strict';
// console.log and its kin in Lambda's format, one event of the log for each call.
const {writeSync} = require('fs');
const {format} = require('util');
const {isError, describe} = require('./failure');

const LEVELS = {TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4, FATAL: 5};
const METHODS = {trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', fatal: 'FATAL'};

const inJson = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
const threshold = inJson ? LEVELS[(process.env.AWS_LAMBDA_LOG_LEVEL || '').toUpperCase()] || 0 : 0;

// `requestId()` says for which invocation the call is made.
function setUp(requestId) {
  for (const [method, level] of Object.entries(METHODS)) {
    if (LEVELS[level] < threshold) {
      console[method] = () => {};
    } else if (inJson) {
      console[method] = (...parts) => write(json(level, requestId(), parts));
    } else {
      console[method] = (...parts) => write(text(level, requestId(), format(...parts)));
    }
  }
}

function text(level, id, message) {
  return `${new Date().toISOString()}\t${id}\t${level}\t${message.replace(/\n/g, '\r')}\n`;
}

function json(level, requestId, parts) {
  const entry = {timestamp: new Date().toISOString(), level, requestId};
  const single = parts.length === 1 ? parts[0] : undefined;
  const error = parts.find(isError);
  entry.message = single !== undefined && !isError(single) && typeof single === 'object' ? single : format(...parts);
  if (error) {
    const {errorType, errorMessage, trace} = describe(error);
    Object.assign(entry, {errorType, errorMessage, stackTrace: trace});
  }
  try {
    return `${JSON.stringify(entry)}\n`;
  } catch {  // the object refers to itself
    return `${JSON.stringify({...entry, message: format(...parts)})}\n`;
  }
}

// At once and in order, as a log must be that is read after a crash.
function write(line) {
  let bytes = Buffer.from(line);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (error) {
      if (error.code !== 'EAGAIN') return;
    }
  }
}

module.exports = {setUp};
