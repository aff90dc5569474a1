import type { Fold, Handler } from './fold.js';

/** A module that is no fold: everything that is wrong with it. */
export class InvalidFold extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'InvalidFold';
  }
}

type Exports = Readonly<Record<string, unknown>>;

/**
 * The fold that a module exports, by name or as its default.
 * @param types the event types that there are
 * @throws InvalidFold
 */
export function foldIn(module: object, types: readonly string[]): Fold {
  const { initial, on, finish = (state: unknown) => state } = exportsOf(module);
  const problems = [
    ...(initial === undefined ? ['it exports no `initial`: a value, or a function that makes one'] : []),
    ...problemsOfHandlers(on, types),
    ...(typeof finish === 'function' ? [] : ['`finish` must be a function']),
  ];
  if (problems.length > 0) throw new InvalidFold(problems);
  return {
    initial: typeof initial === 'function' ? (initial as Fold['initial']) : () => initial,
    on: new Map(Object.entries(on as Record<string, Handler>)),
    finish: finish as Fold['finish'],
  };
}

function exportsOf(module: object): Exports {
  const named = module as Exports;
  const { default: only } = named;
  const isOnly = typeof only === 'object' && only !== null && named.initial === undefined && named.on === undefined;
  return isOnly ? (only as Exports) : named;
}

function problemsOfHandlers(on: unknown, types: readonly string[]): string[] {
  if (on === undefined) return ['it exports no `on`: an object with a function for each event type that it counts'];
  if (typeof on !== 'object' || on === null || Array.isArray(on)) return ['`on` must be an object of functions'];
  const handlers = Object.entries(on);
  if (handlers.length === 0) return [`\`on\` has no event type; there are ${types.join(', ')}`];
  const unknown = handlers.filter(([type]) => !types.includes(type)).map(([type]) => `\`${type}\``);
  return [
    ...(unknown.length > 0
      ? [`\`on\` has no such event type as ${unknown.join(', ')}; there are ${types.join(', ')}`]
      : []),
    ...handlers
      .filter(([, handler]) => typeof handler !== 'function')
      .map(([type]) => `\`on.${type}\` must be a function`),
  ];
}
