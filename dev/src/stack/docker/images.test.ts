import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { IMAGES, INITDB_ARGS, kafkaEnvironment } from './images.ts';

test('docker-compose.yml and the containers of the tests run the same servers', async () => {
  const compose = await readFile(join(import.meta.dirname, '../../../../docker-compose.yml'), 'utf8');
  for (const image of Object.values(IMAGES)) expect(compose).toContain(`image: ${image}\n`);
  expect(compose).toContain(`POSTGRES_INITDB_ARGS: ${INITDB_ARGS}\n`);
  const port = '$'.concat('{KAFKA_PORT:-9092}');
  for (const [name, value] of Object.entries(kafkaEnvironment(port))) {
    expect(compose.replaceAll("'", '')).toContain(`${name}: ${value}\n`);
  }
});
