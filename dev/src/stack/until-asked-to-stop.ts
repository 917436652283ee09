/**
 * Resolves on the first Ctrl-C, SIGTERM or closed terminal, which no longer end the process from then on. A
 * second one does, at once: the guards then end what was started.
 */
export function untilAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve(signal);
      });
    }
  });
}
