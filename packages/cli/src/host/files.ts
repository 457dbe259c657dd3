import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { refuse } from "./problems.ts";
import type { BadInput } from "./problems.ts";

/** A file's name as the user gave it, and what stands in it; the library decodes it. */
export interface InputFile {
  readonly file: string;
  readonly content: Uint8Array;
}

/** The largest input file that is read unless a caller says otherwise: 5 MB. */
const INPUT_LIMIT_BYTES = 5_000_000;

export interface ReadOptions {
  readonly limit_bytes?: number;
}

/** Reads a file of the user's; its size is known before a byte of it is kept. Throws BadInput with one sentence that names the file. */
export async function readInputFile(file: string, options: ReadOptions = {}): Promise<InputFile> {
  const limit = options.limit_bytes ?? INPUT_LIMIT_BYTES;
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, "r");
    const status = await handle.stat();
    if (status.isDirectory()) throw refuse("this is a folder; a file is needed", file);
    if (status.size > limit) throw tooLarge(file, formatBytes(status.size), limit);
    return { file, content: await readUpTo(file, handle, limit) };
  } catch (error) {
    throw describeFileError(error, file);
  } finally {
    await handle?.close();
  }
}

/** Reads to the end, but never more than the limit: pipes and growing files do not tell their size. */
async function readUpTo(file: string, handle: FileHandle, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(65_536), 0, 65_536, null);
    if (bytesRead === 0) return Buffer.concat(chunks, size);
    size += bytesRead;
    if (size > limit) throw tooLarge(file, `over ${formatBytes(limit)}`, limit);
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

function tooLarge(file: string, size: string, limit: number): BadInput {
  return refuse(`the file has ${size}; at most ${formatBytes(limit)} are read`, file);
}

/** An error of the file system as bad input with one sentence; anything else comes back as it is. */
export function describeFileError(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (typeof code !== "string") return error;
  const sentence = FILE_ERRORS[code];
  return sentence === undefined ? error : refuse(sentence, file);
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file: a part of its path is not a folder",
  EISDIR: "this is a folder; a file is needed",
  EEXIST: "a file stands where a folder is needed",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ELOOP: "its symbolic links go round in a circle",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many files are open",
  ENXIO: "this cannot be read as a file",
  ERR_INVALID_ARG_VALUE: "the name holds a character that no file name can have",
};

/** Bytes as people read them: 812 B, 50.0 MB. */
export function formatBytes(size: number): string {
  if (size < 1000) return `${size} B`;
  if (size < 1e6) return `${(size * 1e-3).toFixed(1)} kB`;
  if (size < 1e9) return `${(size * 1e-6).toFixed(1)} MB`;
  return `${(size * 1e-9).toFixed(1)} GB`;
}
