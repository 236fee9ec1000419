// The timeline: lanes of spans on a canvas, which zooms, pans, and knows what is under the pointer.
import { duration, panned, shortened, spansByLane, ticks, zoomed } from './figures.mjs';

const gutter = 190, ruler = 26, gap = 9, most = 132, mostOfCalls = 30;
const hues = { function: [211, 152, 268, 24, 188, 330, 96, 240], machine: [42, 62], table: [190], bucket: [130], queue: [290], topic: [320], stream: [164], service: [220] };
const kinds = { function: 'function', machine: 'state machine', table: 'table', bucket: 'bucket', queue: 'queue', topic: 'topic', stream: 'stream', service: 'calls' };

export class Timeline {
  // `chosen(span)` when one is clicked or walked to; `told(span, x, y)` when one is under the pointer, or null.
  constructor(canvas, stage, chosen, told) {
    Object.assign(this, { canvas, stage, chosen, told, lanes: [], view: { from: 0, to: 1 }, wall: 1, selected: 0, path: [] });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.dark = dark.matches;
    dark.addEventListener('change', event => { this.dark = event.matches; this.draw(); });
    new ResizeObserver(() => this.draw()).observe(stage);
    canvas.addEventListener('wheel', event => this.wheel(event), { passive: false });
    canvas.addEventListener('pointerdown', event => this.press(event));
    canvas.addEventListener('pointermove', event => this.move(event));
    canvas.addEventListener('pointerup', event => this.release(event));
    canvas.addEventListener('pointerleave', () => this.told(null));
    canvas.addEventListener('dblclick', event => { const span = this.at(event); if (span) this.zoomTo(span); });
    canvas.addEventListener('keydown', event => this.key(event));
  }

  show(picture) {
    const whole = this.view.from <= 0 && this.view.to >= this.wall;
    this.wall = Math.max(1, picture.wallUs);
    if (whole || this.trace !== picture.trace) this.view = { from: 0, to: this.wall };
    this.trace = picture.trace;
    const used = {};
    this.lanes = spansByLane(picture).map((spans, at) => {
      const { kind, name, rows } = picture.lanes[at];
      const choice = hues[kind] ?? hues.service, nth = used[kind] = (used[kind] ?? -1) + 1;
      const runs = kind === 'function' || kind === 'machine';
      const rowHeight = Math.max(runs ? 2 : 1, Math.min(runs ? 15 : 7, (runs ? most : mostOfCalls) / rows));
      return { kind, name, rows, spans, runs, hue: choice[nth % choice.length], rowHeight, height: Math.max(15, rows * rowHeight) };
    });
    this.spans = new Map(this.lanes.flatMap(lane => lane.spans).map(span => [span.line, span]));
    this.path = picture.path;
    this.height = ruler + this.lanes.reduce((sum, lane) => sum + lane.height + gap, 0) + 4;
    let top = ruler;
    for (const lane of this.lanes) { lane.top = top; top += lane.height + gap; }
    this.draw();
  }

  get width() { return Math.max(60, this.stage.clientWidth - gutter - 8); }
  x(time) { return gutter + (time - this.view.from) / (this.view.to - this.view.from) * this.width; }
  time(x) { return this.view.from + (x - gutter) / this.width * (this.view.to - this.view.from); }
  y(span) { const lane = this.lanes[span.lane]; return lane.top + span.row * lane.rowHeight; }

  draw() {
    if (this.pending || !this.height) return;
    this.pending = requestAnimationFrame(() => { this.pending = 0; this.paint(); });
  }

  paint() {
    const { canvas } = this, scale = devicePixelRatio || 1, width = this.stage.clientWidth;
    const height = Math.max(this.height, 80);
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const style = getComputedStyle(document.documentElement), color = name => style.getPropertyValue(name).trim();
    const pen = this.pen = canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.textBaseline = 'middle';
    this.paintRuler(color, height);
    for (const lane of this.lanes) this.paintLane(lane, color);
    this.paintPath(color);
    const chosen = this.spans.get(this.selected);
    if (chosen) this.frame(chosen, color('--ink'));
  }

  paintRuler(color, height) {
    const { pen } = this;
    pen.font = '11px system-ui, sans-serif';
    pen.textAlign = 'left';
    for (const tick of ticks(this.view.from, this.view.to, this.width)) {
      const x = Math.round(this.x(tick)) + 0.5;
      pen.strokeStyle = color('--line');
      pen.beginPath(); pen.moveTo(x, 18); pen.lineTo(x, height); pen.stroke();
      pen.fillStyle = color('--soft');
      if (x < gutter + this.width - 40) pen.fillText(tick === 0 ? '0' : duration(tick), x + 3, 12);
    }
  }

