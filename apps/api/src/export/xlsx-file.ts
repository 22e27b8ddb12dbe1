import { shownType } from '@tessera/model';
import type { ExportCell, ExportColumn } from './cells.ts';
import { cellXml, textCell } from './xlsx-cells.ts';
import { sheetName, styles } from './xlsx-styles.ts';
import { type ZipPart, zipFile } from './zip-file.ts';

/** Rows of a sheet, the header among them. */
export const xlsxRows = 1_048_576;

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNs = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * An Excel workbook of one sheet, written while its rows come: cells keep their types, the header is bold and stays
 * in sight. Text is always text, also where it looks like a formula.
 */
export function xlsxFile(
  name: string,
  columns: readonly ExportColumn[],
  pages: AsyncIterable<readonly (readonly ExportCell[])[]>,
): AsyncGenerator<Uint8Array> {
  const { xml: stylesXml, ofColumn, header, quoted } = styles(columns);
  async function* sheet() {
    const widths = columns
      .map(
        ({ field }, i) =>
          `<col min="${i + 1}" max="${i + 1}" width="${widthOf(shownType(field))}" customWidth="1"/>`,
      )
      .join('');
    const head = columns.map(({ name: title }) => textCell(title, header)).join('');
    yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widths && `<cols>${widths}</cols>`}<sheetData><row r="1">${head}</row>`;
    let number = 1;
    for await (const rows of pages) {
      const written = rows.map((cells) => {
        number += 1;
        const row = cells.map((cell, i) => cellXml(cell, i, number, ofColumn[i] ?? 0, quoted));
        return `<row r="${number}">${row.join('')}</row>`;
      });
      yield written.join('');
    }
    yield '</sheetData></worksheet>';
  }
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const relations = (...all: string[]) =>
    `${xml}<Relationships xmlns="${packageNs}/relationships">${all.join('')}</Relationships>`;
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${types}.${type}+xml"/>`;
  const parts: readonly ZipPart[] = [
    {
      name: '[Content_Types].xml',
      portions: [
        `${xml}<Types xmlns="${packageNs}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/worksheets/sheet1.xml', 'worksheet')}${override('/xl/styles.xml', 'styles')}</Types>`,
      ],
    },
    {
      name: '_rels/.rels',
      portions: [relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    },
    {
      name: 'xl/workbook.xml',
      portions: [
        `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${sheetName(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      portions: [
        relations(
          relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
          relation('rId2', 'styles', 'styles.xml'),
        ),
      ],
    },
    { name: 'xl/styles.xml', portions: [`${xml}${stylesXml}`] },
    { name: 'xl/worksheets/sheet1.xml', portions: sheet() },
  ];
  return zipFile(parts);
}

function widthOf(type: ExportColumn['field']['type']): number {
  if (type === 'longText') return 48;
  if (type === 'checkbox' || type === 'percent' || type === 'autonumber') return 10;
  return type === 'date' || type === 'number' || type === 'currency' ? 14 : 22;
}
