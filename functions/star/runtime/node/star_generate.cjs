// generate(step, data): queues one message for a step. Messages of one turn travel ten at a time.
'use strict';
const { SendMessageBatchCommand, SQSClient } = require('@aws-sdk/client-sqs');

const queues = JSON.parse(process.env.STAR_QUEUES);
// A QueueUrl is a name here, not where to connect to.
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const batchMessages = 10;
const batchBytes = 200 * 1024; // under the 256 KiB that every region takes

const waiting = new Map(); // step -> [{ body, resolve, reject }]

async function send(step, messages) {
  const entries = messages.map(({ body }, index) => ({ Id: String(index), MessageBody: body }));
  try {
    const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queues[step], Entries: entries }));
    for (const sent of answer.Successful ?? []) messages[Number(sent.Id)].resolve({ messageId: sent.MessageId });
    for (const failed of answer.Failed ?? []) {
      messages[Number(failed.Id)].reject(new Error(`${failed.Code}: ${failed.Message}`));
    }
  } catch (error) {
    for (const message of messages) message.reject(error);
  }
}

function flush() {
  for (const [step, messages] of waiting) {
    let batch = [];
    let bytes = 0;
    for (const message of messages) {
      const length = Buffer.byteLength(message.body);
      if (batch.length === batchMessages || (batch.length > 0 && bytes + length > batchBytes)) {
        send(step, batch);
        batch = [];
        bytes = 0;
      }
      batch.push(message);
      bytes += length;
    }
    send(step, batch);
  }
  waiting.clear();
}

function generate(step, data) {
  if (!Object.hasOwn(queues, step)) {
    return Promise.reject(new Error(`there is no step "${step}"; the steps are ${Object.keys(queues).join(', ')}`));
  }
  if (waiting.size === 0) setImmediate(flush);
  return new Promise((resolve, reject) => {
    if (!waiting.has(step)) waiting.set(step, []);
    waiting.get(step).push({ body: JSON.stringify(data ?? null), resolve, reject });
  });
}

// The project's generate function: {step, data} -> {messageId}.
async function handler(event) {
  return generate(event.step, event.data);
}

module.exports = { generate, handler };
