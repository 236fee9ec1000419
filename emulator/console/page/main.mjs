// The page: which view is shown, and how it is kept up to date without costing the emulator much.
import { element, get } from './dom.mjs';
import { counted, duration, seconds, shortened, titled } from './figures.mjs';
import { Job } from './job.mjs';
import { Resources } from './resources.mjs';

const between = 1000, share = 10, mostJobs = 2000;  // milliseconds between looks; of the time, at most a tenth is the emulator's
const byId = id => document.getElementById(id);
const main = byId('main');
const jobs = new Map();
let revision = 0, lonely = 0, view = null, route = null, shownRevision = -1, cost = 0;

async function look() {
  const began = performance.now();
  try {
    await Promise.all([lookAtJobs(), lookAtClock()]);
    await view?.update?.();
    say('live');
  } catch (error) {
    say(error instanceof TypeError ? 'no answer' : error.message, 'lost');
  }
  cost = performance.now() - began;
}

async function lookAtJobs() {
  let news = await get(`traces?after=${revision}&limit=${revision ? 1000 : 200}${byId('all').checked ? '&all=1' : ''}`);
  if (news.revision < revision) {  // another emulator than before
    jobs.clear();
    revision = 0;
    return lookAtJobs();
  }
  revision = news.revision;
  const changed = news.traces.length > 0 || news.lonelyCalls !== lonely;
  lonely = news.lonelyCalls;
  for (const job of news.traces) jobs.set(job.trace, { ...job, revision });
  for (const trace of jobs.keys()) if (jobs.size > mostJobs) jobs.delete(trace); else break;
  if (changed || !byId('jobs').children.length) listJobs();
  if (route === '' && !view && jobs.size) show();
}

function listJobs() {
  const sorted = [...jobs.values()].sort((a, b) => b.beganUs - a.beganUs || (a.trace < b.trace ? 1 : -1)).slice(0, 300);
  const current = view instanceof Job ? view.trace : null;
  byId('jobs').replaceChildren(...sorted.map(job => {
    const errors = job.failed + job.refused, [title, call] = titled(job.beganWith);
    return element('li', {}, element('a', { href: `#/job/${encodeURIComponent(job.trace)}`, 'aria-current': job.trace === current ? 'true' : null, title: job.beganWith },
      element('b', {}, shortened(title, 26), element('small', {}, call)),
      element('span', {}, element('time', {}, job.began.slice(11, 19)), element('em', { class: job.open ? 'live' : null }, job.open ? 'running' : duration(job.wallUs)),
        job.invocations > 0 && element('em', {}, counted(job.invocations, 'run')), errors > 0 && element('em', { class: 'bad' }, counted(errors, 'error')))));
  }), sorted.length ? '' : element('li', { class: 'none' }, lonely ? `Only ${counted(lonely, 'single call')} so far.` : 'Nothing has been called yet.'));
}

async function lookAtClock() {
  const clock = await get('clock');
  byId('clock-mode').textContent = `${clock.mode} clock`;
  byId('clock-now').textContent = clock.now.replace('T', ' ').replace(/\.\d+Z$/, '');
  byId('turn').hidden = clock.mode === 'real';
}

function say(text, kind = '') {
  byId('state').textContent = text;
  byId('state').className = `state ${kind}`;
}

class JobView extends Job {
  constructor(trace, line) {
    super(main);
    this.trace = trace;
    this.line = Number(line) || 0;
    shownRevision = -1;
  }
  async update() {
    const known = jobs.get(this.trace);
    this.beganWith = known?.beganWith ?? this.beganWith;
    const now = known?.revision ?? 0;
    if (now === shownRevision && !known?.open) return;
    const began = performance.now();
    if (this.due > began) return;
    const picture = await get(`traces/${encodeURIComponent(this.trace)}`);
    this.due = performance.now() + (performance.now() - began) * share;
    shownRevision = now;
    if (view !== this) return;
    this.show(picture);
    if (this.line) this.goTo(this.line);
    this.line = 0;
  }
}

class Services {
  constructor() {
    this.list = element('ul', { class: 'names' });
    main.replaceChildren(element('h1', {}, 'Services'), element('p', { class: 'hint' }, 'What is not supported answers 501 with its name.'), this.list);
  }
  async update() {
    if (this.list.children.length) return;
    const { services } = await get('health');
    this.list.append(...Object.keys(services).sort().map(name => element('li', {}, name)));
  }
}

function empty() {
  const code = `export AWS_ENDPOINT_URL=${location.origin} AWS_REGION=us-east-1 \\\n  AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`;
  main.replaceChildren(element('div', { class: 'empty' }, element('h1', {}, 'No job has run yet'),
    element('p', {}, 'A job is whatever one call sets off: the functions it runs, the states they pass, the objects, rows and messages they write. Point a client here, and its jobs appear by themselves.'),
    element('pre', {}, code),
    element('p', {}, 'Or run one that comes with orrery:'), element('pre', {}, `orrery run burst --endpoint ${location.origin}`)));
}

function show() {
  route = location.hash.replace(/^#\/?/, '');
  const [kind, id, line] = route.split('/');
  const newest = [...jobs.values()].sort((a, b) => b.beganUs - a.beganUs)[0];
  if (kind === 'resources') view = new Resources(main);
  else if (kind === 'services') view = new Services();
  else if (kind === 'job') view = new JobView(decodeURIComponent(id ?? ''), line);
  else if (newest) view = new JobView(newest.trace);
  else { view = null; empty(); }
  byId('tip').hidden = true;
  byId('side').hidden = kind === 'resources' || kind === 'services';
  for (const name of ['jobs', 'resources', 'services'])
    if (name === (['resources', 'services'].includes(kind) ? kind : 'jobs')) byId(`tab-${name}`).setAttribute('aria-current', 'page');
    else byId(`tab-${name}`).removeAttribute('aria-current');
  listJobs();
  return view?.update?.().catch(error => main.replaceChildren(element('p', { class: 'notice' }, error.message)));
}

async function run() {
  for (;;) {
    if (!document.hidden) await look();
    else say('paused', 'paused');
    await new Promise(resume => {
      const timer = setTimeout(resume, document.hidden ? 3_600_000 : Math.max(between, cost * share));
      document.addEventListener('visibilitychange', () => { clearTimeout(timer); resume(); }, { once: true });
    });
  }
}

byId('all').addEventListener('change', () => { jobs.clear(); revision = 0; look(); });
byId('turn').addEventListener('submit', async event => {
  event.preventDefault();
  const by = seconds(byId('turn-by').value);
  if (!(by >= 0)) return say('90s, 15m, 24h or 7d', 'lost');
  await fetch('clock/advance', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ seconds: by }) });
  look();
});
addEventListener('hashchange', show);
const { version } = await get('health').catch(() => ({ version: '' }));
byId('version').textContent = version;
await lookAtJobs().catch(() => {});
show();
run();
