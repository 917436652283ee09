import type { EventCodec } from '../avro/index.ts';
import type { EventDefinition } from '../events/index.ts';
import { createWorker, type Worker } from '../worker/index.ts';

export interface SchemaReadiness {
  readonly worker: Worker;
  /** Throws while a schema's id is not known. */
  check(): void;
}

/**
 * Looks the schemas' ids up until all are known. A registry that is away at the start delays readiness and not the start:
 * what needs no registry goes on.
 */
export function watchSchemas(
  codec: EventCodec,
  definitions: readonly EventDefinition[],
  logger: { warn(fields: object, event: string): void },
): SchemaReadiness {
  let known = definitions.length === 0;
  return {
    worker: createWorker({
      name: 'schema-ids',
      intervalMs: 1_000,
      logger,
      run: async () => {
        if (!known) await codec.prepare(definitions);
        known = true;
        return false;
      },
    }),
    check: () => {
      if (!known) throw new Error('the ids of the published schemas are not known yet');
    },
  };
}
