import { SERVICES, type ServiceName } from '@orpheus/dev/system';

/** What a process says of itself at `/metrics`. */
export interface ProcessUsage {
  readonly residentBytes: number;
  readonly cpuSeconds: number;
}

export type UsageOfServices = Readonly<Record<ServiceName, ProcessUsage>>;

export async function readUsage(urls: Readonly<Record<ServiceName, string>>): Promise<UsageOfServices> {
  const [catalog, inventory, orders, payments] = await Promise.all(
    SERVICES.map((name) => usageOf(urls[name])),
  );
  if (!catalog || !inventory || !orders || !payments) throw new Error('a service is missing');
  return { catalog, inventory, orders, payments };
}

async function usageOf(url: string): Promise<ProcessUsage> {
  const response = await fetch(`${url}/metrics`);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}/metrics: ${response.status} ${text}`);
  return {
    residentBytes: sampleOf(text, 'process_resident_memory_bytes'),
    cpuSeconds: sampleOf(text, 'process_cpu_seconds_total'),
  };
}

/** A metric's one sample in the Prometheus text format. @throws Error when it is not there */
export function sampleOf(text: string, metric: string): number {
  const value = new RegExp(`^${metric}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`there is no ${metric}`);
  return Number(value);
}
