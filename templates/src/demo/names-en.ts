import type { DemoWords, Name, Person } from './words.ts';

const first =
  'Adele Amir Anita Arlo Beatrix Bruno Callum Carmen Cora Damon Daria Dario Edith Eli Elsa Emil Esme Felix Flora Gideon Greta Hana Hugo Ida Ines Ivan Jasper Joana Jonas Judith Kai Karim Kira Leander Leila Lionel Livia Lorenzo Mabel Magnus Maren Marta Milo Mina Nadia Nico Noor Odette Olga Oscar Paula Pavel Petra Quentin Ravi Rhea Robin Rosa Rufus Ruth Samir Saskia Selma Silas Stella Sven Tamar Tess Theo Tilda Tobias Ursula Vera Viktor Wanda Willa Xenia Yusuf Zara Zeno'.split(
    ' ',
  );
const men = new Set(
  'Amir Arlo Bruno Callum Damon Dario Eli Emil Felix Gideon Hugo Ivan Jasper Jonas Kai Karim Leander Lionel Lorenzo Magnus Milo Nico Oscar Pavel Quentin Ravi Robin Rufus Samir Silas Sven Theo Tobias Viktor Yusuf Zeno'.split(
    ' ',
  ),
);
const last =
  'Abbot Albright Arden Ashby Bellamy Birkett Boden Brandt Calloway Carver Castell Chandra Corbin Dalton Darrow Devlin Drummond Eastman Ekberg Ellery Farrow Fenwick Ferris Galvan Garrick Goddard Halloran Harlow Hendry Holloway Ibarra Iversen Jardine Kaplan Keating Kestrel Lachman Langford Larkin Lindqvist Lockhart Madsen Marlowe Mercer Moreau Nash Navarro Norwood Oakes Okafor Osborne Paxton Pemberton Prescott Quigley Rahman Rosen Rowntree Sadler Sandoval Sefton Sinclair Stroud Talbot Thorne Tremaine Underhill Valdez Vance Voss Wakefield Walden Whitlock Winslow Yardley Zeller'.split(
    ' ',
  );

/** Somebody, by numbers. */
export function person(pick: (length: number) => number): Person {
  const given = first[pick(first.length)] ?? 'Ann';
  const family = last[pick(last.length)] ?? 'Lee';
  return {
    name: `${given} ${family}`,
    latin: `${given}.${family}`.toLowerCase(),
    polite: `${men.has(given) ? 'Mr' : 'Ms'} ${family}`,
  };
}

const heads =
  'Alder Ash Barrow Beech Birch Bram Brindle Cald Carn Chal Clay Copper Cove Crest Dun East Elder Elm Fair Fern Flint Glen Gold Grey Hal Hart Haw Hazel Heath Holm Iron Juniper Kel Kings Lark Laurel Lin Mal Maple Marl Mill Moss Nether North Oak Old Orchard Otter Pem Quill Raven Red Rook Rowan Salt Sedge Silver South Stan Stone Swan Thorn Upper Wester Whit Willow Win Wren Yew'.split(
    ' ',
  );
const tails =
  'bank beck bourne bridge brook bury by combe cote croft dale den field fold ford gate grove ham haven hill holt hurst lake leigh ley march mere mont moor mouth port ridge shaw side stead stoke ton vale wall water well wick wood worth'.split(
    ' ',
  );

const trades: Readonly<Record<string, readonly string[]>> = {
  manufacturing: ['Foods', 'Castings', 'Plastics', 'Machinery', 'Packaging', 'Ceramics', 'Mills'],
  retail: ['Stores', 'Markets', 'Outfitters', 'Grocers', 'Home & Garden'],
  technology: ['Robotics', 'Semiconductors', 'Optics', 'Energy'],
  software: ['Software', 'Systems', 'Data Centres'],
  telecommunications: ['Telecom', 'Networks'],
  finance: ['Bank', 'Insurance', 'Vaults'],
  medical: ['Medical', 'Pharma', 'Clinics', 'Laboratories', 'Blood Bank'],
  education: ['College', 'University', 'Schools'],
  marketing: ['Media', 'Print Works'],
  entertainment: ['Theatres', 'Studios', 'Museums'],
  employment: ['Personnel', 'Training Centres'],
  services: ['Logistics', 'Cold Storage', 'Catering', 'Facilities', 'Freight'],
  other: ['Greenhouses', 'Dairy', 'Orchards', 'Fisheries'],
};

/** A company nobody has: two halves of a place and a trade. */
export const firm: DemoWords['firm'] = (pick, industry): Name => {
  const trade = trades[industry] ?? ['Group'];
  const head = heads[pick(heads.length)] ?? 'Oak';
  const tail = tails[pick(tails.length)] ?? 'ley';
  const name = `${head}${tail} ${trade[pick(trade.length)] ?? 'Group'}`;
  const latin = name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return { name, latin };
};
