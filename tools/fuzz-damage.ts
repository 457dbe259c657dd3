// Damages a text in the ways that files get damaged, by a stream of its own for each seed and number.
import { makeStream, type RandomStream } from "parapet";

const TOKENS = [
  ": ", "- ", "\n", "\n  ", "  ", "{", "}", "[", "]", "&a ", "*a", "<<: *a", "!!binary ", "!!js/function ", "|", ">", "'", '"', "#", "%YAML 1.1\n", "---\n", "...\n", "\t",
  "\u0000", "\ufeff", "\u202e", "\u2028", "e\u0301", "\ud800", "\u{1f680}", "０", "−5 km", "NaN", ".nan", "-.inf", "1e999 km", "-0 m", "0x1F", "1_000", "12:30:45", "9".repeat(400), "5 km/s", "100 kg",
  "139.7 deg", "91 deg", "1e-320 s", "../../../etc/passwd", "/etc/passwd", "C:\\x", "file:///etc/passwd", "__proto__", "constructor", "toString", "null", "~", "true", "yes", "2018-02-30",
] as const; // prettier-ignore

/** The text with one to six changes. */
export function damage(text: string, seed: number, number: number): string {
  const stream = makeStream(seed, number, "fuzz");
  let changed = text;
  for (let i = 1 + pick(stream, 6); i > 0; i--) changed = changeOnce(changed, stream);
  return changed;
}

function changeOnce(text: string, stream: RandomStream): string {
  const at = pick(stream, text.length + 1);
  const length = pick(stream, 30);
  const token = TOKENS[pick(stream, TOKENS.length)]!;
  switch (pick(stream, 10)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + token + text.slice(at);
    case 3:
      return text.slice(0, at) + token + text.slice(at + length);
    case 4: {
      const from = pick(stream, text.length + 1);
      return text.slice(0, at) + text.slice(from, from + 4 * length) + text.slice(at);
    }
    case 5:
      return text.slice(0, at) + token.repeat(1 + pick(stream, 200)) + text.slice(at);
    case 6:
      return changeValue(text, stream, token);
    case 7:
      return changeValue(text, stream, String((stream.uniform() - 0.5) * 10 ** pick(stream, 12)));
    case 8: {
      const lines = text.split("\n");
      const [i, j] = [pick(stream, lines.length), pick(stream, lines.length)];
      [lines[i], lines[j]] = [lines[j]!, lines[i]!];
      return lines.join("\n");
    }
    default:
      return `${text.slice(0, at)}${String.fromCharCode(pick(stream, 0x800))}${text.slice(at + 1)}`;
  }
}

/** Puts something in the place of one value, so that the file still parses and the schema has to answer. */
function changeValue(text: string, stream: RandomStream, by: string): string {
  const values = [...text.matchAll(/: ([^\n{}[\],]+)/g)];
  const value = values[pick(stream, Math.max(1, values.length))];
  if (value === undefined) return text + by;
  const at = value.index + 2;
  return text.slice(0, at) + by + text.slice(at + value[1]!.length);
}

function pick(stream: RandomStream, below: number): number {
  return stream.integer(below);
}
