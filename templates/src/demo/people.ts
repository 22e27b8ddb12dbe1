import type { Persona } from '@tessera/model';
import { type Chance, chanceOf } from './chance.ts';
import { type DemoCompany, type DemoMember, demoRegions, type Making } from './types.ts';
import type { DemoWords } from './words.ts';

type People = Pick<DemoCompany, 'departments' | 'teams' | 'members' | 'personas'>;

const salespeople = 9;
const engineers = 3;

/** Departments, some 60 people in them, who reports to whom and with which roles. */
export function demoPeople({ seed }: Making, words: DemoWords): People {
  const nameOf = names(chanceOf(`${seed} people`), words);
  const members: DemoMember[] = [];
  const add = (
    key: string,
    department: string,
    manager: string | null,
    roles: readonly string[],
    more: Pick<DemoMember, 'team' | 'region'> & { readonly persona?: Persona } = {},
  ) => {
    const { persona, ...rest } = more;
    const { name, latin } = persona ? words.personas[persona] : nameOf();
    const email = `${latin}@${words.domain}`;
    members.push({ key, name, email, manager, department, roles, ...rest });
  };
  add('founder', 'executive', null, ['owner', 'management']);
  add('general', 'executive', 'founder', ['management'], { persona: 'management' });
  add('operations', 'executive', 'general', ['management']);
  add('sales', 'executive', 'general', ['sales']);
  add('service', 'executive', 'operations', ['service_lead']);
  for (const region of demoRegions) {
    const first = region === 'east';
    const [team, desk] = [`${region}-sales`, `${region}-service`];
    add(team, team, 'sales', ['sales'], { region, ...(first && { persona: 'sales_manager' }) });
    for (let n = 1; n <= salespeople; n++) {
      add(`${team}-${n}`, team, team, ['sales'], {
        region,
        ...(n <= 2 && { team: 'key' }),
        ...(n === salespeople && { team: 'fairs' }),
        ...(first && n === 1 && { persona: 'sales' }),
      });
    }
    add(desk, desk, 'service', ['service_lead'], { region });
    for (let n = 1; n <= engineers; n++) {
      add(`${desk}-${n}`, desk, desk, ['service'], {
        region,
        ...(first && n === 1 && { persona: 'service' }),
      });
    }
  }
  add('finance', 'finance', 'general', ['finance'], { persona: 'finance' });
  for (let n = 1; n <= 4; n++) add(`finance-${n}`, 'finance', 'finance', ['finance']);
  add('marketing', 'marketing', 'general', ['marketing'], { team: 'fairs' });
  for (let n = 1; n <= 3; n++) {
    add(`marketing-${n}`, 'marketing', 'marketing', ['marketing'], { team: 'fairs' });
  }
  add('it', 'it', 'operations', ['administrator'], { persona: 'administrator' });
  add('it-1', 'it', 'it', ['administrator']);
  // Without a role nothing is seen: they are in the directory and no further.
  add('office', 'office', 'operations', []);
  add('office-1', 'office', 'office', []);
  return {
    departments: departments(words),
    teams: [
      { key: 'key', name: words.teams[0] },
      { key: 'fairs', name: words.teams[1] },
    ],
    members,
    personas: {
      sales: 'east-sales-1',
      sales_manager: 'east-sales',
      service: 'east-service-1',
      finance: 'finance',
      management: 'general',
      administrator: 'it',
    },
  };
}

function departments(words: DemoWords): DemoCompany['departments'] {
  const { company, ...names } = words.departments;
  return [
    { key: 'company', name: company, parent: null },
    { key: 'executive', name: names.executive, parent: 'company' },
    ...demoRegions.flatMap((region) => [
      { key: region, name: names[region], parent: 'company' },
      { key: `${region}-sales`, name: words.salesOf(names[region]), parent: region },
      { key: `${region}-service`, name: words.serviceOf(names[region]), parent: region },
    ]),
    { key: 'finance', name: names.finance, parent: 'company' },
    { key: 'marketing', name: names.marketing, parent: 'company' },
    { key: 'it', name: names.it, parent: 'company' },
    { key: 'office', name: names.office, parent: 'company' },
  ];
}

/** Names nobody has yet, in letters for an address too. */
function names(chance: Chance, words: DemoWords) {
  const taken = new Set(Object.values(words.personas).flatMap(({ name, latin }) => [name, latin]));
  return () => {
    for (;;) {
      const person = words.person((length) => chance.int(0, length - 1));
      if (taken.has(person.name) || taken.has(person.latin)) continue;
      taken.add(person.name).add(person.latin);
      return person;
    }
  };
}
