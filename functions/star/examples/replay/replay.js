// plan lists the archive and makes one message per object; execute puts the lines of an object into the stream.
const { GetObjectCommand, paginateListObjectsV2, S3Client } = require('@aws-sdk/client-s3');
const { KinesisClient, PutRecordsCommand } = require('@aws-sdk/client-kinesis');

const s3 = new S3Client({});
const kinesis = new KinesisClient({});
const recordsPerCall = 500; // what PutRecords takes at most
const patience = 10;

exports.plan = async ({ bucket, prefix }, generate) => {
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key } of page.Contents ?? []) generate('execute', { bucket, key: Key });
  }
};

// A call may take some records and refuse others: those are sent again.
async function put(records) {
  let left = records;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === patience) throw new Error(`${left.length} records are refused again and again`);
    const answer = await kinesis.send(new PutRecordsCommand({ StreamName: process.env.STREAM, Records: left }));
    left = left.filter((record, index) => answer.Records[index].ErrorCode);
  }
}

exports.execute = async ({ bucket, key }) => {
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const text = await object.Body.transformToString();
  const lines = text.split('\n').filter((line) => line !== '');
  for (let first = 0; first < lines.length; first += recordsPerCall) {
    await put(lines.slice(first, first + recordsPerCall).map((line, index) => ({
      Data: Buffer.from(line), PartitionKey: `${key}/${first + index}`,
    })));
  }
  console.log(`${key}: ${lines.length} records`);
};
