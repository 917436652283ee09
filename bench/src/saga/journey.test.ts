import { expect, test } from '@jest/globals';
import { breakDown, happyPath, isConfirmed, type Journey, type Sighting } from './journey.ts';

const journey = (dueAt: number, ...sightings: readonly Sighting[]): Journey => ({
  dueAt,
  steps: new Map(sightings.map((sighting, index) => [happyPath[index] ?? '', sighting])),
});

const whole = (dueAt: number, pace: number): Journey =>
  journey(
    dueAt,
    ...happyPath.map((_, index) => ({
      writtenAt: dueAt + (index + 1) * pace,
      arrivedAt: dueAt + (index + 1) * pace + 2,
    })),
  );

test('each step counts from the one before, the first from when the order was due', () => {
  const [created, reserved] = breakDown([whole(1_000, 10), whole(5_000, 20)]);
  expect(created?.written.count).toBe(2);
  expect(created?.written.mean).toBeCloseTo(15, 1);
  expect(created?.arrived.mean).toBeCloseTo(17, 1);
  expect(reserved?.arrived.mean).toBeCloseTo(15, 1);
  expect(reserved?.arrived.max).toBeCloseTo(20, 1);
});

test('an order that stopped on its way counts for no step', () => {
  const stopped = journey(0, { writtenAt: 1, arrivedAt: 2 });
  expect(isConfirmed(stopped)).toBe(false);
  expect(isConfirmed(whole(0, 1))).toBe(true);
  expect(breakDown([stopped])[0]?.written.count).toBe(0);
});
