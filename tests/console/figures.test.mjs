import assert from 'node:assert/strict';
import test from 'node:test';
import * as figures from '../../emulator/console/page/figures.mjs';

test('durations are told in the unit that suits them', () => {
  for (const [us, told] of [[0, '0 µs'], [71, '71 µs'], [1234, '1.23 ms'], [123_456, '123 ms'], [1_234_567, '1.23 s'], [125e6, '2 m 5 s'], [7380e6, '2 h 3 m']])
    assert.equal(figures.duration(us), told);
});

test('a time to turn the clock by has a unit or is in seconds', () => {
  for (const [text, told] of [['90s', 90], ['15m', 900], ['24h', 86400], ['7d', 604800], [' 30 ', 30], ['1.5m', 90]])
    assert.equal(figures.seconds(text), told);
  for (const text of ['', 'soon', '5x', '-1s']) assert.ok(Number.isNaN(figures.seconds(text)));
});

test('ticks are round and stand apart', () => {
  assert.deepEqual(figures.ticks(0, 5_000_000, 500, 90), [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000]);
  for (const [to, width] of [[17, 300], [388_000, 760], [5_320_000, 760], [86_400e6, 900]]) {
    const found = figures.ticks(0, to, width);
    assert.ok(found.length >= 2 && (found[1] - found[0]) / to * width >= 89, `${to}`);
  }
});

test('zooming keeps what is under the pointer, and never leaves the job', () => {
  const view = figures.zoomed({ from: 0, to: 1000 }, 1000, 250, 0.5);
  assert.deepEqual(view, { from: 125, to: 625 });
  assert.deepEqual(figures.zoomed(view, 1000, 625, 100), { from: 0, to: 1000 });
  assert.deepEqual(figures.panned({ from: 100, to: 300 }, 1000, -500), { from: 0, to: 200 });
  assert.deepEqual(figures.panned({ from: 100, to: 300 }, 1000, 5000), { from: 800, to: 1000 });
});

test('columns become spans', () => {
  const picture = {
    lanes: [{ kind: 'function', name: 'f', rows: 1 }], labels: ['f'],
    spans: { line: [7], parent: [3], lane: [0], row: [0], beginUs: [10], tookUs: [5], waitedUs: [2], flags: [11], label: [0] },
  };
  const [[span]] = figures.spansByLane(picture);
  assert.deepEqual([span.line, span.begin, span.end, span.label], [7, 10, 15, 'f']);
  assert.deepEqual([span.failed, span.cold, span.open, span.critical], [true, true, false, true]);
});

const edge = (from, to, calls = 1, errors = 0) => {
  const subject = name => ({ kind: { t: 'table', c: 'client' }[name[0]] ?? 'function', name });
  return { from: subject(from), to: subject(to), calls, errors };
};

test('who is called stands to the right of who calls, and tables to the right of all', () => {
  const { nodes } = figures.layout([edge('client', 'f'), edge('f', 'g', 48), edge('f', 'table'), edge('g', 'table', 3, 2)]);
  const layers = Object.fromEntries([...nodes.values()].map(node => [node.name, node.layer]));
  assert.deepEqual(layers, { client: 0, f: 1, g: 2, table: 3 });
  assert.deepEqual([nodes.get('table table').calls, nodes.get('table table').errors], [4, 2]);
});

test('circles, and functions that call themselves, have their place', () => {
  const { nodes, layers } = figures.layout([edge('f', 'g'), edge('g', 'f'), edge('f', 'f')]);
  assert.equal(layers.flat().length, nodes.size);
  assert.ok([...nodes.values()].every(node => node.layer >= 0 && node.place >= 0));
});

test('a label tells its subject first', () => {
  assert.deepEqual(figures.titled('lambda Invoke worker'), ['worker', 'lambda Invoke']);
  assert.deepEqual(figures.titled('alone'), ['alone', '']);
});

test('what is too long loses its middle', () => {
  assert.equal(figures.shortened('worker', 10), 'worker');
  assert.equal(figures.shortened('wordcount-dev-reducer', 12), 'wor…-reducer');
});
