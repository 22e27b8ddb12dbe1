import type { Grant, Guarantee, Restriction } from './policy.ts';
import type { Field, View } from './schema.ts';

/** In a template, the class of fields that nobody has classified yet; no class of its own is called so. */
export const unclassifiedSlug = 'unclassified';

/** A text in both languages of the interface. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** A text that is the same in both languages. */
export function sameText(text: string): Text {
  return { en: text, zh: text };
}

type Named<T> = T extends unknown
  ? Omit<
      T,
      'id' | 'name' | 'options' | 'reverse' | 'target' | 'currency' | 'default' | 'declassified'
    >
  : never;

/**
 * A field of a template; other fields, tables, roles and classes are named by slug wherever a schema has an id. None is
 * declassified: whoever makes rules decides that for each workspace.
 */
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
  readonly reverse?: {
    readonly slug: string;
    readonly name: Text;
    readonly classes?: readonly string[];
  };
};

export interface TemplateTable {
  readonly slug: string;
  /** Slug of its app; absent: the first one. */
  readonly app?: string;
  /**
   * Many templates use it (customers, products): when the workspace has a table of this API name and purpose,
   * that one is used, with the fields it lacks added, and its views stay as they are.
   */
  readonly shared?: boolean;
  readonly name: Text;
  readonly description?: Text;
  readonly icon?: string;
  readonly color?: string;
  readonly titleField: string;
  /** Forward links stand here once; the reverse field appears in the other table by itself. */
  readonly fields: readonly TemplateField[];
  readonly views: readonly (Omit<View, 'id' | 'name' | 'owner'> & { readonly name: Text })[];
}

/**
 * What two templates add to one another: comes with whichever of them is set up last. Its tables are those of the
 * template it stands in and of others (slug, title and the fields that are added); all of them must be there.
 */
export interface TemplateJoin {
  readonly tables: readonly TemplateTable[];
  readonly classes?: Template['classes'];
  readonly roles?: Template['roles'];
  readonly grants: Template['grants'];
}

export interface TemplateApp {
  readonly slug: string;
  readonly name: Text;
  readonly icon?: string;
  readonly color?: string;
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
  /** The apps it makes. Absent: one, named after the template and with its slug. */
  readonly apps?: readonly TemplateApp[];
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
  /** What the rules promise, whatever is granted later: it moves in with them and every change has to keep it. */
  readonly guarantees?: readonly (Omit<Guarantee, 'id' | 'name' | 'reason'> & {
    readonly name: Text;
    readonly reason: Text;
  })[];
  readonly joins?: readonly TemplateJoin[];
  /** Sample records by table slug; a link names the target's `key`, a member is `me`. */
  readonly records: Readonly<Record<string, readonly TemplateRecord[]>>;
}

export interface TemplateRecord {
  readonly key: string;
  readonly cells: Readonly<
    Record<string, string | number | boolean | Text | readonly string[] | null>
  >;
}
