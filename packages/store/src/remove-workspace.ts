import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Place } from './place.ts';

/** Takes away everything a place holds, copies made before migrations too; nothing when it is empty. Closed before. */
export async function removeWorkspace(place: Place): Promise<void> {
  if (place.kind === 'postgres') {
    const { openPostgresPool } = await import('./dialects/postgres.ts');
    const pool = openPostgresPool({ ...place, connections: 1 });
    try {
      await pool.query(`DROP SCHEMA IF EXISTS ${place.schema} CASCADE`);
    } finally {
      await pool.end();
    }
    return;
  }
  const [folder, name] = [dirname(place.file), basename(place.file)];
  // Beside the file: `-wal`, `-shm`, `.format-1.backup`.
  const files = await readdir(folder).catch(() => []);
  for (const file of files) {
    if (file === name || file.startsWith(`${name}-`) || file.startsWith(`${name}.`)) {
      await rm(join(folder, file), { force: true });
    }
  }
}
