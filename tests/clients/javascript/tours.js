'use strict';
// Tours for the SDKs for JavaScript; ../tours.py says what a tour is.
const fs = require('fs');
const path = require('path');
const {account, role, test, zipped} = require('./harness');

const place = path.join(__dirname, '..', 'tours');
const load = (file) => JSON.parse(fs.readFileSync(path.join(place, file)));
const clients = load('clients.json');

class Unknown extends Error {}  // to this client

// A test for each tour, or for those that $TOURS names. `perform(service, call, input)` resolves to the answer, or to the code of the error as a text.
function takeTours(client, perform) {
  const chosen = (process.env.TOURS ?? '').split(' ').filter(Boolean);
  for (const file of fs.readdirSync(place).sort()) {
    if (file === 'clients.json' || chosen.length && !chosen.includes(path.basename(file, '.json'))) continue;
    test(`tour ${path.basename(file, '.json')}`, async () => {
      const steps = load(file), service = file.split(/[-.]/)[0];
      const words = {ACCOUNT: account, REGION: process.env.AWS_REGION, ROLE: role, UNIQUE: client + account};
      let unknown = 0;
      for (const [number, step] of steps.entries()) {
        try {
          await take(service, step, words, perform, `step ${number + 1}, ${step.call}`);
        } catch (error) {
          if (!(error instanceof Unknown)) throw error;
          unknown++;
        }
      }
      console.log(`# ${file}: ${steps.length} steps, ${unknown} of them unknown to this SDK`);
    });
  }
}

async function take(service, step, words, perform, where) {
  const [call, other] = step.call.split(':').reverse();
  const given = filled(step.with ?? {}, words);
  const expected = step.fails ? {$in: [step.fails].flat()} : filled(step.gives ?? {}, words);
  let answer, difference;
  for (const end = Date.now() + 20000;;) {
    answer = plain(await perform(other ?? service, call, given));
    difference = compare(expected, answer, 'answer');
    if (!difference || !step.until || Date.now() > end) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (difference) throw new Error(`${where}: ${difference}\ninput ${show(given)}\nanswer ${show(answer)}`);
  for (const [name, parts] of Object.entries(step.keep ?? {})) {
    words[name] = parts.split('.').reduce((value, part) => value[part], answer);
  }
}

function filled(value, words) {
  if (Array.isArray(value)) return value.map((each) => filled(each, words));
  if (typeof value === 'string') {
    const word = (name) => {
      if (!(name in words)) throw new Unknown(name);  // kept by a step that the client does not know
      return words[name];
    };
    const whole = /^\$\{(\w+)\}$/.exec(value);
    return whole ? word(whole[1]) : value.replace(/\$\{(\w+)\}/g, (_, name) => word(name));
  }
  if (value === null || typeof value !== 'object') return value;
  if ('$bytes' in value) return Buffer.from(filled(value.$bytes, words));
  if ('$zip' in value) return zipped(value.$zip);
  if ('$time' in value) return new Date(value.$time);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [filled(name, words), filled(each, words)]));
}

// The answer with its streams read.
async function read(answer) {
  for (const [member, value] of Object.entries(answer)) {
    if (value instanceof Uint8Array) continue;
    if (value?.transformToByteArray) {
      answer[member] = await value.transformToByteArray();
    } else if (value?.[Symbol.asyncIterator]) {
      answer[member] = [];
      for await (const event of value) answer[member].push(event);
    }
  }
  return answer;
}

// Octets as Buffers, and without what the SDK adds.
function plain(value) {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).filter(([name, each]) => name !== '$metadata' && each !== undefined)
    .map(([name, each]) => [name, plain(each)]));
}

// What differs, in words, or nothing.
function compare(expected, found, where) {
  if (expected === '$any' && found !== undefined) return undefined;
  const wrong = `${where} is ${show(found)}`;
  if (Buffer.isBuffer(expected)) return expected.equals(Buffer.from(found ?? '')) ? undefined : wrong;
  if (expected === null || typeof expected !== 'object') return expected === found ? undefined : wrong;
  if ('$in' in expected) return expected.$in.includes(found) ? undefined : wrong;
  if ('$has' in expected) return typeof found === 'string' && found.includes(expected.$has) ? undefined : wrong;
  if ('$some' in expected) {
    return Array.isArray(found) && found.some((each) => !compare(expected.$some, each, where)) ? undefined : wrong;
  }
  if (found === null || typeof found !== 'object') return wrong;
  if (Array.isArray(expected) && (!Array.isArray(found) || found.length !== expected.length)) return wrong;
  for (const [name, value] of Object.entries(expected)) {
    const difference = name in found ? compare(value, found[name], `${where}.${name}`) : `${where} has no ${name}`;
    if (difference) return difference;
  }
  return undefined;
}

const show = (value) => JSON.stringify(value)?.slice(0, 2000);

module.exports = {Unknown, clients, read, takeTours};
