// The demo's first task: asks for the schema, and queues a second task that will find it in the bucket.
'use strict';
const AWS = require('aws-sdk');

const lambda = new AWS.Lambda();

// Queues an action; its queue_id. Waits for the answer, so that actions keep the order of these calls.
async function queue(action, { task_id, bucket, queue }) {
  const answer = await lambda.invoke({
    FunctionName: 'xina-queue',
    InvocationType: 'RequestResponse',
    LogType: 'Tail',
    Payload: JSON.stringify({ task_id, bucket, queue, action }),
  }).promise();
  if (answer.FunctionError) throw new Error(`xina-queue: ${answer.Payload}`);
  return JSON.parse(answer.Payload).queue_id;
}

exports.handler = async (event) => {
  const data = await queue({ action: 'schema' }, event);
  const next = { name: 'queue_demo_b', conf: { message: event.conf.message, data } };
  await queue({ action: 'run', parent: event.task_id, tasks: [next] }, event);
  console.log('queued the schema and the second task');
};
