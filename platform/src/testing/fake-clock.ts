/** A clock that stands still until it is told. */
export interface FakeClock {
  now(): Date;
  advance(milliseconds: number): void;
}

/** Starts at the given instant, 2026-01-01T00:00:00Z by default. */
export function createFakeClock(start = new Date('2026-01-01T00:00:00Z')): FakeClock {
  let atMs = start.getTime();
  return {
    now: () => new Date(atMs),
    advance: (milliseconds) => {
      atMs += milliseconds;
    },
  };
}
