import { h } from '../dom.js';
import type { Child } from '../dom.js';
import { language, t } from '../texts.js';
import type { PrintedBlock, Report } from './api.js';

/** The whole document as it will be printed, block by block; made when it is unfolded first. */
export function makePreview(report: Report): HTMLElement {
  const sheets = h('div', { class: 'printed', lang: language() });
  const element = h('details', { class: 'report-preview', ontoggle: () => { if (element.open && sheets.childElementCount === 0) sheets.append(...sheetsOf(report)); } },
    h('summary', { id: 'report-preview' }, t('reports.preview')), h('p', { class: 'quiet' }, t('reports.previewAbout')), sheets);
  return element;
}

/** The body and each annex on a sheet of its own, with the running head. */
function sheetsOf(report: Report): HTMLElement[] {
  const sheets: PrintedBlock[][] = [[]];
  for (const block of report.blocks.items) {
    if (block.kind === 'line' && block.line === 'annex_mark') sheets.push([]);
    sheets.at(-1)?.push(block);
  }
  return sheets.map((blocks) => h('section', { class: 'printed-sheet' }, report.blocks.running === '' ? null : h('p', { class: 'running' }, report.blocks.running), ...blocks.map((b) => shown(b))));

  function shown(block: PrintedBlock): HTMLElement {
    switch (block.kind) {
      case 'heading': return block.level === 1 ? h('h4', { class: 'title' }, ...lines(block.text)) : block.level === 2 ? h('h5', {}, block.text) : h('h6', {}, block.text);
      case 'words': return h('p', { class: block.tone }, ...lines(block.text));
      case 'line': {
        const [left = '', right] = block.text.split('\t');
        return h('p', { class: `line ${block.line}` }, ...lines(left), right === undefined ? null : h('span', {}, right));
      }
      case 'table': return h('div', { class: 'table-box' }, h('table', {}, block.caption === null ? null : h('caption', {}, block.caption),
        block.head.length === 0 ? null : h('thead', {}, h('tr', {}, ...block.head.map((c) => h('th', { scope: 'col' }, c)))),
        h('tbody', {}, ...block.rows.map((row) => h('tr', {}, ...row.map((c) => h('td', {}, ...lines(c))))))));
      case 'pictures': return h('div', { class: 'pictures' }, ...block.pictures.map((p) => h('figure', {},
        h('img', { src: `${p.image}&lang=${language()}`, alt: p.alternative, loading: 'lazy', width: 720, height: Math.round(720 / p.width_to_height) }), h('figcaption', {}, p.caption))));
    }
  }
}

function lines(text: string): Child[] {
  return text.split('\n').flatMap((line, i): Child[] => (i === 0 ? [line] : [h('br'), line]));
}