  paintLane(lane, color) {
    const { pen } = this, { from, to } = this.view;
    pen.save();
    pen.beginPath(); pen.rect(0, lane.top - 2, gutter - 10, lane.height + 5); pen.clip();
    pen.textAlign = 'left';
    pen.font = `${lane.runs ? '550 ' : ''}12px system-ui, sans-serif`;
    pen.fillStyle = color(lane.runs ? '--ink' : '--soft');
    pen.fillText(this.fitted(lane.name, gutter - 26), 12, lane.top + 7);
    if (lane.height >= 29) {
      pen.font = '11px system-ui, sans-serif';
      pen.fillStyle = color('--soft');
      pen.fillText(`${kinds[lane.kind] ?? lane.kind}, ${lane.spans.length.toLocaleString('en')}`, 12, lane.top + 22);
    }
    pen.restore();

    pen.save();
    pen.beginPath(); pen.rect(gutter, lane.top - 3, this.width + 8, lane.height + 6); pen.clip();
    const bar = Math.max(1, lane.rowHeight - (lane.rowHeight > 4 ? 2 : lane.rowHeight > 2 ? 1 : 0));
    const last = [];  // per row: the pixel that is painted already
    const shades = this.dark ? [52, 44] : [56, 48];
    if (lane.kind === 'function') for (const span of lane.spans) if (span.waited && span.begin >= from) this.paintStart(span, lane, this.x(span.begin), this.y(span), bar);
    for (const span of lane.spans) {
      if (span.end < from || span.begin > to) continue;
      const left = this.x(span.begin), right = Math.max(this.x(span.end), left + 1);
      const y = this.y(span);
      if (right - left <= 1.5 && last[span.row] === Math.round(left) && !span.failed) continue;
      last[span.row] = Math.round(left);
      pen.fillStyle = span.failed ? color('--red-fill') : `hsl(${lane.hue} ${lane.runs ? 46 : 16}% ${shades[span.open ? 1 : 0]}%)`;
      pen.globalAlpha = span.open ? 0.6 : 1;
      pen.fillRect(left, y, right - left, bar);
      pen.globalAlpha = 1;
      if (lane.rowHeight >= 13 && right - left > 46) {
        pen.fillStyle = '#fff';
        pen.font = '10.5px system-ui, sans-serif';
        const at = Math.max(left, gutter);
        pen.fillText(this.fitted(lane.kind === 'machine' ? span.label : duration(span.end - span.begin), right - at - 8), at + 4, y + bar / 2 + 0.5);
      }
    }
    pen.restore();
  }

