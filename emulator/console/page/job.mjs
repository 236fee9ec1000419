// One job: figures, timeline, critical path, graph, functions, bill.
import { details } from './details.mjs';
import { element, drawn, table } from './dom.mjs';
import { counted, dollars, duration, percent, titled } from './figures.mjs';
import { graph } from './graph.mjs';
import { Timeline } from './timeline.mjs';

const services = { lambda: 'Lambda', dynamodb: 'DynamoDB', s3: 'S3', states: 'Step Functions', sqs: 'SQS', sns: 'SNS', events: 'EventBridge' };

export class Job {
  constructor(main) {
    this.title = element('h1');
    this.id = element('span', { class: 'mono' });
    this.notice = element('p', { class: 'notice', hidden: true });
    this.figures = element('dl', { class: 'figures' });
    this.canvas = element('canvas', { tabindex: 0, role: 'img' });
    this.stage = element('div', { class: 'stage' }, this.canvas);
    this.chosen = element('div', { id: 'details', hidden: true, 'aria-live': 'polite' });
    this.path = element('section', { 'aria-label': 'Critical path' });
    this.graph = element('section', { 'aria-label': 'Who called whom' });
    this.runs = element('section', { 'aria-label': 'Functions' });
    this.bill = element('section', { 'aria-label': 'Bill' });
    this.tip = document.getElementById('tip');
    this.timeline = new Timeline(this.canvas, this.stage, span => this.select(span), (span, x, y) => this.hover(span, x, y));
    const button = (text, label, action) => element('button', { type: 'button', 'aria-label': label, title: label, onclick: action }, text);
    const legend = (name, text) => element('span', {}, element('i', { class: name }), text);
    main.replaceChildren(
      element('div', { class: 'job-head' }, this.title, this.id), this.notice, this.figures,
      element('div', { class: 'bar-head' }, element('h2', {}, 'Timeline'),
        element('div', { class: 'legend' }, legend('critical', 'critical path'), legend('start', 'cold start'), legend('error', 'failed')),
        element('div', { class: 'tools' }, button('−', 'Zoom out (-)', () => this.timeline.zoom(1.6)), button('+', 'Zoom in (+)', () => this.timeline.zoom(0.6)),
          button('fit', 'The whole job (0)', () => this.timeline.fit()))),
      this.stage, element('p', { class: 'hint' }, 'Drag to pan, Ctrl and wheel to zoom, click for details; with the keyboard: arrows, + − 0, Enter.'),
      this.chosen, element('div', { class: 'columns' }, this.path, element('div', {}, this.runs, this.bill)), this.graph);
  }

  show(picture) {
    this.picture = picture;
    this.timeline.show(picture);
    const [title, call] = titled(this.beganWith ?? picture.trace);
    this.title.replaceChildren(title, call && element('small', {}, call));
    this.id.textContent = `${picture.trace}, ${picture.began.replace('T', ' ').replace('Z', '')}`;
    this.notice.hidden = picture.beginning === 'whole';
    this.notice.textContent = `The first lines of this job are gone: the journal dropped its ${counted(picture.firstKept - 1, 'oldest line')}.`;
    this.canvas.setAttribute('aria-label', `Timeline of ${counted(picture.lines, 'line')} in ${duration(picture.wallUs)}; the tables below tell the same.`);
    this.showFigures(picture);
    this.showPath(picture);
    this.showRuns(picture.report.functions);
    this.graph.replaceChildren(element('h2', {}, 'Who called whom'), element('div', { class: 'graph' }, graph(picture.graph)));
    this.showBill(picture.report);
  }

  showFigures({ report, wallUs, open, spans }) {
    const failed = spans.flags.filter(flags => flags & 1).length;
    const all = [
      [open ? 'so far' : 'wall time', duration(wallUs)], ['invocations', report.invocations.toLocaleString('en')],
      ['sandboxes started', report.sandboxesStarted.toLocaleString('en')],
      ['requests', Object.values(report.requests).reduce((sum, count) => sum + count, 0).toLocaleString('en')],
      ['errors', failed.toLocaleString('en'), failed > 0], ['on AWS', dollars(report.bill.total)],
    ];
    this.figures.replaceChildren(...all.map(([name, value, bad]) =>
      element('div', { class: bad ? 'bad' : null }, element('dt', {}, name), element('dd', {}, value))));
  }

