export type { AvroCodecOptions, EventCodec } from './codec.ts';
export { createAvroCodec } from './codec.ts';
