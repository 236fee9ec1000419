'use strict';
const {assert, eventually, refused, second, test} = require('./harness');

const AWS = second();
const dynamodb = new AWS.DynamoDB();
const documents = new AWS.DynamoDB.DocumentClient();
const TableName = 'things';

test('a table, its documents and its pages', async () => {
  await dynamodb.createTable({TableName, BillingMode: 'PAY_PER_REQUEST', KeySchema: [{AttributeName: 'pk', KeyType: 'HASH'}],
                              AttributeDefinitions: [{AttributeName: 'pk', AttributeType: 'S'}]}).promise();
  await dynamodb.waitFor('tableExists', {TableName}).promise();
  for (const pk of ['a', 'b', 'c']) {
    await documents.put({TableName, Item: {pk, n: 1.5, list: [1, 'x'], set: documents.createSet(['s'])}}).promise();
  }
  const {Item} = await documents.get({TableName, Key: {pk: 'a'}}).promise();
  assert.deepStrictEqual([Item.n, Item.list, Item.set.values], [1.5, [1, 'x'], ['s']]);
  const page = await documents.scan({TableName, Limit: 2}).promise();
  const rest = await documents.scan({TableName, ExclusiveStartKey: page.LastEvaluatedKey}).promise();
  assert.deepStrictEqual([page.Items.length, rest.Items.length], [2, 1]);
});

test('errors have their codes', async () => {
  await refused('ConditionalCheckFailedException', documents.put({
    TableName, Item: {pk: 'a'}, ConditionExpression: 'attribute_not_exists(pk)'}).promise(), 'The conditional request failed');
  await refused('ResourceNotFoundException', documents.get({TableName: 'absent', Key: {pk: 'a'}}).promise(), 'Requested resource not found');
});

test('a table as it was, and what failed', async () => {
  await dynamodb.updateContinuousBackups({TableName, PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}}).promise();
  const {TableDescription} = await dynamodb.restoreTableToPointInTime({
    SourceTableName: TableName, TargetTableName: 'restored', UseLatestRestorableTime: true}).promise();
  assert.strictEqual(TableDescription.RestoreSummary.RestoreInProgress, true);
  await dynamodb.waitFor('tableExists', {TableName: 'restored'}).promise();
  assert.strictEqual((await documents.scan({TableName: 'restored'}).promise()).Count, 3);
  const {ImportTableDescription: {ImportArn}} = await dynamodb.importTable({
    S3BucketSource: {S3Bucket: 'no-such-bucket-here'}, InputFormat: 'DYNAMODB_JSON',
    TableCreationParameters: {TableName: 'never', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{AttributeName: 'pk', KeyType: 'HASH'}],
                              AttributeDefinitions: [{AttributeName: 'pk', AttributeType: 'S'}]}}).promise();
  const failed = await eventually(async () => {
    const {ImportTableDescription: now} = await dynamodb.describeImport({ImportArn}).promise();
    return now.ImportStatus === 'FAILED' && now;
  });
  assert.strictEqual(failed.FailureCode, 'S3NoSuchBucket');
});
