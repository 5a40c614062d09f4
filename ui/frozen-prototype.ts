import type { Plugin } from "vite";

/**
 * The window's `Object.prototype` is frozen before any script runs (`freezePrototype` in
 * `tauri.conf.json`), so that nothing can plant properties on every object. Assigning to a property of
 * the same name on an object that inherits it is then refused, which libraries below the charts do
 * while they load. Each place is written so that it means the same and is allowed.
 */
const MENDED = [
  {
    file: /\/d3-color\/dist\/d3-color\.mjs$/u,
    from: "prototype.constructor = constructor;",
    to: 'Object.defineProperty(prototype, "constructor", { value: constructor, writable: true, configurable: true });',
  },
  {
    file: /\/decimal\.js-light\/decimal\.m?js$/u,
    from: "P = {};",
    to: "P = Object.create(null);",
  },
  {
    file: /\/d3-format\/dist\/d3-format\.mjs$/u,
    from: "FormatSpecifier.prototype.toString =",
    to: "Object.setPrototypeOf(FormatSpecifier.prototype, null);\nFormatSpecifier.prototype.toString =",
  },
] as const;

export function frozenPrototype(): Plugin {
  return {
    name: "frozen-prototype",
    enforce: "pre",
    transform(code, id) {
      const mended = MENDED.find(({ file }) => file.test(id.split("?")[0] ?? id));
      if (!mended) return null;
      if (!code.includes(mended.from)) {
        this.error(`${id} is not written as it was; look at frozen-prototype.ts`);
      }
      return { code: code.replace(mended.from, mended.to), map: null };
    },
  };
}
