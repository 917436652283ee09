import { expect, test } from '@jest/globals';
import { deadLetterTopic, topics } from '../catalogue/topics.ts';
import { configChanges, topicConfig } from './topic-config.ts';

test('events are kept for a time, longer in production', () => {
  expect(topicConfig(topics.orders, 'prod')).toEqual({
    'cleanup.policy': 'delete',
    'retention.ms': '2592000000',
    'max.message.bytes': '1048576',
    'min.insync.replicas': '2',
  });
  expect(topicConfig(topics.orders, 'dev')).toMatchObject({
    'retention.ms': '604800000',
    'min.insync.replicas': '1',
  });
});

test('state is compacted and its tombstones stay for a week', () => {
  expect(topicConfig(topics.products, 'prod')).toEqual({
    'cleanup.policy': 'compact',
    'delete.retention.ms': '604800000',
    'max.message.bytes': '1048576',
    'min.insync.replicas': '2',
  });
});

test('dead letters have more room', () => {
  expect(topicConfig(deadLetterTopic('orders'), 'dev')).toMatchObject({ 'max.message.bytes': '2097152' });
});

test('only settings that differ are changed', () => {
  const current = new Map([
    ['a', '1'],
    ['b', '2'],
    ['other', '9'],
  ]);
  expect(configChanges({ a: '1', b: '3', c: '4' }, current)).toEqual(['b 2 -> 3', 'c unset -> 4']);
});
