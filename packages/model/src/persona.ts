/** Whose eyes the demo company can be seen with. */
export const personas = [
  'sales',
  'sales_manager',
  'service',
  'finance',
  'management',
  'administrator',
] as const;

export type Persona = (typeof personas)[number];
