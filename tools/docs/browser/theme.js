// Before the page is drawn: the ground that the reader chose.
try {
  const theme = localStorage.getItem("parapet-docs-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows the system's choice.
}
