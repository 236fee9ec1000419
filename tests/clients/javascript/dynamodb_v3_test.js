'use strict';
const {assert, eventually, refused, test} = require('./harness');
const {CreateTableCommand, DeleteTableCommand, DescribeContributorInsightsCommand, DescribeExportCommand, DescribeImportCommand,
       DescribeTableCommand, DynamoDBClient, ExportTableToPointInTimeCommand, ImportTableCommand, ListTablesCommand,
       UpdateContinuousBackupsCommand, UpdateContributorInsightsCommand, UpdateTimeToLiveCommand, waitUntilTableExists,
       waitUntilTableNotExists} = require('@aws-sdk/client-dynamodb');
const {BatchGetCommand, BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, ScanCommand,
       UpdateCommand, paginateQuery, paginateScan} = require('@aws-sdk/lib-dynamodb');
const {CreateBucketCommand, S3Client} = require('@aws-sdk/client-s3');

const client = new DynamoDBClient({maxAttempts: 1});
const documents = DynamoDBDocumentClient.from(client);
const TableName = 'things';

test('a table is made', async () => {
  const {TableDescription} = await client.send(new CreateTableCommand({
    TableName, BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{AttributeName: 'pk', KeyType: 'HASH'}, {AttributeName: 'sk', KeyType: 'RANGE'}],
    AttributeDefinitions: [{AttributeName: 'pk', AttributeType: 'S'}, {AttributeName: 'sk', AttributeType: 'N'}]}));
  assert.ok(TableDescription.CreationDateTime instanceof Date);
  assert.ok(Math.abs(TableDescription.CreationDateTime - Date.now()) < 60000);
  await waitUntilTableExists({client, maxWaitTime: 20, minDelay: 1}, {TableName});
  assert.deepStrictEqual((await client.send(new ListTablesCommand({Limit: 10}))).TableNames, [TableName]);
  await client.send(new UpdateTimeToLiveCommand({TableName, TimeToLiveSpecification: {Enabled: true, AttributeName: 'ttl'}}));
});

test('documents come back as they were', async () => {
  const Item = {pk: 'a', sk: 1, text: 'ä', list: [1, 'two', null, true, {three: 3}], bytes: new Uint8Array([0, 255]),
                set: new Set(['x', 'y'])};
  await documents.send(new PutCommand({TableName, Item}));
  const got = (await documents.send(new GetCommand({TableName, Key: {pk: 'a', sk: 1}, ConsistentRead: true}))).Item;
  assert.deepStrictEqual({...got, bytes: new Uint8Array(got.bytes)}, Item);
});

test('updates count and conditions hold', async () => {
  const update = (options) => documents.send(new UpdateCommand({TableName, Key: {pk: 'n', sk: 0}, UpdateExpression: 'ADD #n :one',
    ExpressionAttributeNames: {'#n': 'n'}, ExpressionAttributeValues: {':one': 1}, ReturnValues: 'UPDATED_NEW', ...options}));
  const answers = await Promise.all(Array.from({length: 20}, () => update({})));
  assert.deepStrictEqual(answers.map((answer) => answer.Attributes.n).sort((a, b) => a - b), Array.from({length: 20}, (_, n) => n + 1));
  await refused('ConditionalCheckFailedException', update({ConditionExpression: 'attribute_not_exists(pk)'}),
                'The conditional request failed');
  await refused('ValidationException', update({UpdateExpression: 'ADD #n'}), 'Invalid UpdateExpression: Syntax error');
});

