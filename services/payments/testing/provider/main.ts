import { z } from 'zod';
import { startProviderServer } from './server.ts';

/** The simulated payment provider as a process of its own. The README of payments names its variables. */
const number = (fallback: number) => z.coerce.number().default(fallback);
const environment = z
  .object({
    PORT: number(4090),
    HOST: z.string().default('127.0.0.1'),
    PROVIDER_LEDGER_FILE: z.string().default('.orpheus/provider-ledger.jsonl'),
    WEBHOOK_URL: z.url().optional(),
    WEBHOOK_SECRET: z.string().min(16).optional(),
    PROVIDER_APPROVE_CHANCE: number(0.8),
    PROVIDER_DECLINE_CHANCE: number(0.15),
    PROVIDER_MIN_DELAY_MS: number(100),
    PROVIDER_MAX_DELAY_MS: number(2_000),
    PROVIDER_SETTLE_DELAY_MS: number(500),
  })
  .parse(process.env);

const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = environment;
const server = await startProviderServer({
  port: environment.PORT,
  host: environment.HOST,
  ledgerFile: environment.PROVIDER_LEDGER_FILE,
  webhook: url === undefined || secret === undefined ? undefined : { url, secret },
  behaviour: {
    approveChance: environment.PROVIDER_APPROVE_CHANCE,
    declineChance: environment.PROVIDER_DECLINE_CHANCE,
    minDelayMs: environment.PROVIDER_MIN_DELAY_MS,
    maxDelayMs: environment.PROVIDER_MAX_DELAY_MS,
    settleDelayMs: environment.PROVIDER_SETTLE_DELAY_MS,
  },
});
process.stdout.write(`${JSON.stringify({ msg: 'provider_started', port: server.port })}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
}
