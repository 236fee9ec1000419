// One line of the journal: what it was, what led to it, and what its function wrote.
import { element, get } from './dom.mjs';
import { duration } from './figures.mjs';

const names = {
  number: 'line', kind: 'kind', service: 'service', operation: 'operation', resource: 'resource', outcome: 'outcome', time: 'began',
  account: 'account', region: 'region', bytes_in: 'bytes in', bytes_out: 'bytes out',
};

// `picture.spanOf(line)` finds a span; `choose(line)` selects one.
export async function details(span, spanOf, choose, close) {
  const page = await get(`journal?after=${span.line - 1}&limit=1`);
  const line = page.lines[0];
  if (!line || line.number !== span.line) return element('p', { class: 'notice' }, 'The journal no longer has this line.');
  const rows = Object.entries(names).filter(([key]) => line[key] !== undefined).map(([key, name]) => [name, line[key]]);
  rows.push(['took', line.open ? 'still open' : duration(line.took_us)]);
  for (const [key, value] of Object.entries(line.details ?? {}))
    rows.push([key.replace(/_us$/, '').replaceAll('_', ' '), key.endsWith('_us') ? duration(value) : typeof value === 'object' ? JSON.stringify(value) : String(value)]);
  const chain = [];
  for (let at = spanOf(span.parent); at && chain.length < 30; at = spanOf(at.parent)) chain.unshift(at);
  return [
    element('div', { class: 'bar-head' }, element('h3', { class: span.failed ? 'bad' : null }, span.label),
      element('button', { type: 'button', onclick: close, 'aria-label': 'Close the details' }, '✕')),
    chain.length > 0 && element('p', { class: 'chain' }, 'caused by ', chain.map((one, at) =>
      [at ? ' › ' : '', element('button', { type: 'button', onclick: () => choose(one.line) }, one.label)])),
    element('dl', {}, rows.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, String(value))))),
    line.kind === 'invocation' && await logs(line),
  ];
}

async function logs(line) {
  const began = line.micros / 1000;
  const body = JSON.stringify({
    logGroupName: `/aws/lambda/${line.resource}`, startTime: Math.floor(began) - 1000, endTime: Math.ceil(began + (line.took_us ?? 0) / 1000) + 5000, limit: 2000,
  });
  const answer = await fetch('/', {
    method: 'POST', body,
    headers: {
      'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'Logs_20140328.FilterLogEvents',
      Authorization: `AWS4-HMAC-SHA256 Credential=${line.account}/20260101/${line.region}/logs/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });
  if (!answer.ok) return null;
  const { events } = await answer.json(), id = line.details?.request_id;
  const marks = word => event => event.message.startsWith(word) && event.message.includes(id);
  const start = events.find(marks('START'));
  if (!start) return element('p', { class: 'hint' }, 'Its log is not written yet, or gone.');
  // A sandbox runs one invocation at a time and has a stream of its own.
  const own = events.filter(event => event.logStreamName === start.logStreamName);
  const end = own.findIndex(marks('REPORT'));
  const messages = own.slice(own.indexOf(start), end < 0 ? undefined : end + 1).map(event => event.message.trimEnd());
  return element('pre', { tabindex: 0, 'aria-label': 'What the function wrote' }, messages.join('\n'));
}
