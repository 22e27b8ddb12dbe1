/** Bounds of one workbook: a small file can unpack to anything (CVE-2024-22368). */
export const workbookLimits = {
  /** Files inside the packed file. */
  entries: 2000,
  /** Bytes that all of them may unpack to. */
  unpacked: 64 * 1024 * 1024,
  /** How much smaller an entry of more than `smallEntry` bytes may be packed. Real sheets stay below 100. */
  ratio: 300,
  smallEntry: 1024 * 1024,
  rows: 100_000,
  columns: 1000,
  cells: 5_000_000,
  /** Characters of one cell, and of all cells together. */
  cellText: 100_000,
  text: 64 * 1024 * 1024,
  merges: 100_000,
  sheets: 255,
  /** Reading takes no longer; milliseconds. */
  time: 60_000,
  /** Memory of the thread that reads. */
  memoryMb: 768,
} as const;
