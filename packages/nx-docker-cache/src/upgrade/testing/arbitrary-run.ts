import fc from 'fast-check';

/** A command of a script, and what an upgrade has to leave of it: undefined when it has to go. */
export interface ExpectedCommand {
  readonly before: readonly string[];
  readonly after: readonly string[] | undefined;
}

/** A Dockerfile with the commands that its RUNs must have afterwards, in their order. */
export interface ExpectedDockerfile {
  readonly text: string;
  readonly commands: readonly (readonly string[])[];
  readonly comments: readonly string[];
  readonly eol: '\n' | '\r\n';
}

const kept = (words: string): ExpectedCommand => ({ before: words.split(' '), after: words.split(' ') });
const changed = (before: string, after: string | undefined): ExpectedCommand => ({
  before: before.split(' '),
  after: after?.split(' '),
});

const FILLING = [
  changed('pip install --no-cache-dir a', 'pip install a'),
  changed('pip --no-cache-dir install a', 'pip install a'),
  changed('pip3 install a --no-cache-dir', 'pip3 install a'),
  changed("python -m pip install --no-cache -r req.txt 'x>1'", "python -m pip install -r req.txt 'x>1'"),
  changed('PIP_NO_CACHE_DIR=1 pip install a', 'pip install a'),
  changed('env PIP_NO_CACHE_DIR=1 B=2 pip install a', 'env B=2 pip install a'),
  kept('pip install -e .'),
  kept('pip download a'),
];

const OTHERS = [
  changed('rm -rf /root/.cache/pip', undefined),
  changed('rm -rf ~/.cache', undefined),
  changed('pip cache purge', undefined),
  changed('rm -rf /var/lib/apt/lists/* /root/.cache/pip /tmp/x', 'rm -rf /var/lib/apt/lists/* /tmp/x'),
  kept('apt-get update'),
  kept('apt-get install -y --no-install-recommends gcc'),
  kept('echo --no-cache-dir'),
  kept('rm -rf /tmp/build'),
  kept('mkdir -p /app'),
];

interface Layout {
  readonly operator: '&&' | ';';
  readonly style: 'leading' | 'trailing';
  /** What stands between two words or commands: 0 a blank, 1 a new line, 2 a new line and a comment, 3 a blank line. */
  readonly gaps: readonly number[];
  readonly eol: '\n' | '\r\n';
  readonly escape: '\\' | '`';
}

/** Writes lines, and remembers the comments. */
class Writer {
  text = '';
  readonly comments: string[] = [];
  private gap = 0;

  constructor(private readonly layout: Layout) {}

  separate(): void {
    const { gaps, eol, escape } = this.layout;
    const kind = gaps[this.gap++ % gaps.length] ?? 0;
    if (kind === 0) {
      this.text += ' ';
      return;
    }
    this.text += ` ${escape}${eol}`;
    if (kind === 2) this.comment('    ');
    if (kind === 3) this.text += eol;
    this.text += '    ';
  }

  comment(indentation: string): void {
    const comment = `# note ${this.comments.length}`;
    this.comments.push(comment);
    this.text += `${indentation}${comment}${this.layout.eol}`;
  }

  run(commands: readonly ExpectedCommand[]): void {
    const { operator, style, eol } = this.layout;
    this.text += 'RUN ';
    commands.forEach(({ before }, index) => {
      if (index > 0 && style === 'leading') this.separate();
      if (index > 0) this.text += style === 'leading' ? `${operator} ` : ` ${operator}`;
      if (index > 0 && style === 'trailing') this.separate();
      before.forEach((word, at) => {
        if (at > 0) this.separate();
        this.text += word;
      });
    });
    this.text += eol;
  }
}

const layout: fc.Arbitrary<Layout> = fc.record({
  operator: fc.constantFrom('&&' as const, ';' as const),
  style: fc.constantFrom('leading' as const, 'trailing' as const),
  gaps: fc.array(fc.constantFrom(0, 0, 0, 1, 1, 2, 3), { minLength: 1, maxLength: 12 }),
  eol: fc.constantFrom('\n' as const, '\r\n' as const),
  escape: fc.constantFrom('\\' as const, '`' as const),
});

/** The filling command first, so that something is always left. */
const script = fc
  .tuple(fc.constantFrom(...FILLING), fc.array(fc.constantFrom(...FILLING, ...OTHERS), { maxLength: 4 }))
  .map(([first, rest]) => [first, ...rest]);

/** Dockerfiles with RUNs of all layouts, with comments and blank lines wherever BuildKit allows them. */
export const dockerfiles: fc.Arbitrary<ExpectedDockerfile> = fc
  .tuple(layout, fc.array(script, { minLength: 1, maxLength: 4 }))
  .map(([shape, scripts]) => {
    const writer = new Writer(shape);
    if (shape.escape === '`') writer.text += `# escape=\`${shape.eol}`;
    writer.text += `FROM python:3.11${shape.eol}`;
    for (const commands of scripts) {
      writer.comment('');
      writer.run(commands);
    }
    return {
      text: writer.text,
      commands: scripts.flat().flatMap(({ after }) => (after === undefined ? [] : [after])),
      comments: writer.comments,
      eol: shape.eol,
    };
  });
