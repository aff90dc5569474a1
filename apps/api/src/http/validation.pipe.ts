import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { validateContent } from '#unions';
import { bodyOrEmpty } from './json-body.js';

/** Validates bodies and queries whose parameter has a class with rules of class-validator; leaves everything else alone. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || metatype === undefined || metatype === Object) return value;
    return validateContent(metatype as new () => object, bodyOrEmpty(value));
  }
}
