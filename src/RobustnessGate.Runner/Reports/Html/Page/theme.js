// The button in the masthead: the system's theme, light or dark, kept for the next page where the browser allows it.
"use strict";
(() => {
  const themes = ["system", "light", "dark"];
  const key = "robustness-gate-theme";
  const button = document.getElementById("theme");

  function stored() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function store(theme) {
    try {
      localStorage.setItem(key, theme);
    } catch {
      // Then it holds for this page alone.
    }
  }

  function show(theme) {
    document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    document.dispatchEvent(new Event("themechange"));
  }

  let current = Math.max(0, themes.indexOf(stored()));
  show(themes[current]);
  button.hidden = false;
  button.addEventListener("click", () => {
    current = (current + 1) % themes.length;
    store(themes[current]);
    show(themes[current]);
  });
})();
