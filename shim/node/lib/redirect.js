'use strict';
// Sends what is meant for AWS to the emulator.
//
// The SDK of the second generation does not know AWS_ENDPOINT_URL, and the third puts "sync-" and "stream-" in front
// of the host of some operations, which then resolves for nobody. Both end in http.request or https.request, also in
// bundles. The Host header stays what it was, so that a bucket's name in it survives.
const Module = require('module');
const {InvokeStore} = require('./store');

const AWS_HOST = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/;
const VIRTUAL_HOST = /^(.+)\.s3[.-]([a-z0-9-]+\.)?amazonaws\.com$/;
const PREFIXES = ['sync-', 'stream-', 'streaming-', 'data-', 'api-'];

let target;  // {host, port}
let agent;
let plain;  // http.request as it was
const done = new Set();

// Patches http and https when they are first loaded; most functions never do.
function setUp(endpoint) {
  if (!endpoint || !endpoint.startsWith('http://')) return;
  const {hostname, port} = new URL(endpoint);
  target = {host: hostname, port: Number(port || 80)};
  const load = Module._load;
  Module._load = function _load(name) {
    const loaded = load.apply(this, arguments);
    if (name === 'https' || name === 'http' || name === 'node:https' || name === 'node:http') patch(name, loaded);
    return loaded;
  };
  wrapFetch();
}

// For ES modules, which take the built-in modules without asking Module._load.
function patchNow() {
  if (!target) return;
  require('http');
  require('https');
  Module.syncBuiltinESMExports();
}

function patch(name, module) {
  const secure = name.endsWith('https');
  if (done.has(secure)) return;
  done.add(secure);
  const original = module.request;
  if (!secure) plain = original;
  module.request = function request(...given) {
    const redirected = redirect(given, secure);
    if (!redirected) return original.apply(this, given);
    if (!plain) require('http');
    return plain.call(this, ...redirected);
  };
  module.get = function get(...given) {
    const request = module.request(...given);
    request.end();
    return request;
  };
}

// The arguments for http.request instead of those given, or undefined.
function redirect(given, secure) {
  const rest = [...given];
  let options = {};
  if (typeof rest[0] === 'string') options = fromUrl(new URL(rest.shift()));
  else if (rest[0] instanceof URL) options = fromUrl(rest.shift());
  if (rest[0] && typeof rest[0] === 'object') options = {...options, ...rest.shift()};
  const host = String(options.hostname || options.host || '').replace(/:\d+$/, '');
  const ours = host === target.host && Number(options.port) === target.port;
  const prefixed = PREFIXES.some((prefix) => host === prefix + target.host);
  if (!ours && !prefixed && !AWS_HOST.test(host)) return undefined;
  const trace = InvokeStore.getXRayTraceId();
  if (ours && (secure || !trace)) return undefined;
  const headers = withHost(options.headers, prefixed || ours ? `${target.host}:${target.port}` : host, trace);
  const next = {...options, protocol: 'http:', hostname: target.host, host: target.host, port: target.port, headers};
  if (!ours) {
    for (const name of ['defaultPort', '_defaultAgent', 'createConnection', 'lookup', 'socketPath', 'servername']) {
      delete next[name];
    }
    if (!plain) require('http');
    agent = agent || new (require('http').Agent)({keepAlive: true});
    next.agent = agent;
  }
  return [next, ...rest];
}

function fromUrl(url) {
  const options = {protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || undefined,
                   path: url.pathname + url.search};
  if (url.username) options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return options;
}

// A late call must carry the trace of the invocation that made it, not of the one that runs now.
function withHost(headers, host, trace) {
  if (Array.isArray(headers)) {
    headers = Array.isArray(headers[0]) ? Object.fromEntries(headers)
      : Object.fromEntries(headers.flatMap((name, i) => (i % 2 === 0 ? [[name, headers[i + 1]]] : [])));
  }
  const all = {};
  let named = false;
  for (const [name, value] of Object.entries(headers || {})) {
    const lower = name.toLowerCase();
    if (trace && lower === 'x-amzn-trace-id') continue;
    named = named || lower === 'host';
    all[name] = value;
  }
  if (!named) all.Host = host;
  if (trace) all['X-Amzn-Trace-Id'] = trace;
  return all;
}

// fetch names the host it connects to, whatever it is told; a bucket goes from the name into the path.
function wrapFetch() {
  const original = globalThis.fetch;
  if (!original) return;
  globalThis.fetch = function fetch(input, init) {
    let url;
    try {
      url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    } catch {  // fetch itself says what is wrong with it
      return original(input, init);
    }
    if (!AWS_HOST.test(url.hostname)) return original(input, init);
    const bucket = VIRTUAL_HOST.exec(url.hostname);
    const place = `http://${target.host}:${target.port}${bucket ? `/${bucket[1]}` : ''}${url.pathname}${url.search}`;
    if (!(input instanceof Request)) return original(place, init);
    const {method, headers, body, signal} = input;
    return original(place, {method, headers, body, signal, ...(body ? {duplex: 'half'} : {}), ...init});
  };
}

module.exports = {setUp, patchNow};
