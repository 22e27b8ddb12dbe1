import { conditionFields, type FieldId, type View } from '@tessera/model';

/** The fields whose cells decide which records a view shows, and in which order and groups. */
export function viewFields({ filter, sort, group }: View): readonly FieldId[] {
  return [
    ...(filter ? conditionFields(filter) : []),
    ...(sort ?? []).map(({ field }) => field),
    ...(group ?? []).map(({ field }) => field),
  ];
}
