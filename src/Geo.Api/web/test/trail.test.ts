import { expect, test } from 'vitest';
import { makeTrail } from '../src/draw/trail.js';

test('steps are taken back and done again, one by one', () => {
  const trail = makeTrail('a');
  expect([trail.canUndo(), trail.canRedo(), trail.undo(), trail.redo()]).toEqual([false, false, false, false]);
  trail.put('b');
  trail.put('c');
  expect([trail.undo(), trail.now(), trail.undo(), trail.now(), trail.undo()]).toEqual([true, 'b', true, 'a', false]);
  expect([trail.redo(), trail.redo(), trail.now(), trail.redo()]).toEqual([true, true, 'c', false]);
});

test('a new step forgets what was taken back', () => {
  const trail = makeTrail('a');
  trail.put('b');
  trail.undo();
  trail.put('c');
  expect([trail.canRedo(), trail.now()]).toEqual([false, 'c']);
  trail.undo();
  expect(trail.now()).toBe('a');
});

test('it knows what is kept, also after an undo beyond it, and takes the same again for no step', () => {
  const trail = makeTrail<string | null>(null);
  trail.put(null);
  expect([trail.changed(), trail.canUndo()]).toEqual([false, false]);
  trail.put('b');
  expect(trail.changed()).toBe(true);
  trail.kept();
  expect([trail.changed(), trail.undo(), trail.changed(), trail.redo(), trail.changed()]).toEqual([false, true, true, true, false]);
});
