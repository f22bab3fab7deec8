// As much of a browser's document as the scripts use: elements with attributes, text and listeners, and the simple selectors.

/** A listener registry with bubbling along `parent`. */
class Target {
  listeners = new Map();

  addEventListener(name, listener, { once = false } = {}) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), { listener, once }]);
  }

  removeEventListener(name, listener) {
    this.listeners.set(name, (this.listeners.get(name) ?? []).filter((known) => known.listener !== listener));
  }

  /** Calls the listeners from here upward; their promises are in `event.done`. */
  dispatchEvent(event) {
    event.target ??= this;
    event.done ??= [];
    for (const { listener, once } of this.listeners.get(event.type) ?? []) {
      if (once) this.removeEventListener(event.type, listener);
      event.done.push(listener(event));
    }
    if (event.bubbles && this.parent) this.parent.dispatchEvent(event);
    return true;
  }
}

export class FakeEvent {
  constructor(type, { bubbles = false, detail = null } = {}) {
    Object.assign(this, { type, bubbles, detail });
  }

  preventDefault() {
    this.isPrevented = true;
  }
}

const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const dashed = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One part of a selector, such as `input[type=hidden]` or `.a:not(.b)`, as a question to an element. */
function asked(part) {
  const tests = [];
  const token = /:not\(([^)]*)\)|:scope|:disabled|\[([a-z-]+)(?:=['"]?([^\]'"]*)['"]?)?\]|\.([\w-]+)|#([\w-]+)|([a-z][a-z0-9]*)/gy;
  for (let at = 0; at < part.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(part);
    if (!found) throw new Error(`no selector: ${part}`);
    const [text, not, attribute, value, name, id, tag] = found;
    if (not !== undefined) tests.push((element) => !asked(not)(element));
    else if (text === ":disabled") tests.push((element) => element.hasAttribute("disabled"));
    else if (attribute) tests.push((element) => element.hasAttribute(attribute) && (value === undefined || element.getAttribute(attribute) === value));
    else if (name) tests.push((element) => (element.getAttribute("class") ?? "").split(" ").includes(name));
    else if (id) tests.push((element) => element.getAttribute("id") === id);
    else if (tag) tests.push((element) => element.tagName === tag.toUpperCase());
  }
  return (element) => tests.every((test) => test(element));
}

/** Whether an element fits one selector below a scope. */
function fits(element, selector, scope) {
  const isChild = selector.startsWith(":scope >");
  const parts = selector.replace(":scope >", "").trim().split(/\s+/);
  if (!asked(parts.at(-1))(element)) return false;
  if (isChild) return element.parent === scope;
  let above = element.parent;
  for (const part of parts.slice(0, -1).reverse()) {
    while (above && !asked(part)(above)) above = above.parent;
    if (!above) return false;
    above = above.parent;
  }
  return true;
}

export class FakeElement extends Target {
  constructor(tag, attributes = {}, ...children) {
    super();
    this.tagName = tag.toUpperCase();
    this.attributes = new Map(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
    this.childNodes = [];
    this.parent = null;
    this.value = this.getAttribute("value") ?? "";
    this.checked = this.hasAttribute("checked");
    this.dataset = new Proxy(this, {
      get: (_, name) => (typeof name === "string" ? this.getAttribute(`data-${dashed(name)}`) ?? undefined : undefined),
      set: (_, name, value) => this.setAttribute(`data-${dashed(name)}`, value) ?? true,
      deleteProperty: (_, name) => this.attributes.delete(`data-${dashed(name)}`) || true,
      ownKeys: () => [...this.attributes.keys()].filter((name) => name.startsWith("data-")).map((name) => camel(name.slice(5))),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    });
    if (tag === "template") {
      this.content = new FakeElement("#fragment", {}, ...children);
    } else {
      this.append(...children);
    }
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
    if (name === "value") this.value = String(value);
  }

  hasAttribute(name) {
    return this.attributes.has(name);
  }

  removeAttribute(name) {
    this.attributes.delete(name);
  }

  get children() {
    return this.childNodes.filter((node) => node instanceof FakeElement);
  }

  get textContent() {
    return this.childNodes.map((node) => (node instanceof FakeElement ? node.textContent : node)).join("");
  }

  set textContent(text) {
    this.childNodes = [text];
  }

  #taken(nodes) {
    return nodes.flatMap((node) => {
      if (!(node instanceof FakeElement)) return [String(node)];
      if (node.tagName === "#FRAGMENT") return this.#taken(node.childNodes);
      node.remove();
      node.parent = this;
      return [node];
    });
  }

