import type { App } from '../../app.js';
import { makeDecisionForm } from '../../lists/decision.js';
import { nameOf } from '../../status.js';
import { language } from '../../texts.js';
import { decide, undoDecision } from '../api.js';
import type { Sheet } from '../api.js';
import { statusClass } from '../progressPanel.js';

/** A person decides on a mine site; an acceptance that the test does not carry is asked for twice. */
export function makeDecision(sheet: Sheet, app: App, done: () => void): HTMLElement {
  return makeDecisionForm({
    right: 'decide_sites',
    code: sheet.code, status: typeof sheet.properties.status === 'string' ? sheet.properties.status : null, next: sheet.nextStatuses,
    wanted: sheet.proposal?.status ?? null, canUndo: sheet.canUndo, name: (code) => nameOf(statusClass(code), language()),
    doubtful: (status) => status === 'accepted' && sheet.verdict?.answer !== 'pass',
    decide: (status, reason) => decide(sheet.code, status, reason), undo: (reason) => undoDecision(sheet.code, reason),
  }, app, done);
}
