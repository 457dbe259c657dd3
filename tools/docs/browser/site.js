// Search, light or dark, copying, and the menu on a narrow page. Everything works without it but these.
const { body, documentElement } = document;
const isDark = () =>
  documentElement.dataset.theme === undefined
    ? matchMedia("(prefers-color-scheme: dark)").matches
    : documentElement.dataset.theme === "dark";

document.querySelector("#theme").addEventListener("click", () => {
  documentElement.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("parapet-docs-theme", documentElement.dataset.theme);
  } catch {
    // Not kept for the next page.
  }
});

for (const button of document.querySelectorAll(".copy"))
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(button.dataset.copy);
    const word = button.textContent;
    button.textContent = "✓";
    setTimeout(() => (button.textContent = word), 1500);
  });

const menu = document.querySelector("#menu");
const narrow = matchMedia("(max-width: 820px)");
const fold = () => (menu.open = !narrow.matches);
narrow.addEventListener("change", fold);
fold();

const input = document.querySelector("#find");
const list = document.querySelector("#found");
let chosen = -1;

/** Entries that hold every word, those of titles first. */
function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const index = globalThis.PARAPET_DOCS ?? [];
  const found = [];
  for (const [page, path, language, headings] of index) {
    const own = language === body.dataset.language ? 0 : 2;
    const title = page.toLowerCase();
    if (words.every((word) => title.includes(word))) found.push({ rank: own, name: page, page: "", address: path });
    for (const [heading, anchor] of headings) {
      const whole = `${heading} ${page}`.toLowerCase();
      if (words.every((word) => whole.includes(word)) && words.some((word) => heading.toLowerCase().includes(word)))
        found.push({ rank: own + 1, name: heading, page, address: `${path}#${anchor}` });
    }
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, 30);
}

function show() {
  const found = search(input.value);
  chosen = -1;
  list.replaceChildren();
  for (const [i, { name, page, address }] of found.entries()) {
    const item = document.createElement("li");
    item.id = `found-${i}`;
    item.role = "option";
    item.setAttribute("aria-selected", "false");
    item.dataset.address = body.dataset.up + address;
    item.append(name);
    if (page !== "") item.append(Object.assign(document.createElement("span"), { textContent: page }));
    list.append(item);
  }
  if (found.length === 0 && input.value.trim() !== "") {
    const item = document.createElement("li");
    item.role = "option";
    item.setAttribute("aria-disabled", "true");
    item.textContent = body.dataset.none;
    list.append(item);
  }
  list.hidden = list.childElementCount === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
}

function choose(step) {
  const items = [...list.children].filter((item) => item.dataset.address !== undefined);
  if (items.length === 0) return;
  items[chosen]?.setAttribute("aria-selected", "false");
  chosen = (chosen + step + items.length) % items.length;
  items[chosen].setAttribute("aria-selected", "true");
  items[chosen].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", items[chosen].id);
}

function close() {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
}

input.addEventListener("input", show);
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    const item = list.children[Math.max(0, chosen)];
    if (item?.dataset.address !== undefined) location.href = item.dataset.address;
  } else if (event.key === "Escape") close();
});
list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (item?.dataset.address !== undefined) location.href = item.dataset.address;
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".find")) close();
});
