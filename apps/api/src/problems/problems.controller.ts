import { Controller, Get, Param } from '@nestjs/common';
import { Problem, problemType } from './problem.js';
import { SERVICE_PROBLEMS, type ProblemKind } from './problem-kinds.js';
import { REFUSALS } from './refusals.js';

const KINDS: Readonly<Record<string, ProblemKind>> = { ...SERVICE_PROBLEMS, ...REFUSALS };

/** What each problem's `type` leads to. */
@Controller('problems')
export class ProblemsController {
  @Get()
  list() {
    return { items: Object.entries(KINDS).map(([name, kind]) => explained(name, kind)) };
  }

  @Get(':name')
  explain(@Param('name') name: string) {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!kind) throw Problem.of('not-found', 'There is no such problem.', { known: Object.keys(KINDS) });
    return explained(name, kind);
  }
}

function explained(name: string, kind: ProblemKind) {
  return { type: problemType(name), ...kind };
}
