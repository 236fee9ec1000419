"""Draws the tiles of one batch, puts each into the bucket, and answers with the batch's row.

The pixels are those of render.cpp to the bit: the same operations on IEEE doubles in the same order.
"""

import json
import math
import time

import boto3

s3 = boto3.client("s3")
dynamodb = boto3.client("dynamodb")

PALETTE_SIZE = 2048
COLOURS_PER_ROOT = 160.0
STOPS = (
    (0, (0, 7, 100)),
    (328, (32, 107, 203)),
    (860, (237, 255, 255)),
    (1316, (255, 170, 0)),
    (1756, (0, 2, 0)),
    (PALETTE_SIZE, (0, 7, 100)),
)
ESCAPE = 256.0
INSIDE = b"\0\0\0"
ROW_LIFETIME_SECS = 24 * 60 * 60


def make_palette():
    palette = []
    stop = 0
    for index in range(PALETTE_SIZE):
        if index >= STOPS[stop + 1][0]:
            stop += 1
        (start, first), (end, last) = STOPS[stop], STOPS[stop + 1]
        palette.append(
            bytes((a * (end - index) + b * (index - start)) // (end - start) for a, b in zip(first, last))
        )
    return palette


PALETTE = make_palette()


def log2_of(value):
    exponent = 0.0
    while value >= 2.0:
        value = value * 0.5
        exponent = exponent + 1.0
    s = (value - 1.0) / (value + 1.0)
    s2 = s * s
    return exponent + 2.8853900817779268 * s * (
        1.0 + s2 * (0.3333333333333333 + s2 * (0.2 + s2 * 0.14285714285714285))
    )


def colour_of(cr, ci, max_iterations):
    ci2 = ci * ci
    x = cr - 0.25
    q = x * x + ci2
    if q * (q + x) <= 0.25 * ci2:
        return INSIDE
    if (cr + 1.0) * (cr + 1.0) + ci2 <= 0.0625:
        return INSIDE
    zr = zi = 0.0
    for n in range(max_iterations):
        zr2 = zr * zr
        zi2 = zi * zi
        radius = zr2 + zi2
        if radius > ESCAPE:
            smooth = float(n) + 1.0 - log2_of(log2_of(radius) * 0.125)
            return PALETTE[int(math.sqrt(smooth) * COLOURS_PER_ROOT) % PALETTE_SIZE]
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return INSIDE


def render(picture, index):
    width = int(picture.get("width", 1600))
    height = int(picture.get("height", 1200))
    tile_size = int(picture.get("tileSize", 200))
    max_iterations = int(picture.get("maxIterations", 1000))
    center_x = float(picture.get("centerX", -0.65))
    center_y = float(picture.get("centerY", 0.0))
    step = float(picture.get("span", 3.4)) / width

    columns = (width + tile_size - 1) // tile_size
    left = index % columns * tile_size
    top = index // columns * tile_size
    pixels = bytearray()
    for y in range(top, min(top + tile_size, height)):
        ci = center_y + (y + 0.5 - height * 0.5) * step
        for x in range(left, min(left + tile_size, width)):
            cr = center_x + (x + 0.5 - width * 0.5) * step
            pixels += colour_of(cr, ci, max_iterations)
    return bytes(pixels)


def handler(event, context):
    picture = event["jobParameters"]
    job = event["jobId"]
    first, end = int(event["startIndex"]), int(event["endIndex"])
    for index in range(first, end):
        s3.put_object(Bucket=picture["bucket"], Key=f"{job}/tiles/{index}.rgb", Body=render(picture, index))
    row = {
        "jobId": job,
        "batchId": str(event["batchId"]),
        "startIndex": str(first),
        "endIndex": str(end),
        "ttl": str(int(time.time()) + ROW_LIFETIME_SECS),
        "resultsMimeType": "application/json",
        "results": json.dumps({"tiles": end - first}),
    }
    if "tasksTableName" in event:
        texts = ("jobId", "resultsMimeType", "results")
        item = {name: {"S" if name in texts else "N": value} for name, value in row.items()}
        dynamodb.put_item(TableName=event["tasksTableName"], Item=item)
    return row
