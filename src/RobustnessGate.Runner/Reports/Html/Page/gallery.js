// Filters the gallery by outcome, class, attack and text, and shows what matches a page at a time.
"use strict";
(() => {
  const form = document.getElementById("filters");
  if (form === null) {
    return;
  }

  const pageLength = 24;
  const cards = [...document.querySelectorAll(".gallery > .card")].map(element => ({ element, text: element.textContent.toLowerCase() }));
  const more = document.getElementById("more");
  const found = document.getElementById("found");
  let shown = pageLength;

  function matchesFilters({ element, text }) {
    const wanted = form.elements;
    return ["outcome", "label", "attack"].every(name => wanted[name].value === "" || element.dataset[name] === wanted[name].value)
      && text.includes(wanted.text.value.trim().toLowerCase());
  }

  function show() {
    let count = 0;
    for (const card of cards) {
      const isMatch = matchesFilters(card);
      count += isMatch ? 1 : 0;
      card.element.hidden = !isMatch || count > shown;
    }
    found.textContent = count === 1 ? "1 example" : `${count} examples`;
    more.hidden = count <= shown;
  }

  form.addEventListener("input", () => {
    shown = pageLength;
    show();
  });
  form.addEventListener("submit", event => event.preventDefault());
  more.firstElementChild.addEventListener("click", () => {
    const next = cards.filter(card => card.element.hidden && matchesFilters(card))[0].element;
    shown += 2 * pageLength;
    show();
    next.tabIndex = -1;
    next.focus();
  });

  if (cards.some(card => card.element.dataset.outcome === "broken")) {
    form.elements.outcome.value = "broken";
  }
  form.hidden = false;
  show();
})();