  showPath({ steps }) {
    const most = Math.max(...steps.map(step => step.share));
    const items = steps.map(step => {
      const bar = drawn('svg', { 'aria-hidden': 'true', preserveAspectRatio: 'none', viewBox: '0 0 100 10' }, drawn('rect', { width: Math.max(0.4, step.share / most * 100), height: 10 }));
      return element('li', {}, element('button', { type: 'button', class: ['waits', 'outside'].includes(step.kind) ? 'idle' : null, onclick: () => this.goTo(step.line) },
        element('span', { class: 'num' }, duration(step.tookUs)), element('span', { class: 'share' }, percent(step.share)),
        element('span', { class: 'what' }, bar, element('span', {}, step.label), step.folded > 0 && element('span', { class: 'folded' }, ` with ${counted(step.folded, 'short step')}`))));
    });
    this.path.replaceChildren(element('h2', {}, 'Critical path'), element('ol', { class: 'path' }, items));
  }

  showRuns(functions) {
    const rows = Object.entries(functions);
    this.runs.replaceChildren(element('h2', {}, 'Functions'), rows.length === 0 ? element('p', { class: 'hint' }, 'None ran.') : table([
      { title: 'name', cell: ([name]) => name },
      { title: 'runs', numeric: true, cell: ([, one]) => one.invocations.toLocaleString('en') },
      { title: 'failed', numeric: true, cell: ([, one]) => element('span', { class: one.failed ? 'bad' : null }, String(one.failed)) },
      { title: 'cold', numeric: true, cell: ([, one]) => one.sandboxesStarted },
      { title: 'at once', numeric: true, cell: ([, one]) => one.atOnce },
      { title: 'p50', numeric: true, cell: ([, one]) => duration(one.p50Ms * 1000) },
      { title: 'p99', numeric: true, cell: ([, one]) => duration(one.p99Ms * 1000) },
    ], rows));
  }

  showBill({ bill, requests, gbSeconds }) {
    const rows = Object.keys({ ...services, ...requests }).filter(key => bill[key] > 0 || requests[key] > 0).map(key => [services[key] ?? key, requests[key] ?? 0, bill[key] ?? 0]);
    rows.push(['total', rows.reduce((sum, row) => sum + row[1], 0), bill.total]);
    this.bill.replaceChildren(element('h2', {}, 'Bill'), table([
      { title: 'service', cell: row => row[0] },
      { title: 'requests', numeric: true, cell: row => row[1].toLocaleString('en') },
      { title: 'on AWS', numeric: true, cell: row => bill.unpriced.includes(row[0]) ? 'not priced' : row[2] > 0 ? dollars(row[2]) : '–' },
    ], rows, row => row[0] === 'total' ? 'total' : null),
    element('p', { class: 'hint' }, `${gbSeconds.toFixed(3)} GB-seconds; list prices of us-east-1, without the free tier.`));
  }

  hover(span, x, y) {
    this.tip.hidden = !span;
    if (!span) return;
    const said = [span.open ? 'still running' : duration(span.end - span.begin), span.waited > 0 && `waited ${duration(span.waited)}`, span.cold && 'cold start', span.failed && 'failed', span.critical && 'on the critical path'];
    this.tip.replaceChildren(element('b', {}, span.label), said.filter(Boolean).join(', '));
    this.tip.style.left = `${Math.min(x + 14, innerWidth - this.tip.offsetWidth - 10)}px`;
    this.tip.style.top = `${y + 18 + this.tip.offsetHeight > innerHeight ? y - this.tip.offsetHeight - 12 : y + 18}px`;
  }

  goTo(line) {
    const span = this.timeline.spans.get(line);
    if (!span) return;
    this.timeline.select(span);
    this.stage.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  async select(span) {
    this.chosen.hidden = !span;
    if (!span) return;
    const wanted = this.wanted = span.line;
    const content = await details(span, line => this.timeline.spans.get(line), line => this.goTo(line), () => this.timeline.select(null)).catch(error => [error.message]);
    if (this.wanted === wanted) this.chosen.replaceChildren(...[content].flat().filter(Boolean));
  }
}
