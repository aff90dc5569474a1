import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { pinOf } from '#read-models';
import { PositionsSeen } from './positions-seen.js';

/**
 * Holds a valid query back until the read models have seen its `minPosition`, so that whoever wrote something finds it, or
 * the `position` that its answer is to stand on.
 * It must come after the validation, or a wrong query would be waited for in vain.
 */
@Injectable()
export class MinPosition implements PipeTransform {
  constructor(private readonly positions: PositionsSeen) {}

  async transform(value: unknown, { type }: ArgumentMetadata): Promise<unknown> {
    for (const [field, position] of positionsOf(value, type)) {
      await this.positions.waitFor(field, position, pinOf((value as { pin?: string }).pin));
    }
    return value;
  }
}

function positionsOf(value: unknown, type: ArgumentMetadata['type']): [field: string, position: string][] {
  if (type !== 'query' || typeof value !== 'object' || value === null) return [];
  const { minPosition, position } = value as { minPosition?: string; position?: string };
  return Object.entries({ minPosition, position }).filter((named): named is [string, string] => named[1] !== undefined);
}
