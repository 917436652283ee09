/** Between half of `ms` and all of it, at random: those who failed together do not come back together. */
export function jittered(ms: number): number {
  return ms / 2 + Math.random() * (ms / 2);
}
