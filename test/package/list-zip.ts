const CENTRAL_ENTRY = 0x02014b50; // "PK\1\2"
const END_OF_DIRECTORY = 0x06054b50; // "PK\5\6"
const END_BYTES = 22;
const ENTRY_BYTES = 46;

/** Names of the files in a zip archive that has no comment and fewer than 65,536 entries. */
export function listZip(archive: Buffer): readonly string[] {
  const end = archive.length - END_BYTES;
  if (archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('not a plain zip archive');
  const names: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== CENTRAL_ENTRY) throw new Error('not a plain zip archive');
    const nameBytes = archive.readUInt16LE(at + 28);
    names.push(archive.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    at += ENTRY_BYTES + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return names;
}
