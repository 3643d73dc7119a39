/** A heading of the story. */
export function chapter(title: string): void {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(3, 90 - title.length))}`);
}

/** A remark between two commands. */
export function say(text: string): void {
  console.log(`  ${text}`);
}
