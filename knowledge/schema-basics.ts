import { z } from 'zod';

/** What the forms of all knowledge files share. Identifiers are kebab- or snake-case ASCII; texts are Japanese, written for the member. */
export const id = z.string().regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, 'must be lower-case words joined by - or _');
export const text = z.string().trim().min(1, 'must not be empty');
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-22');
