import type { Catalogue } from "parapet";
import type { Language, LocalText } from "./desk-types.ts";

/** Names in a language of what stands in a list or in the catalogue; an id where neither knows it. */
export function makeNameOf(
  local: readonly { readonly id: string; readonly name: LocalText }[],
  catalogue: Catalogue,
  language: Language,
): (id: string) => string {
  const names = new Map(local.map(({ id, name }) => [id, name]));
  return (id) => {
    const name = names.get(id) ?? catalogue.entries.get(id)?.name;
    return name === undefined ? id : (name[language] ?? name.en);
  };
}
