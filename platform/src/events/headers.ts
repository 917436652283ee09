/**
 * CloudEvents 1.0, Kafka protocol binding, binary mode: attributes are headers with the prefix `ce_`, the value is the
 * data alone. Extension attributes may only have lower-case letters and digits.
 */
export const eventHeaders = {
  specVersion: 'ce_specversion',
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  subject: 'ce_subject',
  time: 'ce_time',
  correlationId: 'ce_correlationid',
  causationId: 'ce_causationid',
  /** The aggregate's version: a tombstone has no payload to carry it. */
  entityVersion: 'ce_entityversion',
  contentType: 'content-type',
  traceparent: 'traceparent',
} as const;

export const avroContentType = 'application/vnd.confluent.avro';
