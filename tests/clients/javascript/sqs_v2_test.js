'use strict';
const {assert, refused, second, test} = require('./harness');

const AWS = second();
const sqs = new AWS.SQS();

test('messages, whose digests the SDK checks', async () => {
  const {QueueUrl} = await sqs.createQueue({QueueName: 'q'}).promise();
  const sent = await sqs.sendMessage({QueueUrl, MessageBody: 'ä', MessageAttributes: {a: {DataType: 'String', StringValue: 'x'}}}).promise();
  const {Messages} = await sqs.receiveMessage({QueueUrl, MessageAttributeNames: ['All']}).promise();
  assert.deepStrictEqual([Messages[0].MessageId, Messages[0].Body], [sent.MessageId, 'ä']);
  await sqs.deleteMessage({QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle}).promise();
  await sqs.sendMessageBatch({QueueUrl, Entries: [{Id: 'a', MessageBody: 'x'}]}).promise();
  await sqs.deleteQueue({QueueUrl}).promise();
});

test('errors', async () => {
  await refused('QueueDoesNotExist', sqs.getQueueUrl({QueueName: 'absent'}).promise(),
                'The specified queue does not exist');
});
