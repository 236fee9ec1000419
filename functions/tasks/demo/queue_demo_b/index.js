// The demo's second task: says on the wall how long the schema is, and concludes the first one.
//
// The handler returns before any of this has happened: nothing waits for the promise that it starts. A process goes on
// after its handler has returned, and so does this one.
'use strict';
const AWS = require('aws-sdk');

const lambda = new AWS.Lambda();
const s3 = new AWS.S3();

async function queue(action, { parent_id, task_id, bucket, queue }) {
  const answer = await lambda.invoke({
    FunctionName: 'xina-queue',
    InvocationType: 'RequestResponse',
    LogType: 'Tail',
    Payload: JSON.stringify({ parent_id, task_id, bucket, queue, action }),
  }).promise();
  if (answer.FunctionError) throw new Error(`xina-queue: ${answer.Payload}`);
}

async function work(event) {
  const { message, data } = event.conf;
  const schema = await s3.getObject({ Bucket: event.bucket, Key: `queue/${data}/out/content.json` }).promise();
  const text = `${message} (schema is this long: ${schema.Body.length})`;
  await queue({ action: 'post', wall: '$', post: { text } }, event);
  await queue({ action: 'conclude', task: event.parent_id }, event);
  console.log('posted and concluded');
}

exports.handler = async (event) => {
  work(event);
};
