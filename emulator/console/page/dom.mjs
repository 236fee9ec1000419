// Elements without a framework. Text is always text: nothing here reads markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return made;
}

export function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// Rows of a table: {title, numeric, cell: item => text or element}.
export function table(columns, items, rowClass = () => null) {
  return element('table', {},
    element('thead', {}, element('tr', {}, columns.map(column =>
      element('th', { scope: 'col', class: column.numeric ? 'num' : null }, column.title)))),
    element('tbody', {}, items.map(item => element('tr', { class: rowClass(item) }, columns.map(column =>
      element('td', { class: column.numeric ? 'num' : null }, column.cell(item)))))));
}

export async function get(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw Object.assign(new Error((await answer.json().catch(() => ({}))).error ?? answer.statusText), { status: answer.status });
  return answer.json();
}
