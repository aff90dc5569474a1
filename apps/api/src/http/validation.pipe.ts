import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { validateContent } from '#unions';

/** Validates bodies and queries whose parameter has a class with rules of class-validator; leaves everything else alone. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || metatype === undefined || metatype === Object) return value;
    // A body left out is an empty one: some steps need no content.
    return validateContent(metatype as new () => object, value ?? {});
  }
}
