"use strict";
(() => {
  const form = document.getElementById("filtres");
  const count = document.getElementById("compte");
  const none = document.getElementById("aucun");
  const cases = [...document.querySelectorAll(".case")];
  const sections = [...document.querySelectorAll("section.cases")];
  const choices = [...form.querySelectorAll("select")];
  const field = form.elements.namedItem("words");
  const texts = new Map();
  const number = new Intl.NumberFormat("fr-FR");

  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’ʼ]/g, "'").replace(/\s+/g, " ").toLowerCase();

  const textOf = (element) => {
    if (!texts.has(element)) texts.set(element, fold(element.textContent));
    return texts.get(element);
  };

  const apply = () => {
    const wanted = choices.filter((one) => one.value).map((one) => [one.name, one.value]);
    const words = fold(field.value).split(" ").filter(Boolean);
    let shown = 0;
    for (const element of cases) {
      const kept =
        wanted.every(([name, key]) => element.dataset[name].split(" ").includes(key)) &&
        words.every((word) => textOf(element).includes(word));
      element.hidden = !kept;
      shown += kept ? 1 : 0;
    }
    const filtered = wanted.length > 0 || words.length > 0;
    for (const section of sections) {
      section.hidden = filtered && !section.querySelector(".case:not([hidden])");
    }
    none.hidden = !filtered || shown > 0;
    count.textContent = `${number.format(shown)} cas ${shown < 2 ? "montré" : "montrés"} sur ${number.format(cases.length)}`;
  };

  const open = () => {
    const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!found || !found.classList.contains("case")) return;
    if (found.hidden) {
      form.reset();
      apply();
    }
    found.open = true;
    found.scrollIntoView();
    found.querySelector("summary").focus({ preventScroll: true });
  };

  let waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  addEventListener("hashchange", open);
  apply();
  open();
})();
