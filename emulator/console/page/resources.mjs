// What there is in one account and region, with live counts.
import { element, get, table } from './dom.mjs';

const count = value => value === null || value === undefined ? '–' : value.toLocaleString('en');

export class Resources {
  constructor(main) {
    const field = (label, value) => element('input', { 'aria-label': label, value, size: 14, spellcheck: 'false' });
    this.account = field('Account', '000000000000');
    this.region = field('Region', 'us-east-1');
    this.grid = element('div', { class: 'grid' });
    main.replaceChildren(element('div', { class: 'where' }, 'account', this.account, 'in', this.region), this.grid);
    for (const input of [this.account, this.region]) input.addEventListener('change', () => this.update());
  }

  async update() {
    const all = await get(`resources?account=${encodeURIComponent(this.account.value)}&region=${encodeURIComponent(this.region.value)}`);
    const name = { title: 'name', cell: one => one.name };
    const number = (title, key) => ({ title, numeric: true, cell: one => count(one[key]) });
    const text = (title, key) => ({ title, cell: one => one[key] ?? '–' });
    const kinds = [
      ['Functions', all.functions, [name, text('runtime', 'runtime'), number('MB', 'memoryMb'), number('time-out, s', 'timeoutS')]],
      ['Tables', all.tables, [name, number('items', 'items'), number('bytes', 'bytes')]],
      ['Queues', all.queues, [name, number('waiting', 'visible'), number('in flight', 'inFlight'), number('delayed', 'delayed')]],
      ['Buckets', all.buckets, [name, { title: 'created', numeric: true, cell: one => String(one.created ?? '–').replace('T', ' ').replace(/\.\d+Z$/, '') }]],
      ['State machines', all.machines, [name, text('type', 'type'), number('running', 'running')]],
    ];
    this.grid.replaceChildren(...kinds.map(([title, items, columns]) => element('section', {}, element('h2', {}, `${title} (${items.length === 100 ? '100 or more' : items.length})`),
      items.length ? table(columns, items) : element('p', { class: 'hint' }, 'none'))));
  }
}
