import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { MEASURES, TABULATIONS } from '#measures';
import type { CopyCommand } from './commands/copy.js';
import type { ExportCommand } from './commands/export.js';
import type { HistoryOptions } from './commands/history.js';
