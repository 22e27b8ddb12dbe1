import type { Grant, Restriction } from './policy.ts';
import type { Field, View } from './schema.ts';

/** A text in both languages of the interface. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

type Named<T> = T extends unknown
  ? Omit<T, 'id' | 'name' | 'options' | 'reverse' | 'target' | 'currency'>
  : never;

/** A field of a template; other fields, tables, roles and classes are named by slug wherever a schema has an id. */
export type TemplateField = Named<Field> & {
  readonly name: Text;
  readonly options?: readonly {
    readonly slug: string;
    readonly name: Text;
    readonly color: string;
  }[];
  /** Code of a currency field: one, or one for each language. */
  readonly currency?: string | Text;
  /** Slug of the linked table; `reverse` names the other side, made with it. */
  readonly target?: string;
  readonly reverse?: { readonly slug: string; readonly name: Text };
};

export interface TemplateTable {
  readonly slug: string;
  readonly name: Text;
  readonly description?: Text;
  readonly icon: string;
  readonly color: string;
  readonly titleField: string;
  /** Forward links stand here once; the reverse field appears in the other table by itself. */
  readonly fields: readonly TemplateField[];
  readonly views: readonly (Omit<View, 'id' | 'name' | 'owner'> & { readonly name: Text })[];
}

/**
 * A template: data only. Grants and restrictions are those of the policy with slugs in place of ids:
 * a table `customers`, a field `customers.owner`, a role `sales`, a class `profit`, an option `stage.won`
 * (as the value of a condition: the option's slug).
 */
export interface Template {
  readonly slug: string;
  readonly name: Text;
  readonly description: Text;
  readonly icon: string;
  readonly color: string;
  readonly classes: readonly {
    readonly slug: string;
    readonly name: Text;
    readonly description: Text;
  }[];
  readonly tables: readonly TemplateTable[];
  readonly roles: readonly {
    readonly slug: string;
    readonly name: Text;
    readonly description: Text;
  }[];
  readonly grants: readonly (Omit<Grant, 'id' | 'reason'> & { readonly reason: Text })[];
  readonly restrictions: readonly (Omit<Restriction, 'id' | 'name' | 'reason'> & {
    readonly name: Text;
    readonly reason: Text;
  })[];
  /** Sample records by table slug; a link names the target's `key`, a member is `me`. */
  readonly records: Readonly<Record<string, readonly TemplateRecord[]>>;
}

export interface TemplateRecord {
  readonly key: string;
  readonly cells: Readonly<
    Record<string, string | number | boolean | Text | readonly string[] | null>
  >;
}