  append(...nodes) {
    this.childNodes.push(...this.#taken(nodes));
  }

  prepend(...nodes) {
    this.childNodes.unshift(...this.#taken(nodes));
  }

  replaceChildren(...nodes) {
    for (const child of this.children) child.parent = null;
    this.childNodes = [];
    this.append(...nodes);
  }

  after(node) {
    node.remove();
    const { parent } = this;
    node.parent = parent;
    parent.childNodes.splice(parent.childNodes.indexOf(this) + 1, 0, node);
  }

  remove() {
    if (!this.parent) return;
    this.parent.childNodes = this.parent.childNodes.filter((node) => node !== this);
    this.parent = null;
  }

  clone() {
    const attributes = Object.fromEntries(this.attributes);
    return new FakeElement(this.tagName.toLowerCase(), attributes, ...this.childNodes.map((node) => (node instanceof FakeElement ? node.clone() : node)));
  }

  *below() {
    for (const child of this.children) {
      yield child;
      yield* child.below();
    }
  }

  querySelectorAll(selector) {
    const selectors = selector.split(/,\s*/);
    return [...this.below()].filter((element) => selectors.some((one) => fits(element, one.trim(), this)));
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  matches(selector) {
    return selector.split(/,\s*/).some((one) => fits(this, one.trim(), null));
  }

  closest(selector) {
    for (let at = this; at; at = at.parent) if (at.matches(selector)) return at;
    return null;
  }

  contains(other) {
    for (let at = other; at; at = at.parent) if (at === this) return true;
    return false;
  }

  /** The inputs of a form. */
  get elements() {
    const found = this.querySelectorAll("input, select, textarea, button, fieldset");
    found.namedItem = (name) => found.find((input) => input.name === name) ?? null;
    return found;
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }

  get type() {
    return this.getAttribute("type") ?? (this.tagName === "BUTTON" ? "submit" : "text");
  }

  get id() {
    return this.getAttribute("id") ?? "";
  }

  focus() {}

  click() {
    this.dispatchEvent(new FakeEvent("click", { bubbles: true }));
  }

  setCustomValidity(text) {
    this.invalid = text;
  }

  reportValidity() {}

  /** A press, and all that comes of it. */
  async press() {
    await this.send(new FakeEvent("click", { bubbles: true }));
  }

  async send(event) {
    this.dispatchEvent(event);
    await Promise.all(event.done);
  }
}

/** The document, the window's own listeners, and the place of the page. */
export function openDocument({ kid = "", party = "", ledger = "", language = "en", address = "/" }) {
  const body = new FakeElement("body", { "data-kid": kid, "data-party": party, "data-ledger": ledger, "data-language": language });
  const document = new FakeElement("html", {}, body);
  Object.assign(document, {
    body,
    title: "",
    visibilityState: "visible",
    createElement: (tag) => new FakeElement(tag),
    importNode: (node) => node.clone(),
    adoptNode: (node) => node,
  });
  const window = new Target();
  const { pathname, search } = new URL(address, "https://tallystick.test");
  Object.assign(globalThis, {
    document,
    location: { pathname, search, origin: "https://tallystick.test", reload() {} },
    HTMLInputElement: class {},
    RadioNodeList: class {},
    CustomEvent: FakeEvent,
    Event: FakeEvent,
    addEventListener: (...more) => window.addEventListener(...more),
    removeEventListener: (...more) => window.removeEventListener(...more),
  });
  return { document, body, window };
}
