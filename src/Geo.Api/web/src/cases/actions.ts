import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { day, minute } from '../format.js';
import { today } from '../known.js';
import { formatRoute, start } from '../route.js';
import { maybe, t } from '../texts.js';
import { act, placeKinds, states, verdicts } from './api.js';
import type { Action, Check, Sheet, Unit } from './api.js';
import { stateName, unitName, wasteCategories, wasteName } from './words.js';

/** What is to be done next: the steps that the server allows, each with what it asks for and the term that follows. */
export function makeActions(app: App, s: Sheet, units: readonly Unit[], done: (said: string) => Promise<void>): HTMLElement {
  const c = s.case;
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const send = makeSender(app, problem);
  const form = h('div', { class: 'case-form' });
  const allowed = s.actions.filter((a) => a.may).map((a) => a.action);
  const element = h('section', { class: 'panel case-next', 'aria-labelledby': 'case-next' }, h('h2', { id: 'case-next' }, t('cases.nextStep')), intro(), problem, form);
  let chosen: Action | null = allowed[0] ?? null;
  draw();
  return element;

  function intro(): HTMLElement {
    if (c.state === 'closed') return h('p', { class: 'quiet' }, t('cases.closedAbout'));
    const who = unitName(units, c.unit);
    return h('p', {}, t('cases.must', { unit: who, what: t(`cases.do.${c.state}`), date: c.due_at === null ? '' : day(c.due_at) }));
  }

  function draw(): void {
    if (allowed.length === 0) { fill(form, h('p', { class: 'quiet' }, t('cases.mayNot'))); return; }
    const tabs = h('div', { class: 'segmented', role: 'group', 'aria-label': t('cases.nextStep') }, ...allowed.map((a) => h('button', { type: 'button', id: `case-${a}`, 'aria-pressed': String(a === chosen), onclick: () => { chosen = a; draw(); document.getElementById(`case-${a}`)?.focus(); } }, t(`cases.action.${a}`))));
    fill(form, tabs, chosen === null ? null : fields(chosen));
  }

  function fields(action: Action): HTMLFormElement {
    const reason = h('textarea', { id: 'case-reason', rows: 2, maxlength: 1000 });
    const due = h('input', { type: 'date', id: 'case-due', min: today() });
    const unit = choice('case-unit', units.map((u) => [u.code, unitName(units, u.code)]), action === 'reassign' ? s.routing.suggested_unit : c.unit);
    const verdict = choice('case-verdict', [['', t('cases.choose')], ...verdicts.map((v): [string, string] => [v, t(`cases.verdict.${v}`)])], '');
    const waste = choice('case-waste', [['', t('cases.unknown')], ...wasteCategories.map((w): [string, string] => [w.code, wasteName(w.code)])], c.waste_category ?? '');
    const place = choice('case-place', [['', t('cases.unknown')], ...placeKinds.map((p): [string, string] => [p, t(`cases.place.${p}`)])], c.place_kind ?? '');
    const usable = action === 'close' ? s.checks.filter((k) => k.closes) : s.checks.filter((k) => k.near);
    const check = choice('case-check-id', [['', t('cases.noCheck')], ...usable.map((k): [string, string] => [k.id, checkName(k)])], usable[0]?.id ?? '');
    const drone = choice('case-drone', [['', t('cases.noDrone')], ...s.drones.map((d): [string, string] => [d.scene_id, day(d.acquired_at)])], '');
    const to = choice('case-to', states.slice(0, states.indexOf(c.state)).map((x) => [x, stateName(x)]), states[Math.max(0, states.indexOf(c.state) - 1)] ?? 'found');
    const on = h('input', { type: 'date', id: 'case-on', max: today(), value: today() });
    const exception = h('input', { type: 'checkbox', id: 'case-exception', onchange: () => undefined });
    const fromCheck = (): void => { const k = s.checks.find((x) => x.id === check.value); if (k?.verdict !== null && k?.verdict !== undefined) verdict.value = k.verdict; if (k?.waste_category !== null && k?.waste_category !== undefined) waste.value = k.waste_category; };
    check.addEventListener('change', fromCheck);
    if (action === 'verify') fromCheck();
    const after: Record<Action, string | null> = { assign: 'assigned', verify: 'verified', handle: 'handled', close: null, reassign: null, return: null, reject: null };
    const next = after[action];
    const rows: (HTMLElement | null)[] = [
      action === 'assign' || action === 'reassign' ? row('case-unit', t('cases.toUnit'), unit, s.routing.suggested_unit === c.unit && action === 'assign' ? s.routing.suggested_rule.document : t('cases.suggested', { unit: unitName(units, s.routing.suggested_unit), document: s.routing.suggested_rule.document })) : null,
      action === 'verify' || (action === 'close' && c.state === 'handled') ? row('case-check-id', t(action === 'close' ? 'cases.closingCheck' : 'cases.withCheck'), check, null, h('a', { href: formatRoute({ ...start, lang: app.route().lang, room: 'field', caseId: c.id }) }, t('cases.check'))) : null,
      action === 'verify' && s.drones.length > 0 ? row('case-drone', t('cases.withDrone'), drone) : null,
      action === 'verify' ? row('case-verdict', t('cases.verdict'), verdict) : null,
      action === 'verify' ? row('case-waste', t('cases.waste'), waste) : null,
      action === 'verify' ? row('case-place', t('cases.placeKind'), place) : null,
      action === 'handle' ? row('case-on', t('cases.handledAt'), on) : null,
      action === 'return' ? row('case-to', t('cases.returnTo'), to) : null,
      action === 'close' && c.state === 'handled' ? h('p', { class: 'quiet' }, s.survey_since === null ? t('cases.noSurveySince') : t(s.survey_since.sees === null ? 'cases.surveyClear' : 'cases.surveySees', { date: day(s.survey_since.acquired_at) })) : null,
      action === 'close' && c.state === 'handled' ? h('label', { class: 'case-exception' }, exception, ' ', t('cases.exception')) : null,
      row('case-reason', t(action === 'handle' ? 'cases.whatDone' : ['reassign', 'return', 'reject'].includes(action) ? 'cases.reasonNeeded' : 'cases.reason'), reason),
      action === 'close' || action === 'reject' ? null : row('case-due', t('cases.due'), due, next === null ? t('cases.termKept') : t('cases.termRule', { date: s.terms[next] ?? '' })),
    ];
    return h('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); void submit(); } }, ...rows, h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'case-send' }, t(`cases.action.${action}`))));

    async function submit(): Promise<void> {
      problem.hidden = true;
      const said = (value: string): string | null => (value.trim() === '' ? null : value.trim());
      const body: Record<string, unknown> = { state: c.state, reason: said(reason.value), due_on: said(due.value) };
      if (action === 'assign' || action === 'reassign') body.unit = unit.value;
      if (action === 'verify') Object.assign(body, { verdict: said(verdict.value), waste_category: said(waste.value), place_kind: said(place.value), field_check_id: said(check.value), drone_scene_id: said(drone.value) });
      if (action === 'handle') body.handled_on = said(on.value);
      if (action === 'return') body.to = to.value;
      if (action === 'close' && c.state === 'handled') Object.assign(body, { field_check_id: said(check.value), exception: exception.checked });
      if (await send(async () => { await act(c.id, action, body); })) await done(t('cases.did', { id: c.id, action: t(`cases.action.${action}`) }));
    }
  }

  function checkName(k: Check): string {
    return `${minute(k.checked_at)} ${k.checked_by ?? ''} · ${k.verdict === null ? t('cases.noVerdict') : maybe(`cases.verdict.${k.verdict}`) ?? k.verdict}`;
  }
}

function choice(id: string, options: readonly [string, string][], value: string): HTMLSelectElement {
  return h('select', { id }, ...options.map(([v, title]) => h('option', { value: v, selected: v === value }, title)));
}

function row(id: string, title: string, field: HTMLElement, hint: string | null = null, beside: HTMLElement | null = null): HTMLElement {
  return h('div', { class: 'case-row' }, h('label', { for: id }, title), h('div', {}, field, hint === null ? null : h('p', { class: 'quiet' }, hint), beside));
}
