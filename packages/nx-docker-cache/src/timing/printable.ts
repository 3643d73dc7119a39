/**
 * Text from a build as one harmless line of a terminal: escape sequences are dropped and other control characters
 * shown as `\xNN`, so that a log can neither move the cursor nor set the window's title. Tabs stay.
 */
export function printable(text: string): string {
  if (!HAS_CONTROL.test(text)) return text;
  return text.replace(ESCAPE_SEQUENCES, '').replace(CONTROL, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, '0');
    return `\\x${code}`;
  });
}

/** ECMA-48: CSI sequences, strings (OSC, DCS, …) up to their end, and the two-character ones. */
const ESCAPE_SEQUENCES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]/g;
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/g;
/** Most text has none: one look at it costs less than two replacements. */
const HAS_CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/;

/** At most `width` characters, the last one an ellipsis when something was cut. */
export function fit(text: string, width: number): string {
  if (text.length <= width) return text;
  return width < 1 ? '' : `${text.slice(0, width - 1)}…`;
}
