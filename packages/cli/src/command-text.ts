/** Options that change where and how a command runs, not what it finds; with the number of words they take. */
const INCIDENTAL: Readonly<Record<string, number>> = {
  "--json": 1,
  "--quiet": 1,
  "--fresh": 1,
  "--resume": 1,
  "--workers": 2,
  "--out": 2,
  "--queue": 2,
  "--shard": 2,
  "--after": 2,
};

/** The command that makes a result again, for a manifest or a report: without the options that change only where and how it runs. */
export function describeCommand(argv: readonly string[]): string {
  const words = ["parapet"];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const [option = word] = word.split("=", 1);
    const taken = INCIDENTAL[option];
    if (taken === undefined) words.push(quoteForShell(word));
    else if (word === option) i += taken - 1;
  }
  return words.join(" ");
}

function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
