'use strict';
// The Runtime API over one raw keep-alive socket: a third of what the http module costs, and it starts sooner.
const net = require('net');

const PREFIX = '/2018-06-01/runtime/';
const NO_BYTES = Buffer.alloc(0);

class RuntimeClient {
  constructor(address) {
    const colon = address.lastIndexOf(':');
    this.address = address;
    this.host = address.slice(0, colon);
    this.port = Number(address.slice(colon + 1));
    this.socket = null;
    this.waiting = null;  // who gets the next answer
    this.buffer = NO_BYTES;
    this.head = null;
    this.idle = true;  // no `next` is under way: the socket can carry something else
  }

  // done(headers, body), with the names of the headers in lower case. Ends the process when the emulator is gone.
  next(done) {
    this.idle = false;
    this.request(`GET ${PREFIX}invocation/next HTTP/1.1\r\nHost: ${this.address}\r\n\r\n`, NO_BYTES, (head, body) => {
      this.idle = true;
      done(head.headers, body);
    });
  }

  respond(id, body, done) { this.post(`invocation/${id}/response`, body, '', done); }

  fail(id, body, type, done) { this.post(`invocation/${id}/error`, body, errorType(type), done); }

  failInit(body, type, done) { this.post('init/error', body, errorType(type), done); }

  post(path, text, extra, done) {
    const body = Buffer.from(text);
    this.request(`POST ${PREFIX}${path} HTTP/1.1\r\nHost: ${this.address}\r\nContent-Type: application/json\r\n${
      extra}Content-Length: ${body.length}\r\n\r\n`, body, done);
  }

  // The head of a response whose body follows in chunks, by write(); done() after the answer to all of it.
  stream(id, contentType, done) {
    this.request(`POST ${PREFIX}invocation/${id}/response HTTP/1.1\r\nHost: ${this.address}\r\nContent-Type: ${
      contentType}\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n` +
      'Trailer: Lambda-Runtime-Function-Error-Type\r\nTrailer: Lambda-Runtime-Function-Error-Body\r\n\r\n',
      NO_BYTES, done);
  }

  write(bytes, done) { this.socket.write(bytes, done); }

  // While a handler runs, the socket must not keep the event loop from being empty.
  hold(held) {
    if (held) this.socket.ref();
    else this.socket.unref();
  }

  request(head, body, done) {
    if (!this.socket || this.socket.destroyed) this.connect();
    this.waiting = done;
    this.hold(true);
    if (body.length === 0) {
      this.socket.write(head, 'latin1');
    } else {
      this.socket.cork();
      this.socket.write(head, 'latin1');
      this.socket.write(body);
      this.socket.uncork();
    }
  }

  connect() {
    const socket = net.connect({host: this.host, port: this.port, noDelay: true});
    this.socket = socket;
    this.buffer = NO_BYTES;
    this.head = null;
    socket.on('data', (piece) => this.take(piece));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.socket !== socket) return;
      this.socket = null;
      if (this.waiting) process.exit(0);  // there is nobody left to work for
    });
  }

  take(piece) {
    this.buffer = this.buffer.length === 0 ? piece : Buffer.concat([this.buffer, piece]);
    if (!this.head) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.head = parseHead(this.buffer.latin1Slice(0, end));
      this.buffer = this.buffer.subarray(end + 4);
    }
    const {head, buffer} = this;
    if (buffer.length < head.length) return;
    const body = buffer.subarray(0, head.length);
    this.buffer = buffer.subarray(head.length);
    this.head = null;
    const done = this.waiting;
    this.waiting = null;
    if (head.status === 100) this.waiting = done;
    else if (done) done(head, body);
  }
}

function parseHead(text) {
  const lines = text.split('\r\n');
  const headers = {};
  for (let i = 1; i < lines.length; ++i) {
    const colon = lines[i].indexOf(':');
    headers[lines[i].slice(0, colon).toLowerCase()] = lines[i].slice(colon + 1).trim();
  }
  return {status: Number(lines[0].slice(9, 12)), headers, length: Number(headers['content-length'] || 0)};
}

function errorType(type) {
  return `Lambda-Runtime-Function-Error-Type: ${String(type).replace(/[^\x20-\x7e]/g, '?')}\r\n`;
}

module.exports = {RuntimeClient};
