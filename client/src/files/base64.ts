/** Bytes as text for a message, in every host: `Buffer` does not exist in a worker. */

// `fromCharCode` takes its arguments on the stack.
const CHUNK = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}
