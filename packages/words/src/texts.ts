/** The shape of an area's texts in another language: the same keys, other words. */
export type Texts<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]>;
};
