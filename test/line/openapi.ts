import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The part of OpenAPI 3.0 that LINE's files use. */
interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
  allOf?: Schema[];
  discriminator?: { propertyName: string; mapping: Record<string, string> };
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
}

const FORMATS: Record<string, (text: string) => boolean> = {
  uri: (text) => URL.canParse(text),
  uuid: (text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
};

/** Checks JSON against LINE's own definitions, and more strictly than they ask: a property they do not name is a fault. */
export class LineSchemas {
  readonly #schemas: Record<string, Schema>;

  constructor(file: 'messaging-api.yml' | 'webhook.yml') {
    const text = readFileSync(join(import.meta.dirname, 'openapi', file), 'utf8');
    this.#schemas = (parse(text) as { components: { schemas: Record<string, Schema> } }).components.schemas;
  }

  /** What is wrong with the value, a line each; none when it is sound. */
  faults(name: string, value: unknown): string[] {
    return this.#check(this.#named(name), value, name, true);
  }

  #named(reference: string): Schema {
    const name = reference.split('/').at(-1) ?? '';
    const schema = this.#schemas[name];
    if (!schema) throw new Error(`no schema ${name}`);
    return schema;
  }

  #check(schema: Schema, value: unknown, at: string, isWhole: boolean): string[] {
    if (schema.$ref) return this.#check(this.#named(schema.$ref), value, at, isWhole);
    if (isWhole && schema.discriminator) return this.#checkKind(schema.discriminator, value, at);
    const faults = [...ofValue(schema, value, at)];
    for (const part of schema.allOf ?? []) faults.push(...this.#check(part, value, at, false));
    if (Array.isArray(value) && schema.items) {
      for (const [index, item] of value.entries())
        faults.push(...this.#check(schema.items, item, `${at}[${index}]`, true));
    }
    if (isObject(value)) faults.push(...this.#checkProperties(schema, value, at));
    if (isWhole && isObject(value)) faults.push(...this.#unknown(schema, value, at));
    return faults;
  }

  #checkKind({ propertyName, mapping }: NonNullable<Schema['discriminator']>, value: unknown, at: string): string[] {
    const kind = isObject(value) ? value[propertyName] : undefined;
    const reference = typeof kind === 'string' ? mapping[kind] : undefined;
    if (reference === undefined) return [`${at}: no ${propertyName} "${String(kind)}"`];
    const schema = this.#named(reference);
    // The definition itself, not again by its kind.
    return this.#check({ ...schema, discriminator: undefined }, value, at, true);
  }

  #checkProperties(schema: Schema, value: Record<string, unknown>, at: string): string[] {
    const missing = (schema.required ?? []).filter((name) => value[name] === undefined);
    const faults = missing.map((name) => `${at}.${name} is missing`);
    for (const [name, own] of Object.entries(schema.properties ?? {})) {
      if (value[name] !== undefined) faults.push(...this.#check(own, value[name], `${at}.${name}`, true));
    }
    return faults;
  }

  #unknown(schema: Schema, value: Record<string, unknown>, at: string): string[] {
    const known = this.#properties(schema);
    if (known.size === 0) return [];
    return Object.keys(value)
      .filter((name) => !known.has(name))
      .map((name) => `${at}.${name} is unknown`);
  }

  #properties(schema: Schema): Set<string> {
    const own = Object.keys(schema.properties ?? {});
    const parts = (schema.allOf ?? []).flatMap((part) => [
      ...this.#properties(part.$ref ? this.#named(part.$ref) : part),
    ]);
    return new Set([...own, ...parts]);
  }
}

function* ofValue(schema: Schema, value: unknown, at: string): Generator<string> {
  if (schema.type && !fits(schema.type, value)) yield `${at} is no ${schema.type}`;
  if (schema.enum && !schema.enum.includes(value)) yield `${at} is none of ${schema.enum.join(', ')}`;
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) yield `${at} has fewer than ${schema.minItems} items`;
    if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY))
      yield `${at} has more than ${schema.maxItems} items`;
  }
  if (typeof value === 'number') {
    if (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)) yield `${at} is out of range`;
  }
  if (typeof value === 'string') yield* ofText(schema, value, at);
}

function* ofText(schema: Schema, value: string, at: string): Generator<string> {
  if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) yield `${at} is longer than ${schema.maxLength}`;
  if (value.length < (schema.minLength ?? 0)) yield `${at} is shorter than ${schema.minLength}`;
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) yield `${at} does not match ${schema.pattern}`;
  const format = FORMATS[schema.format ?? ''];
  if (format && !format(value)) yield `${at} is no ${schema.format}`;
}

function fits(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