test('pages of a query and of a scan', async () => {
  const requests = Array.from({length: 25}, (_, sk) => ({PutRequest: {Item: {pk: 'q', sk}}}));
  const {UnprocessedItems} = await documents.send(new BatchWriteCommand({RequestItems: {[TableName]: requests}}));
  assert.deepStrictEqual(UnprocessedItems, {});
  const query = {TableName, KeyConditionExpression: 'pk = :q', ExpressionAttributeValues: {':q': 'q'}};
  const sizes = [];
  for await (const page of paginateQuery({client: documents, pageSize: 10}, {...query})) sizes.push(page.Items.length);
  assert.deepStrictEqual(sizes, [10, 10, 5]);
  let count = 0;
  for await (const page of paginateScan({client: documents, pageSize: 7}, {TableName})) count += page.Count;
  assert.strictEqual(count, 27);
  const counted = await documents.send(new QueryCommand({...query, Select: 'COUNT', ScanIndexForward: false}));
  assert.strictEqual(counted.Count, 25);
  const filtered = await documents.send(new ScanCommand({TableName, FilterExpression: 'sk >= :n', ExpressionAttributeValues: {':n': 23}}));
  assert.strictEqual(filtered.Items.length, 2);
});

test('batches and deletes', async () => {
  const {Responses} = await documents.send(new BatchGetCommand({RequestItems: {[TableName]: {Keys: [{pk: 'q', sk: 1}, {pk: 'x', sk: 1}]}}}));
  assert.deepStrictEqual(Responses[TableName], [{pk: 'q', sk: 1}]);
  const deleted = await documents.send(new DeleteCommand({TableName, Key: {pk: 'q', sk: 1}, ReturnValues: 'ALL_OLD'}));
  assert.deepStrictEqual(deleted.Attributes, {pk: 'q', sk: 1});
});

test('a table goes to S3 and comes back', async () => {
  const s3 = new S3Client({forcePathStyle: true});
  await s3.send(new CreateBucketCommand({Bucket: 'tables'}));
  await client.send(new UpdateContinuousBackupsCommand({TableName, PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}}));
  const {Table: {TableArn, KeySchema, AttributeDefinitions, ItemCount}} = await client.send(new DescribeTableCommand({TableName}));
  const {ExportDescription} = await client.send(new ExportTableToPointInTimeCommand({TableArn, S3Bucket: 'tables'}));
  assert.ok(ExportDescription.StartTime instanceof Date && ExportDescription.ClientToken);
  const {ExportArn} = ExportDescription;
  const exported = await eventually(async () => {
    const {ExportDescription: now} = await client.send(new DescribeExportCommand({ExportArn}));
    return now.ExportStatus !== 'IN_PROGRESS' && now;
  });
  assert.deepStrictEqual([exported.ExportStatus, exported.ItemCount], ['COMPLETED', ItemCount]);
  const {ImportTableDescription: {ImportArn}} = await client.send(new ImportTableCommand({
    S3BucketSource: {S3Bucket: 'tables', S3KeyPrefix: exported.ExportManifest.replace('manifest-summary.json', 'data/')},
    InputFormat: 'DYNAMODB_JSON', InputCompressionType: 'GZIP',
    TableCreationParameters: {TableName: 'again', KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST'}}));
  const imported = await eventually(async () => {
    const {ImportTableDescription: now} = await client.send(new DescribeImportCommand({ImportArn}));
    return now.ImportStatus !== 'IN_PROGRESS' && now;
  });
  assert.deepStrictEqual([imported.ImportStatus, imported.ImportedItemCount], ['COMPLETED', ItemCount]);
});

test('contributor insights are kept', async () => {
  await client.send(new UpdateContributorInsightsCommand({TableName, ContributorInsightsAction: 'ENABLE'}));
  const insights = await client.send(new DescribeContributorInsightsCommand({TableName}));
  assert.deepStrictEqual([insights.ContributorInsightsStatus, insights.ContributorInsightsRuleList.length], ['ENABLED', 4]);
});

test('a table is deleted', async () => {
  await client.send(new DeleteTableCommand({TableName}));
  await waitUntilTableNotExists({client, maxWaitTime: 20, minDelay: 1}, {TableName});
  await refused('ResourceNotFoundException', client.send(new DescribeTableCommand({TableName})),
                'Requested resource not found: Table: things not found');
});
