import { ValidateBy } from 'class-validator';
import { MEASURES, type Measure } from '#measures';
import { outcomesOf } from '#read-models';

/** A word for how the clock of the query's `measure` stands; a refusal carries those of that measure as `known`. */
export function IsOutcome(defaultMeasure: Measure): PropertyDecorator {
  return (target, property) => {
    for (const measure of MEASURES) isOutcomeOf(measure, defaultMeasure)(target, property);
  };
}

/** A name for each measure: class-validator keeps one list of known words per name. */
export function outcomeRule(measure: Measure): string {
  return `isOutcomeOf:${measure}`;
}

function isOutcomeOf(measure: Measure, defaultMeasure: Measure): PropertyDecorator {
  const known = outcomesOf(measure);
  const validate = (value: unknown) => known.includes(value as string);
  const defaultMessage = () => `$property must be a known outcome of ${measure}: ${known.join(', ')}`;
  return ValidateBy(
    { name: outcomeRule(measure), validator: { validate, defaultMessage } },
    { context: { known }, validateIf: (query: { measure?: string }) => (query.measure ?? defaultMeasure) === measure },
  );
}
