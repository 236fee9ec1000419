// Who called whom, as a drawing.
import { drawn } from './dom.mjs';
import { layout, shortened } from './figures.mjs';

const wide = 168, high = 38, across = 70, down = 18;

export function graph(edges) {
  const { layers, nodes, edges: lines } = layout(edges);
  const tallest = Math.max(1, ...layers.map(layer => layer.length)), height = tallest * (high + down) + 12;
  const width = layers.length * (wide + across) - across + 8;
  for (const layer of layers) {
    const top = (height - layer.length * (high + down) + down) / 2;
    layer.forEach(node => { node.x = 4 + node.layer * (wide + across); node.y = top + node.place * (high + down); });
  }
  const arrow = drawn('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: 'userSpaceOnUse', orient: 'auto' },
    drawn('path', { d: 'M0 0 8 4 0 8z' }));
  const made = drawn('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': described(lines) }, drawn('defs', {}, arrow));
  for (const edge of lines) made.append(...line(edge, height));
  for (const node of nodes.values()) made.append(box(node));
  return made;
}

function line({ from, to, calls, errors }) {
  const forward = to.layer > from.layer, bad = errors ? ' bad' : '';
  const x1 = forward ? from.x + wide : from.x + wide / 2, y1 = forward ? from.y + high / 2 : from.y + high;
  const x2 = forward ? to.x - 1 : to.x + wide / 2, y2 = forward ? to.y + high / 2 : to.y + high;
  // To its right in a bow; back, or to itself, below.
  const bend = forward ? Math.max(34, (x2 - x1) / 2) : 0, drop = forward ? 0 : 26;
  const path = drawn('path', {
    class: `edge${bad}`, 'marker-end': 'url(#arrow)', 'stroke-width': Math.min(4, 1 + Math.log10(Math.max(1, calls)) * 0.8),
    d: `M${x1} ${y1}C${x1 + bend + (forward ? 0 : 24)} ${y1 + drop} ${x2 - bend - (forward ? 0 : 24)} ${y2 + drop} ${x2} ${y2}`,
  });
  // Side by side where several end in one box.
  const place = to.counts = (to.counts ?? 0) + 1;
  const text = drawn('text', { class: `count${bad}`, x: forward ? x2 - 8 - 18 * place : (x1 + x2) / 2, y: forward ? y2 - 7 + (y1 - y2) * 0.06 : Math.max(y1, y2) + drop });
  text.textContent = `${calls.toLocaleString('en')}${errors ? ` (${errors} ✕)` : ''}`;
  return [path, text];
}

function box(node) {
  const name = drawn('text', { x: node.x + 10, y: node.y + 17 }), kind = drawn('text', { class: 'kind', x: node.x + 10, y: node.y + 30 });
  name.textContent = shortened(node.name, 19);
  kind.textContent = node.kind === 'machine' ? 'state machine' : node.kind === node.name ? '' : node.kind;
  const title = drawn('title');
  title.textContent = `${node.kind} ${node.name}`;
  return drawn('g', { class: `node ${node.kind}` }, title, drawn('rect', { x: node.x, y: node.y, width: wide, height: high, rx: 7 }), name, kind);
}

const described = lines => lines.map(edge => `${edge.from.name} calls ${edge.to.name} ${edge.calls} times${edge.errors ? `, ${edge.errors} failed` : ''}`).join('; ');
