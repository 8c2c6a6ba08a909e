import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import { text } from '../http.js';
import { knownOn } from '../known.js';
import { worded } from '../mines/api.js';
import { t } from '../texts.js';
import { gradeDump, undoGrade } from './api.js';
import type { DumpSheet } from './api.js';
import { grades } from './dumps.js';
import { gradeSign } from './signs.js';

/** The grade that holds, the one that the rules propose and why, and a person's decision. */
export function gradePanel(sheet: DumpSheet, app: App, done: () => void): HTMLElement {
  const p = sheet.properties;
  const by = text(p.grade_decided_by);
  const holding = sheet.grade.rules.filter((r) => r.holds);
  return h('div', {},
    h('p', { id: 'dump-grade' }, h('strong', {}, t('dumps.gradeNow')), ' ', gradeSign(text(p.control_grade)), ' ', h('span', { class: 'quiet' }, by === null ? t('dumps.gradeRegister') : t('dumps.gradeBy', { name: by }))),
    h('p', { id: 'dump-proposed' }, h('strong', {}, t('dumps.gradeProposed')), ' ', sheet.grade.proposed === null ? h('span', { class: 'missing' }, t('fact.noEvidence')) : gradeSign(sheet.grade.proposed)),
    h('p', { class: 'reason' }, worded(sheet.grade.why) ?? ''),
    h('details', {}, h('summary', {}, t('dumps.rules', { n: holding.length })), h('ul', { class: 'bullets' }, ...holding.map((r) => h('li', {}, `${r.grade} · ${r.id} `, h('span', { class: 'quiet' }, `${r.document}, ${r.date}`))))),
    form(sheet, app, done));
}

function form(sheet: DumpSheet, app: App, done: () => void): HTMLElement | null {
  if (knownOn() !== null || sheet.succeededBy.length > 0 || !app.session.rights.includes('decide_dumps')) return null;
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, problem);
  const choice = h('select', { id: 'grade-choice' }, ...grades.map((g) => h('option', { value: g, selected: g === (sheet.grade.proposed ?? sheet.properties.control_grade) }, g)));
  const reason = h('input', { id: 'grade-reason', type: 'text', maxlength: 1000, placeholder: t('decision.reason') });
  const why = (): string | null => {
    const said = reason.value.trim();
    problem.hidden = said !== '';
    if (said !== '') return said;
    problem.textContent = t('decision.needsReason');
    reason.focus();
    return null;
  };
  return h('form', { class: 'decision', onsubmit: (event) => { event.preventDefault(); const said = why(); if (said !== null) void sent(() => gradeDump(sheet.code, choice.value, said)).then((ok) => { if (ok) done(); }); } },
    h('label', { for: 'grade-choice' }, t('dumps.decideGrade')), choice, h('label', { for: 'grade-reason' }, t('decision.reason')), reason, problem,
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'grade-send' }, t('decision.send')),
      h('button', { type: 'button', id: 'grade-undo', disabled: !sheet.canUndoGrade, onclick: () => { const said = why(); if (said !== null) void sent(() => undoGrade(sheet.code, said)).then((ok) => { if (ok) done(); }); } }, t('dumps.undoGrade'))));
}
