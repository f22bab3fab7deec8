// Whether the sign-in that a page was opened with still goes on. A key signs without one, and mints tokens for the API without one; so the
// portal is asked before each signature, and a page whose sign-in has ended is cleared.

import * as api from "./api.js";
import { el, focus, heading } from "./dom.js";
import { page } from "./page.js";

/** How often a page asks at least, in milliseconds: by so much may a person who types be taken for idle too early or too late. */
const EVERY = 300_000;
/** A little more than what is left, so that the answer then is the last one. */
const MARGIN = 1_000;
/** What a person does who is not idle. */
const USES = ["keydown", "pointerdown", "input"];

const OVER = ["signed-out", "signed-in-other"];

/** Whether the sign-in of the page has ended, or gave way to another. @param {unknown} error */
export const isSignedOut = (error) => error instanceof api.Unwell && OVER.includes(error.code);

/** Where to sign in again, and come back to this very page. */
export const signInAgain = () => `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;

/** The milliseconds for which the page's sign-in goes on if nothing more is asked. Throws where it has ended. */
async function left(method, path) {
  let answer;
  try {
    answer = await api.portal(method, path);
  } catch (error) {
    throw error instanceof api.Unwell && error.status === 401 ? new api.Unwell({ code: "signed-out" }) : error;
  }
  if (answer.body.kid !== page().kid) throw new api.Unwell({ code: "signed-in-other" });
  return answer.body.left;
}

/** Refuses where the member of this page is signed in no more. To sign is to use the sign-in. */
export async function checkSignedIn() {
  await left("POST", "/sign-in/used");
}

/** Takes away what the page says of anybody's business. Drafts, and what was signed and not sent, stay in the browser. */
function clear(say) {
  const told = el(
    "main",
    { id: "main" },
    heading(say("signed-out-cleared"), 1),
    el("p", {}, say("signed-out-kept")),
    el("p", {}, el("a", { class: "button", href: signInAgain() }, say("no-key-link"))),
  );
  document.title = say("signed-out-cleared");
  document.body.replaceChildren(el("div", { class: "alone" }, told));
  focus(told);
}

/**
 * Clears the page once its sign-in has ended. To look is no use of it; what a person does on the page is.
 * @param {(name: string, values?: object) => string} say
 */
export function watch(say) {
  let isUsed = false;
  let timer = 0;
  for (const use of USES) {
    document.addEventListener(use, () => {
      isUsed = true;
    });
  }
  const look = async () => {
    clearTimeout(timer);
    let wait = EVERY;
    try {
      const asked = isUsed ? ["POST", "/sign-in/used"] : ["GET", "/sign-in/until"];
      isUsed = false;
      wait = Math.min(EVERY, (await left(...asked)) + MARGIN);
    } catch (error) {
      if (isSignedOut(error)) {
        clear(say);
        return;
      }
      // Nobody answered, so nobody said that it has ended.
    }
    timer = setTimeout(look, wait);
  };
  // Timers of a page in the background, or of a device that slept, come late.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  return look();
}
