import { loadConfigOrExit } from '@orpheus/platform/config';
import { runService } from '@orpheus/platform/service';
import { paymentsConfig } from './config.ts';
import { paymentsService } from './service.ts';

await runService(paymentsService, loadConfigOrExit(paymentsConfig, process.env));
