import { loadConfigOrExit } from '@orpheus/platform/config';
import { runService } from '@orpheus/platform/service';
import { catalogConfig } from './config.ts';
import { catalogService } from './service.ts';

await runService(catalogService, loadConfigOrExit(catalogConfig, process.env));
