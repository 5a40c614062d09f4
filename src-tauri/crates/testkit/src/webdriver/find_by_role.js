// A function's body: the first visible element with the role `arguments[0]` and the accessible name
// `arguments[1]`, by the rules that this app's own markup needs.
const [role, name] = arguments;
const implicit = {
  alert: "",
  button: "button, summary, input[type=button], input[type=submit]",
  checkbox: "input[type=checkbox]",
  heading: "h1, h2, h3, h4, h5, h6",
  link: "a[href]",
  textbox: "input:not([type]), input[type=text], input[type=password], input[type=email], textarea",
};
const words = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const referenced = (element) =>
  (element.getAttribute("aria-labelledby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent)
    .join(" ");
const nameOf = (element) =>
  words(referenced(element)) ||
  words(element.getAttribute("aria-label")) ||
  words([...(element.labels ?? [])].map((label) => label.textContent).join(" ")) ||
  words(element.textContent) ||
  words(element.getAttribute("title"));
const selector = [`[role=${role}]`, implicit[role]].filter(Boolean).join(", ");
return (
  [...document.querySelectorAll(selector)].find(
    (element) => nameOf(element) === name && element.checkVisibility(),
  ) ?? null
);
