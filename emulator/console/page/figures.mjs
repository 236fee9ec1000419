// What the page computes and how it writes figures: functions of their arguments alone.

// 1234 -> "1.23 ms", from a second up "1.23 s", from two minutes up "2 m 5 s".
export function duration(us) {
  if (us >= 120e6) {
    const seconds = Math.round(us / 1e6), hours = Math.floor(seconds / 3600);
    return hours ? `${hours} h ${Math.floor(seconds / 60) % 60} m` : `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
  }
  if (us >= 1e6) return `${(us / 1e6).toFixed(2)} s`;
  if (us >= 1e4) return `${Math.round(us / 1e3)} ms`;
  return us >= 1e3 ? `${(us / 1e3).toFixed(2)} ms` : `${Math.round(us)} µs`;
}

export function dollars(amount) {
  return amount === 0 ? '$0' : `$${amount.toFixed(amount < 0.01 ? 6 : amount < 1 ? 4 : 2)}`;
}

export function percent(share) {
  return share >= 0.0995 ? `${Math.round(share * 100)} %` : `${(share * 100).toFixed(1)} %`;
}

export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

// "90s", "15m", "24h", "7d", "30" -> seconds; NaN where it is none of these.
export function seconds(text) {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*$/.exec(text);
  return found ? Number(found[1]) * { '': 1, s: 1, m: 60, h: 3600, d: 86400 }[found[2]] : NaN;
}

// Round times between `from` and `to`, at least `apart` pixels from each other.
export function ticks(from, to, width, apart = 90) {
  const least = (to - from) * apart / Math.max(width, 1);
  let step = 1;
  while (step < least) step *= [2, 2.5, 2][Math.round(Math.log10(step) * 3) % 3];
  const found = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push(at);
  return found;
}

// The column arrays of a picture as one list of spans per lane.
export function spansByLane(picture) {
  const { spans, lanes } = picture;
  const found = lanes.map(() => []);
  for (let at = 0; at < spans.line.length; ++at) {
    const flags = spans.flags[at], begin = spans.beginUs[at];
    found[spans.lane[at]].push({
      line: spans.line[at], parent: spans.parent[at], row: spans.row[at], lane: spans.lane[at],
      begin, end: begin + spans.tookUs[at], waited: spans.waitedUs[at],
      label: picture.labels[spans.label[at]],
      failed: Boolean(flags & 1), cold: Boolean(flags & 2), open: Boolean(flags & 4), critical: Boolean(flags & 8),
    });
  }
  return found;
}

// What to zoom in or out to, so that the time under the pointer stays there. Within [0, wall].
export function zoomed(view, wall, at, factor) {
  const length = Math.min(wall, Math.max((view.to - view.from) * factor, Math.min(wall, 20)));
  const share = (at - view.from) / (view.to - view.from || 1);
  return panned({ from: at - share * length, to: at + (1 - share) * length }, wall, 0);
}

export function panned(view, wall, by) {
  const length = view.to - view.from;
  const from = Math.min(Math.max(0, view.from + by), Math.max(0, wall - length));
  return { from, to: from + length };
}

// "lambda Invoke worker" -> ["worker", "lambda Invoke"]
export function titled(label) {
  const at = label.lastIndexOf(' ');
  return at < 0 ? [label, ''] : [label.slice(at + 1), label.slice(0, at)];
}

// At most that many letters, the beginning and, mostly, the end.
export function shortened(text, length) {
  if (text.length <= length) return text;
  const front = Math.max(1, Math.floor((length - 1) * 0.35));
  return `${text.slice(0, front)}…${text.slice(text.length - Math.max(1, length - 1 - front))}`;
}

const keyOf = subject => `${subject.kind} ${subject.name}`;

// Who called whom, laid out from left to right: everybody stands to the right of the first who called them.
export function layout(edges) {
  const nodes = new Map();
  for (const edge of edges)
    for (const subject of [edge.from, edge.to])
      if (!nodes.has(keyOf(subject))) nodes.set(keyOf(subject), { ...subject, key: keyOf(subject), layer: -1, calls: 0, errors: 0 });
  for (const edge of edges) {
    nodes.get(keyOf(edge.to)).calls += edge.calls;
    nodes.get(keyOf(edge.to)).errors += edge.errors;
  }
  const called = new Set(edges.filter(edge => keyOf(edge.from) !== keyOf(edge.to)).map(edge => keyOf(edge.to)));
  let front = [...nodes.values()].filter(node => !called.has(node.key) || node.kind === 'client');
  for (let layer = 0; nodes.size; ++layer) {
    for (const node of front) node.layer = layer;
    const keys = new Set(front.map(node => node.key));
    const next = new Set(edges.filter(edge => keys.has(keyOf(edge.from))).map(edge => nodes.get(keyOf(edge.to))));
    front = [...next].filter(node => node.layer < 0);
    if (front.length) continue;
    front = [...nodes.values()].filter(node => node.layer < 0).slice(0, 1);  // a circle nobody enters
    if (!front.length) break;
  }
  // What only is called stands to the right of all who call it.
  const calling = new Set(edges.map(edge => keyOf(edge.from)));
  for (const node of nodes.values()) {
    if (calling.has(node.key)) continue;
    for (const edge of edges) if (keyOf(edge.to) === node.key) node.layer = Math.max(node.layer, nodes.get(keyOf(edge.from)).layer + 1);
  }
  const layers = [];
  for (const node of nodes.values()) (layers[node.layer] ??= []).push(node);
  const rank = new Map();
  layers.forEach((layer, at) => {
    // Below each other in the order of those who call them, so that few lines cross.
    const weight = node => {
      const callers = edges.filter(edge => keyOf(edge.to) === node.key && rank.has(keyOf(edge.from)));
      return callers.length ? callers.reduce((sum, edge) => sum + rank.get(keyOf(edge.from)), 0) / callers.length : 0;
    };
    if (at) layer.sort((a, b) => weight(a) - weight(b));
    layer.forEach((node, place) => { node.place = place; rank.set(node.key, place - layer.length / 2); });
  });
  return { nodes, layers, edges: edges.map(edge => ({ ...edge, from: nodes.get(keyOf(edge.from)), to: nodes.get(keyOf(edge.to)) })) };
}
