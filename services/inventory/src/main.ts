import { loadConfigOrExit } from '@orpheus/platform/config';
import { runService } from '@orpheus/platform/service';
import { inventoryConfig } from './config.ts';
import { inventoryService } from './service.ts';

await runService(inventoryService, loadConfigOrExit(inventoryConfig, process.env));
