import { execFile } from 'node:child_process';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startGuarded } from '../guarded-process.ts';
import { brokerIsReady } from '../probe.ts';
import { waitUntil } from '../wait-until.ts';
import type { LocalServer, LocalServerOptions } from './local-server.ts';

const run = promisify(execFile);
const CLUSTER_ID = '4L6g3nShT-eMCtK--X86sw';

/** One Kafka node (broker and controller in one, KRaft), its storage formatted on the first start. */
export async function startKafka(
  options: LocalServerOptions & { readonly controllerPort: number; readonly classPath: string },
): Promise<LocalServer> {
  const logs = join(options.data, 'logs');
  const properties = join(options.data, 'server.properties');
  await mkdir(options.data, { recursive: true });
  await writeFile(properties, serverProperties({ ...options, logs }));
  await writeFile(join(options.data, 'log4j2.properties'), LOG4J);
  const java = ['-XX:+UseSerialGC', `-Dlog4j2.configurationFile=${join(options.data, 'log4j2.properties')}`];
  const formatted = await access(join(logs, 'meta.properties')).then(
    () => true,
    () => false,
  );
  if (!formatted) {
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties];
    await run('java', ['-Xmx128m', '-XX:TieredStopAtLevel=1', ...java, '-cp', options.classPath, ...format]);
  }
  const process = await startGuarded({
    name: 'Kafka',
    command: 'java',
    // The quick compiler alone is up sooner and enough for one person; a test or benchmark runs longer.
    args: [
      '-Xms192m',
      '-Xmx512m',
      ...(options.durable ? ['-XX:TieredStopAtLevel=1'] : []),
      ...java,
      '-cp',
      options.classPath,
      'kafka.Kafka',
      properties,
    ],
    logFile: options.logFile,
    graceSeconds: 20,
  });
  const url = `127.0.0.1:${options.port}`;
  await waitUntil('Kafka', () => brokerIsReady(url), { timeoutMs: 180_000, signal: process.gone });
  return { url, process };
}

/** The settings of the one node. Index files are kept small: tests make topics by the hundred. */
export function serverProperties(node: { port: number; controllerPort: number; logs: string }): string {
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `listeners=PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${node.port}`,
    `controller.quorum.voters=1@127.0.0.1:${node.controllerPort}`,
    'controller.listener.names=CONTROLLER',
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `log.dirs=${node.logs}`,
    'auto.create.topics.enable=false',
    'group.initial.rebalance.delay.ms=0',
    'offsets.topic.num.partitions=4',
    'offsets.topic.replication.factor=1',
    'transaction.state.log.num.partitions=4',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'share.coordinator.state.topic.num.partitions=1',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    'message.max.bytes=2097152',
    'replica.fetch.max.bytes=2097152',
    'log.index.size.max.bytes=1048576',
    'log.cleaner.dedupe.buffer.size=33554432',
    'num.network.threads=3',
    'num.io.threads=6',
    '',
  ].join('\n');
}

const LOG4J = [
  'rootLogger.level=warn',
  'rootLogger.appenderRef.console.ref=console',
  'appender.console.type=Console',
  'appender.console.name=console',
  'appender.console.layout.type=PatternLayout',
  'appender.console.layout.pattern=[%d] %p %m (%c)%n',
  '',
].join('\n');