  // The wait for a turn or a sandbox, hatched, before the run.
  paintStart(span, lane, left, y, bar) {
    const { pen } = this, begin = Math.max(this.x(span.begin - span.waited), gutter);
    if (left - begin < 1.5) return;
    pen.fillStyle = `hsl(${lane.hue} 30% 50% / ${span.cold ? 0.26 : 0.13})`;
    pen.fillRect(begin, y, left - begin, bar);
    if (!span.cold || bar < 4) return;
    pen.save();
    pen.beginPath(); pen.rect(begin, y, left - begin, bar); pen.clip();
    pen.strokeStyle = `hsl(${lane.hue} 35% 50% / .6)`;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let x = begin - bar; x < left; x += 5) { pen.moveTo(x, y + bar); pen.lineTo(x + bar, y); }
    pen.stroke();
    pen.restore();
  }

  paintPath(color) {
    const { pen } = this;
    pen.save();
    pen.beginPath(); pen.rect(gutter - 2, 18, this.width + 10, this.height); pen.clip();
    pen.strokeStyle = pen.fillStyle = color('--brass-fill');
    let before = null, painted = -1;
    for (const segment of this.path) {
      const span = this.spans.get(segment.line), end = segment.beginUs + segment.tookUs;
      if (!span) { before = null; continue; }
      const lane = this.lanes[span.lane];
      const y = this.y(span) + Math.min(lane.rowHeight, 15) - (lane.rowHeight > 4 ? 1.5 : 0);
      const left = this.x(segment.beginUs), right = this.x(end);
      if (right >= gutter && left <= gutter + this.width && (right - painted > 0.4 || before !== y)) {
        if (lane.runs && before !== null && Math.abs(before - y) > 3) {
          pen.globalAlpha = 0.55;
          pen.fillRect(left - 0.5, Math.min(before, y), 1, Math.abs(before - y) + 2);
          pen.globalAlpha = 1;
        }
        if (segment.kind === 'runs' || segment.kind === 'starts') pen.fillRect(left, y, Math.max(1, right - left), 2.5);
        else { pen.globalAlpha = 0.6; for (let x = left; x < right; x += 6) pen.fillRect(x, y, Math.min(3, right - x), 1.5); pen.globalAlpha = 1; }
        painted = right;
      }
      if (lane.runs) before = y;
    }
    pen.restore();
  }

  frame(span, color) {
    const { pen } = this, lane = this.lanes[span.lane], left = Math.max(gutter, this.x(span.begin));
    pen.strokeStyle = color;
    pen.lineWidth = 1.5;
    pen.strokeRect(left - 1.5, this.y(span) - 1.5, Math.max(3, this.x(span.end) - left + 3), Math.max(4, lane.rowHeight + 1));
  }

  // Names differ at their ends, so it is the middle that goes.
  fitted(text, width) {
    if (width < 14) return '';
    const fits = shown => this.pen.measureText(shown).width <= width;
    if (fits(text)) return text;
    for (let length = text.length - 1; length > 2; --length) if (fits(shortened(text, length))) return shortened(text, length);
    return '';
  }

  at(event) {
    const { left, top } = this.canvas.getBoundingClientRect(), x = event.clientX - left, y = event.clientY - top;
    const lane = this.lanes.find(one => y >= one.top - 2 && y < one.top + one.height + 3);
    if (!lane || x < gutter) return null;
    const row = Math.min(lane.rows - 1, Math.max(0, Math.floor((y - lane.top) / lane.rowHeight)));
    const slack = 3 / this.width * (this.view.to - this.view.from), time = this.time(x);
    let best = null, bestOff = Infinity;
    for (const span of lane.spans) {
      const off = Math.max(span.begin - time, time - span.end, 0) + Math.abs(span.row - row) * slack * 0.8;
      if (Math.abs(span.row - row) <= 3 / lane.rowHeight && off < bestOff && off <= slack) { best = span; bestOff = off; }
    }
    return best;
  }

  wheel(event) {
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !event.metaKey && !sideways) return;
    event.preventDefault();
    const unit = (this.view.to - this.view.from) / this.width;
    if (sideways && !event.ctrlKey && !event.metaKey) this.view = panned(this.view, this.wall, (event.deltaX || event.deltaY) * unit);
    else this.view = zoomed(this.view, this.wall, this.time(event.offsetX), Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.008));
    this.draw();
  }

  press(event) {
    this.drag = { x: event.clientX, view: this.view, moved: false };
    this.canvas.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (!this.drag) {
      const span = this.at(event);
      this.canvas.style.cursor = span ? 'pointer' : '';
      return this.told(span, event.clientX, event.clientY);
    }
    const by = event.clientX - this.drag.x;
    if (Math.abs(by) > 3) this.drag.moved = true;
    if (!this.drag.moved) return;
    this.canvas.classList.add('dragged');
    this.told(null);
    this.view = panned(this.drag.view, this.wall, -by / this.width * (this.view.to - this.view.from));
    this.draw();
  }

  release(event) {
    if (this.drag && !this.drag.moved) this.select(this.at(event));
    this.drag = null;
    this.canvas.classList.remove('dragged');
  }

  select(span) {
    this.selected = span ? span.line : 0;
    this.chosen(span);
    this.draw();
  }

  zoomTo(span) {
    const length = Math.max(20, (span.end - span.begin) * 1.6);
    this.view = panned({ from: (span.begin + span.end - length) / 2, to: (span.begin + span.end + length) / 2 }, this.wall, 0);
    if (length >= this.wall) this.fit();
    this.draw();
  }

  fit() { this.view = { from: 0, to: this.wall }; this.draw(); }
  zoom(factor) { this.view = zoomed(this.view, this.wall, (this.view.from + this.view.to) / 2, factor); this.draw(); }

  key(event) {
    const step = (this.view.to - this.view.from) / 8;
    const span = this.spans.get(this.selected), lane = this.lanes[span?.lane ?? 0];
    const beside = by => {
      const at = span ? lane.spans.indexOf(span) + by : 0;
      if (lane?.spans[at]) this.select(lane.spans[at]);
    };
    const between = by => {
      const next = this.lanes[(span ? span.lane : -1) + by];
      if (next) this.select(next.spans[0]);
    };
    const actions = {
      '+': () => this.zoom(0.6), '=': () => this.zoom(0.6), '-': () => this.zoom(1.6), 0: () => this.fit(), Escape: () => this.select(null),
      ArrowLeft: () => event.shiftKey ? (this.view = panned(this.view, this.wall, -step)) : beside(-1),
      ArrowRight: () => event.shiftKey ? (this.view = panned(this.view, this.wall, step)) : beside(1),
      ArrowDown: () => between(1), ArrowUp: () => between(-1), Enter: () => span && this.zoomTo(span),
    };
    if (!actions[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    actions[event.key]();
    this.draw();
  }
}
