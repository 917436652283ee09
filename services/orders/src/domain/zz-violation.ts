import { randomUUID } from 'node:crypto';
import type { Database } from '@orpheus/platform/db';
import { x } from '../app/ports.ts';
export const y: [typeof randomUUID, Database?, unknown?] = [randomUUID, undefined, x];
