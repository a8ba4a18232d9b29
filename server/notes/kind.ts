/**
 * The shape of a kind of note. A kind is one line of `kinds.ts`; it is made of two functions that live elsewhere:
 * its reader (`<kind>.data.ts`, through the services) and its builder (`../documents/<kind>.ts`, pure).
 */
import type { NoteRequest } from '../documents/note-data.ts';
import type { DocumentTree } from '../documents/tree.ts';
import type { Context } from '../http/context.ts';
import type { NoteOrder, SubjectType } from './note.schema.ts';

export { mostOfSelection } from './note.schema.ts';

export type NoteKind<Data> = {
  /** Types of records the kind is made from. */
  subjects: readonly SubjectType[];
  /** How many of them a note takes at most. */
  most: number;
  /** Whether the records may be of several types at once. */
  mixed?: boolean;
  /**
   * Everything the note says, read through the services with the caller's eyes. The subjects are already sound: at least
   * one, at most `most`, of the types above, each one there, visible to the caller and within the audience. What hangs
   * on them keeps its sensitivity in the data: the builder leaves out and counts what is above the audience.
   */
  read(ctx: Context, order: NoteOrder): Promise<Data>;
  /**
   * Pure: the same data and request give the same tree. Language (`fr`, `en`, `both` one after the other), header,
   * footer and the count of what is left out are those of `frame` (`../documents/note-frame.ts`).
   */
  build(data: Data, request: NoteRequest): DocumentTree | Promise<DocumentTree>;
};

/** A kind whose data nobody else needs to know. */
export type AnyKind = Pick<NoteKind<unknown>, 'subjects' | 'most' | 'mixed'> & {
  make(ctx: Context, order: NoteOrder, request: NoteRequest): Promise<DocumentTree>;
};

/** One line of the registry. */
export function kind<Data>({ subjects, most, mixed, read, build }: NoteKind<Data>): AnyKind {
  return {
    subjects,
    most,
    ...(mixed && { mixed }),
    make: async (ctx, order, request) => build(await read(ctx, order), request),
  };
}

/** The record of a kind that takes one. @throws when the order holds none, which the service has refused before */
export function onlySubject({ subjects: [first] }: NoteOrder): NoteOrder['subjects'][number] {
  if (!first) throw new Error('a note needs a record');
  return first;
}
