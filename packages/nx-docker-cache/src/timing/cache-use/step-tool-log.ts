import type { ToolUse } from './cache-use';
import { TOOL_LOGS } from './registry';
import type { LogReading } from './tool-log';

/** BuildKit cuts off a log that grows too long or too fast (util/progress/logs/logs.go): what is counted then is not all. */
const CLIPPED = /^\[output clipped, log (?:limit|speed) .+ reached\]$/;

/** Reads the log of one RUN for the package managers that it calls. */
export class StepToolLog {
  private readonly readings: readonly (readonly [string, LogReading])[];
  private isClipped = false;

  /** @param tools names of recipes; those without a log of use are passed over */
  constructor(tools: readonly string[]) {
    this.readings = tools.flatMap((tool) => {
      const log = TOOL_LOGS[tool];
      return log?.kind === 'tells' ? [[tool, log.read()] as const] : [];
    });
  }

  line(text: string): void {
    if (this.readings.length === 0) return;
    if (CLIPPED.test(text)) this.isClipped = true;
    for (const [, reading] of this.readings) reading.line(text);
  }

  /** One for each tool that told something; none when a part of the log is missing. */
  uses(): readonly ToolUse[] {
    if (this.isClipped) return [];
    return this.readings.flatMap(([tool, reading]) => {
      const told = reading.told();
      return told === undefined ? [] : [{ tool, ...told }];
    });
  }
}
