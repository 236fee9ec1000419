'use strict';
const {assert, refused, test} = require('./harness');
const {CreateQueueCommand, DeleteMessageBatchCommand, DeleteMessageCommand, DeleteQueueCommand, GetQueueAttributesCommand,
       GetQueueUrlCommand, ReceiveMessageCommand, SQSClient, SendMessageBatchCommand, SendMessageCommand} = require('@aws-sdk/client-sqs');

const client = new SQSClient({maxAttempts: 1});
let QueueUrl;
const receive = async (options) => (await client.send(new ReceiveMessageCommand({QueueUrl, MaxNumberOfMessages: 10, ...options}))).Messages ?? [];

test('a queue', async () => {
  ({QueueUrl} = await client.send(new CreateQueueCommand({QueueName: 'q', Attributes: {VisibilityTimeout: '60'}})));
  assert.strictEqual((await client.send(new GetQueueUrlCommand({QueueName: 'q'}))).QueueUrl, QueueUrl);
  const {Attributes} = await client.send(new GetQueueAttributesCommand({QueueUrl, AttributeNames: ['All']}));
  assert.strictEqual(Attributes.VisibilityTimeout, '60');
});

test('a message with attributes, whose digests the SDK checks', async () => {
  await client.send(new SendMessageCommand({QueueUrl, MessageBody: 'hello ä', MessageAttributes: {
    text: {DataType: 'String', StringValue: 'x'}, number: {DataType: 'Number', StringValue: '1'},
    bytes: {DataType: 'Binary', BinaryValue: new Uint8Array([1, 2])}}}));
  const [message] = await receive({MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All']});
  assert.deepStrictEqual([message.Body, message.MessageAttributes.number.StringValue], ['hello ä', '1']);
  assert.strictEqual(message.Attributes.ApproximateReceiveCount, '1');
  await client.send(new DeleteMessageCommand({QueueUrl, ReceiptHandle: message.ReceiptHandle}));
});

test('batches', async () => {
  const Entries = ['a', 'b', 'c'].map((Id) => ({Id, MessageBody: `body ${Id}`}));
  const sent = await client.send(new SendMessageBatchCommand({QueueUrl, Entries}));
  assert.strictEqual(sent.Successful.length, 3);
  const messages = await receive();
  assert.deepStrictEqual(messages.map((message) => message.Body).sort(), ['body a', 'body b', 'body c']);
  const deleted = await client.send(new DeleteMessageBatchCommand({
    QueueUrl, Entries: messages.map((message, n) => ({Id: `${n}`, ReceiptHandle: message.ReceiptHandle}))}));
  assert.strictEqual(deleted.Successful.length, 3);
});

test('errors', async () => {
  await client.send(new DeleteQueueCommand({QueueUrl}));
  await refused('QueueDoesNotExist', client.send(new SendMessageCommand({QueueUrl, MessageBody: 'x'})), 'The specified queue does not exist');
});
