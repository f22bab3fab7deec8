// Bytes and their texts. All texts are canonical: what is read must be written the same way again.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The bytes of a text. @param {string} text @returns {Uint8Array} */
export function utf8(text) {
  return encoder.encode(text);
}

/** The text of bytes that must be UTF-8. @param {BufferSource} bytes @returns {string} */
export function fromUtf8(bytes) {
  return decoder.decode(bytes);
}

/** Joins byte strings. @param {...Uint8Array} parts @returns {Uint8Array} */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two byte strings are the same. @param {Uint8Array} one @param {Uint8Array} other */
export function equal(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

/** Standard base64 with padding. @param {Uint8Array} bytes @returns {string} */
export function base64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Reads standard base64; throws where it is not canonical. @param {string} text @returns {Uint8Array} */
export function fromBase64(text) {
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new SyntaxError("it is not base64");
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (base64(bytes) !== text) throw new SyntaxError("it is not canonical base64");
  return bytes;
}

/** base64url without padding. @param {Uint8Array} bytes @returns {string} */
export function base64url(bytes) {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads base64url without padding; throws where it is not canonical. @param {string} text @returns {Uint8Array} */
export function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new SyntaxError("it is not base64url");
  const padding = "=".repeat((4 - (text.length % 4)) % 4);
  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/") + padding);
}

/** Lower-case hexadecimal. @param {Uint8Array} bytes @returns {string} */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Reads lower-case hexadecimal. @param {string} text @returns {Uint8Array} */
export function fromHex(text) {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new SyntaxError("it is not lower-case hexadecimal");
  return Uint8Array.from({ length: text.length / 2 }, (_, place) => parseInt(text.substr(place * 2, 2), 16));
}

/** The SHA-256 of bytes. @param {BufferSource} bytes @returns {Promise<Uint8Array>} */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Random bytes. @param {number} length @returns {Uint8Array} */
export function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

/**
 * A UUID of version 7 (RFC 9562): a time in milliseconds, then random bits.
 * @param {number} [now] @param {Uint8Array} [bits] ten random bytes
 * @returns {string}
 */
export function uuidv7(now = Date.now(), bits = random(10)) {
  const time = fromHex(now.toString(16).padStart(12, "0"));
  const bytes = concat(time, bits);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}
