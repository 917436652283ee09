import { parseArgs } from 'node:util';

/** Which dead letters are meant. */
export interface Selection {
  readonly position?: { readonly partition: number; readonly offset: bigint };
  readonly eventType?: string;
  readonly errorClass?: string;
}

/** What `npm run dlq` was asked to do. */
export type DlqCommand =
  | { readonly verb: 'list'; readonly services: readonly string[]; readonly selection: Selection }
  | { readonly verb: 'show' | 'replay'; readonly service: string; readonly selection: Selection };

export const usage = `npm run dlq -- list [SERVICE] [--type EVENT] [--error CLASS]
npm run dlq -- show SERVICE PARTITION:OFFSET
npm run dlq -- replay SERVICE PARTITION:OFFSET | --all | --type EVENT | --error CLASS

KAFKA_BROKERS, SCHEMA_REGISTRY_URL and KAFKA_TOPIC_PREFIX name the system; without them it is the one that
npm start runs in this checkout.`;

/** @returns the command, or what is wrong with the line */
export function parseCommandLine(
  args: readonly string[],
  knownServices: readonly string[],
): DlqCommand | { readonly fault: string } {
  const parsed = parse(args);
  if ('fault' in parsed) return parsed;
  const { positionals, all, selection } = parsed;
  const [verb, service, place, ...rest] = positionals;
  if (rest.length > 0) return { fault: `too many words: ${rest.join(' ')}` };
  if (service !== undefined && !knownServices.includes(service)) {
    return { fault: `no service is called ${service}; there are ${knownServices.join(', ')}` };
  }
  if (verb === 'list')
    return { verb, services: service === undefined ? knownServices : [service], selection };
  if (verb !== 'show' && verb !== 'replay')
    return { fault: `list, show or replay, not ${verb ?? 'nothing'}` };
  if (service === undefined) return { fault: `${verb} of which service?` };
  const position = place === undefined ? undefined : positionOf(place);
  if (place !== undefined && position === undefined) return { fault: `${place} is no PARTITION:OFFSET` };
  const chosen = position === undefined ? selection : { ...selection, position };
  const isNarrow = Object.keys(chosen).length > 0;
  if (verb === 'show' && position === undefined) return { fault: 'show needs PARTITION:OFFSET' };
  if (verb === 'replay' && isNarrow === all)
    return { fault: 'replay needs PARTITION:OFFSET, a filter or --all' };
  return { verb, service, selection: chosen };
}

function parse(
  args: readonly string[],
): { positionals: string[]; all: boolean; selection: Selection } | { fault: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        type: { type: 'string' },
        error: { type: 'string' },
        all: { type: 'boolean', default: false },
      },
    });
    return {
      positionals,
      all: values.all,
      selection: {
        ...(values.type === undefined ? {} : { eventType: values.type }),
        ...(values.error === undefined ? {} : { errorClass: values.error }),
      },
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function positionOf(text: string): Selection['position'] {
  const [, partition, offset] = /^(\d{1,9}):(\d{1,18})$/.exec(text) ?? [];
  if (partition === undefined || offset === undefined) return undefined;
  return { partition: Number(partition), offset: BigInt(offset) };
}
