import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContracts } from '../avro/contract-files.ts';
import { contractsModule, typesModule } from '../generate/type-script.ts';

const packageRoot = join(import.meta.dirname, '../..');
const contracts = readContracts(packageRoot);
writeFileSync(join(packageRoot, 'src/generated/types.ts'), typesModule(contracts.map((c) => c.model)));
writeFileSync(join(packageRoot, 'src/generated/contracts.ts'), contractsModule(contracts));
