import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import { number } from '../format.js';
import { t } from '../texts.js';
import { correct } from './api.js';
import type { Cell, Corrections, OwnNumber, Report, Sentence, Table } from './api.js';
import { sectionName, sentenceName } from './words.js';

/** The text and the tables of a report; of a draft a person may put own sentences, remarks and numbers in, each with its reason. */
export function makeCorrections(report: Report, app: App, editable: boolean, reload: () => void): { text: HTMLElement; tables: HTMLElement } {
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, problem);
  const own = report.corrections;
  return {
    text: h('section', { 'aria-labelledby': 'report-text', class: 'report-text' }, h('h3', { id: 'report-text' }, t('reports.text')), problem,
      ...report.sentences.map(sentence), remarks()),
    tables: h('section', { 'aria-labelledby': 'report-tables' }, h('h3', { id: 'report-tables' }, t('reports.tables')), numbers(),
      ...report.tables.filter((table) => table.rows.length > 0).map(show)),
  };

  async function store(change: Partial<Corrections>): Promise<void> {
    problem.hidden = true;
    const all: Corrections = { document_number: own.document_number, remarks: own.remarks, sentences: own.sentences, numbers: own.numbers, ...change };
    if (!await sent(() => correct(report, all))) { problem.scrollIntoView({ block: 'center' }); return; }
    app.say(t('reports.corrected'));
    reload();
  }

  function sentence(s: Sentence): HTMLElement {
    const changed = own.sentences.find((o) => o.key === s.key);
    const text = h('textarea', { rows: 3, maxlength: 2000, id: `text-${s.key}` }, s.text), reason = h('input', { maxlength: 500, id: `why-${s.key}`, required: true, value: changed?.reason ?? '' });
    return h('div', { class: 'report-sentence' }, h('p', { 'data-key': s.key }, s.text), changed !== undefined && h('p', { class: 'quiet' }, t('reports.madeText', { text: s.made, reason: changed.reason })),
      editable && h('details', {}, h('summary', {}, t('reports.edit', { what: sentenceName(s.key) })),
        h('form', { onsubmit: (event) => { event.preventDefault(); void store({ sentences: [...own.sentences.filter((o) => o.key !== s.key), { key: s.key, text: text.value, reason: reason.value }] }); } },
          h('label', { for: `text-${s.key}` }, sentenceName(s.key)), text, h('label', { for: `why-${s.key}` }, t('reports.reason')), reason,
          h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, t('reports.save')),
            changed !== undefined && h('button', { type: 'button', onclick: () => void store({ sentences: own.sentences.filter((o) => o.key !== s.key) }) }, t('reports.takeBack'))))));
  }

  function remarks(): HTMLElement {
    const numberField = h('input', { id: 'report-number', maxlength: 100, value: own.document_number ?? '' });
    const fields = report.sections.map((section) => ({ section, field: h('textarea', { id: `remark-${section}`, rows: 2, maxlength: 2000 }, own.remarks[section] ?? '') }));
    if (!editable) return h('div', {}, ...report.sections.filter((s) => own.remarks[s] !== undefined).map((s) => h('p', {}, h('strong', {}, sectionName(s)), ` ${own.remarks[s] ?? ''}`)));
    return h('details', { class: 'report-remarks' }, h('summary', { id: 'report-remarks' }, t('reports.remarks')),
      h('form', { onsubmit: (event) => {
        event.preventDefault();
        void store({ document_number: numberField.value, remarks: Object.fromEntries(fields.map((f) => [f.section, f.field.value.trim()]).filter(([, text]) => text !== '')) as Record<string, string> });
      } }, h('label', { for: 'report-number' }, t('reports.documentNumber')), numberField,
      ...fields.flatMap((f) => [h('label', { for: `remark-${f.section}` }, sectionName(f.section)), f.field]),
      h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'report-save-remarks' }, t('reports.save')))));
  }

  function numbers(): HTMLElement {
    return h('div', { class: 'own-numbers' }, ...own.numbers.map((n) => h('p', { class: report.stale.includes(n.key) ? 'error' : 'note-box' },
      t('reports.numberTold', { key: n.key, value: number(n.value), computed: told(report.computed[n.key]), reason: n.reason }), report.stale.includes(n.key) && ` ${t('reports.stale')}`,
      editable && ' ', editable && h('button', { type: 'button', class: 'link', onclick: () => void store({ numbers: own.numbers.filter((o) => o.key !== n.key) }) }, t('reports.takeBack')))));
  }

  function told(value: number | null | undefined): string { return value === null || value === undefined ? t('reports.noData') : number(value); }

  function show(table: Table): HTMLElement {
    return h('details', { class: 'report-table', open: table.id === 'tasks' }, h('summary', {}, table.caption), h('div', { class: 'table-box' }, h('table', { class: 'list plain' },
      h('thead', {}, h('tr', {}, ...table.head.map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, ...table.rows.map((row) => h('tr', {}, ...row.map((cell, i) => (i === 0 ? h('th', { scope: 'row' }, cell.text) : h('td', { class: cell.corrected ? 'corrected' : '' }, shown(cell))))))))));
  }

  function shown(cell: Cell): Node | string {
    const key = cell.key;
    if (key === null || !editable) return cell.text;
    return h('button', { type: 'button', class: 'link', title: t('reports.correctNumber', { key }), onclick: () => askNumber(key) }, cell.text);
  }

  function askNumber(key: string): void {
    const before = own.numbers.find((n) => n.key === key);
    const value = h('input', { type: 'number', id: 'own-value', min: 0, step: 'any', required: true, value: before?.value ?? report.numbers[key] ?? '' });
    const reason = h('input', { id: 'own-reason', required: true, maxlength: 500, value: before?.reason ?? '' });
    const dialog: HTMLDialogElement = h('dialog', { class: 'dialog', 'aria-labelledby': 'own-title', onclose: () => dialog.remove() },
      h('form', { onsubmit: (event) => {
        event.preventDefault();
        const one: OwnNumber = { key, value: Number(value.value), reason: reason.value };
        dialog.close();
        void store({ numbers: [...own.numbers.filter((n) => n.key !== key), one] });
      } }, h('h2', { id: 'own-title' }, t('reports.correctNumber', { key })), h('p', { class: 'quiet' }, t('reports.computedIs', { value: told(report.computed[key]) })),
      h('label', { for: 'own-value' }, t('reports.rightValue')), value, h('label', { for: 'own-reason' }, t('reports.reason')), reason,
      h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, t('reports.save')), h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')))));
    document.body.append(dialog);
    dialog.showModal();
  }
}
