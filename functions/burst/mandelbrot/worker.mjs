// Draws the tiles of one batch, puts each into the bucket, and answers with the batch's row.
//
// The pixels are those of render.cpp to the bit: the same operations on IEEE doubles in the same order.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});
const dynamodb = new DynamoDBClient({});

const paletteSize = 2048;
const coloursPerRoot = 160.0;
const stops = [
  [0, [0, 7, 100]],
  [328, [32, 107, 203]],
  [860, [237, 255, 255]],
  [1316, [255, 170, 0]],
  [1756, [0, 2, 0]],
  [paletteSize, [0, 7, 100]],
];
const escapeRadius = 256.0;
const rowLifetimeSecs = 24 * 60 * 60;

function makePalette() {
  const palette = [];
  let stop = 0;
  for (let index = 0; index < paletteSize; index += 1) {
    if (index >= stops[stop + 1][0]) stop += 1;
    const [start, first] = stops[stop];
    const [end, last] = stops[stop + 1];
    palette.push(first.map((a, i) => Math.floor((a * (end - index) + last[i] * (index - start)) / (end - start))));
  }
  return palette;
}

const palette = makePalette();

function log2Of(given) {
  let value = given;
  let exponent = 0.0;
  while (value >= 2.0) {
    value = value * 0.5;
    exponent = exponent + 1.0;
  }
  const s = (value - 1.0) / (value + 1.0);
  const s2 = s * s;
  return exponent + 2.8853900817779268 * s * (1.0 + s2 * (0.3333333333333333 + s2 * (0.2 + s2 * 0.14285714285714285)));
}

// The colour's place in the palette, or -1 inside the set.
function colourOf(cr, ci, maxIterations) {
  const ci2 = ci * ci;
  const x = cr - 0.25;
  const q = x * x + ci2;
  if (q * (q + x) <= 0.25 * ci2) return -1;
  if ((cr + 1.0) * (cr + 1.0) + ci2 <= 0.0625) return -1;
  let zr = 0.0;
  let zi = 0.0;
  for (let n = 0; n < maxIterations; n += 1) {
    const zr2 = zr * zr;
    const zi2 = zi * zi;
    const radius = zr2 + zi2;
    if (radius > escapeRadius) {
      const smooth = n + 1.0 - log2Of(log2Of(radius) * 0.125);
      return Math.trunc(Math.sqrt(smooth) * coloursPerRoot) % paletteSize;
    }
    zi = 2.0 * zr * zi + ci;
    zr = zr2 - zi2 + cr;
  }
  return -1;
}

export function render(picture, index) {
  const width = Number(picture.width ?? 1600);
  const height = Number(picture.height ?? 1200);
  const tileSize = Number(picture.tileSize ?? 200);
  const maxIterations = Number(picture.maxIterations ?? 1000);
  const centerX = Number(picture.centerX ?? -0.65);
  const centerY = Number(picture.centerY ?? 0.0);
  const step = Number(picture.span ?? 3.4) / width;

  const columns = Math.ceil(width / tileSize);
  const left = (index % columns) * tileSize;
  const top = Math.floor(index / columns) * tileSize;
  const right = Math.min(left + tileSize, width);
  const bottom = Math.min(top + tileSize, height);
  const pixels = Buffer.alloc((right - left) * (bottom - top) * 3);
  let at = 0;
  for (let y = top; y < bottom; y += 1) {
    const ci = centerY + (y + 0.5 - height * 0.5) * step;
    for (let x = left; x < right; x += 1) {
      const cr = centerX + (x + 0.5 - width * 0.5) * step;
      const place = colourOf(cr, ci, maxIterations);
      if (place >= 0) pixels.set(palette[place], at);
      at += 3;
    }
  }
  return pixels;
}

export async function handler(event) {
  const picture = event.jobParameters;
  const first = Number(event.startIndex);
  const end = Number(event.endIndex);
  for (let index = first; index < end; index += 1) {
    await s3.send(new PutObjectCommand({
      Bucket: picture.bucket, Key: `${event.jobId}/tiles/${index}.rgb`, Body: render(picture, index),
    }));
  }
  const row = {
    jobId: event.jobId,
    batchId: String(event.batchId),
    startIndex: String(first),
    endIndex: String(end),
    ttl: String(Math.floor(Date.now() / 1000) + rowLifetimeSecs),
    resultsMimeType: 'application/json',
    results: JSON.stringify({ tiles: end - first }),
  };
  if (event.tasksTableName) {
    const texts = ['jobId', 'resultsMimeType', 'results'];
    const typed = ([name, value]) => [name, { [texts.includes(name) ? 'S' : 'N']: value }];
    await dynamodb.send(new PutItemCommand({
      TableName: event.tasksTableName, Item: Object.fromEntries(Object.entries(row).map(typed)),
    }));
  }
  return row;
}
