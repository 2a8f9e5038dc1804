"use strict";
/**
 * A zip archive that depends on nothing but the files' names and contents: no times, no owners, sorted, and stored rather
 * than compressed, because compressors differ between machines and versions of Node.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */

/** 1980-01-01, the first day that the format knows. */
const FIRST_DAY = 0x0021;
/** Format 2.0. */
const VERSION = 20;
const MADE_ON_UNIX = (3 << 8) | VERSION;
/** A file that everybody may read: Lambda runs it as a user of its own. */
const READABLE = (0o100644 << 16) >>> 0;
const UTF8_NAMES = 0x0800;

/**
 * @param {Readonly<Record<string, string | Uint8Array>>} files content by name
 * @returns {Buffer}
 */
function zipOf(files) {
  const entries = [];
  let offset = 0;
  for (const name of Object.keys(files).sort()) {
    const entry = entryOf(name, Buffer.from(files[name]), offset);
    entries.push(entry);
    offset += entry.local.length;
  }
  const directory = Buffer.concat(entries.map(({ central }) => central));
  return Buffer.concat([...entries.map(({ local }) => local), directory, endOf(entries.length, directory, offset)]);
}

function entryOf(text, content, offset) {
  const name = Buffer.from(text);
  const common = Buffer.alloc(26); // the part that both headers share
  [VERSION, UTF8_NAMES, 0, 0, FIRST_DAY].forEach((value, index) => common.writeUInt16LE(value, 2 * index));
  [crc32(content), content.length, content.length].forEach((value, index) =>
    common.writeUInt32LE(value, 10 + 4 * index),
  );
  common.writeUInt16LE(name.length, 22);
  const place = Buffer.alloc(14);
  place.writeUInt32LE(READABLE, 6);
  place.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([Buffer.from("PK\x03\x04"), common, name, content]),
    central: Buffer.concat([Buffer.from("PK\x01\x02"), uint16(MADE_ON_UNIX), common, place, name]),
  };
}

function endOf(count, directory, offset) {
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function uint16(value) {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** `zlib.crc32` is younger than the oldest Node that the project runs on. */
function crc32(content) {
  let crc = 0xffffffff;
  for (const byte of content) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff];
  return (crc ^ 0xffffffff) >>> 0;
}

module.exports = { zipOf };
