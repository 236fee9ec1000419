'use strict';
// Responses in pieces: awslambda.streamifyResponse and awslambda.HttpResponseStream.
const {Writable} = require('stream');
const {describe} = require('./failure');

const HTTP_RESPONSE = 'application/vnd.awslambda.http-integration-response';

class ResponseStream extends Writable {
  // `finished` runs once the emulator has taken all of it.
  constructor(client, id, finished) {
    super({highWaterMark: 65536});
    this.client = client;
    this.id = id;
    this.finished = finished;
    this.contentType = 'application/octet-stream';
    this.begun = false;
    this.prelude = null;
  }

  setContentType(type) { this.contentType = type; }

  write(chunk, encoding, done) {
    const plain = typeof chunk === 'string' || chunk instanceof Uint8Array;
    return super.write(plain ? chunk : JSON.stringify(chunk), encoding, done);
  }

  begin() {
    if (this.begun) return;
    this.begun = true;
    this.client.stream(this.id, this.contentType, this.finished);
    if (this.prelude) {
      this.client.write(framed(Buffer.from(this.prelude)));
      this.client.write(framed(Buffer.alloc(8)));
    }
  }

  _write(chunk, encoding, done) {
    this.begin();
    this.client.write(framed(chunk), done);
  }

  _final(done) {
    this.begin();
    this.client.write('0\r\n\r\n', done);
  }

  // Says in the trailers what went wrong; what was written before is kept.
  fail(error) {
    const members = describe(error);
    this.begin();
    this.client.write(`0\r\nLambda-Runtime-Function-Error-Type: ${members.errorType.replace(/[^\x20-\x7e]/g, '?')}\r\n` +
      `Lambda-Runtime-Function-Error-Body: ${Buffer.from(JSON.stringify(members)).toString('base64')}\r\n\r\n`);
    this.destroy();
  }
}

function framed(bytes) {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

const HttpResponseStream = {
  from(stream, prelude) {
    stream.setContentType(HTTP_RESPONSE);
    stream.prelude = JSON.stringify(prelude);
    return stream;
  },
};

module.exports = {HttpResponseStream, ResponseStream};
