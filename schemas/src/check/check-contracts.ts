import type { ContractFile } from '../avro/contract-files.ts';
import type { CatalogueEvent } from '../catalogue/event.ts';
import { fullTransitive } from './full-transitive.ts';
import { houseRules } from './house-rules.ts';
import type { Released } from './released.ts';
import type { Violation } from './violation.ts';

export interface Contracts {
  readonly contracts: readonly ContractFile[];
  readonly released: Released;
  readonly events: readonly CatalogueEvent[];
}

/** Everything that is wrong with the contracts as they stand, against themselves and against what is released. */
export function checkContracts({ contracts, released, events }: Contracts): readonly Violation[] {
  return [
    ...contracts.flatMap(houseRules),
    ...contracts.flatMap((contract) => fullTransitive(contract, released.get(contract.model.name) ?? [])),
    ...vanished(contracts, released),
    ...againstCatalogue(contracts, events),
  ];
}

function vanished(contracts: readonly ContractFile[], released: Released): readonly Violation[] {
  const present = new Set(contracts.map((contract) => contract.model.name));
  return [...released.keys()]
    .filter((record) => !present.has(record))
    .map((subject) => ({
      subject,
      field: '',
      rule: 'vanished',
      detail:
        'it is released, and what is on the topics must stay readable, but its .avsc is gone or renamed',
    }));
}

function againstCatalogue(
  contracts: readonly ContractFile[],
  events: readonly CatalogueEvent[],
): readonly Violation[] {
  return contracts
    .filter(({ model }) => !events.some((event) => event.record === model.name))
    .map(({ model, path }) => ({
      subject: model.name,
      field: '',
      rule: 'catalogue',
      detail: `no event of src/catalogue.ts is of this record (${path})`,
    }));
}
