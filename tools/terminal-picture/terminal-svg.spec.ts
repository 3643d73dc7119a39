import { terminalSvg } from './terminal-svg';

describe('terminalSvg', () => {
  it('keeps every line and escapes what XML reads', () => {
    const svg = terminalSvg('a <b> & c\nsecond\n');
    expect(svg).toContain('a &lt;b&gt; &amp; c');
    expect(svg.match(/<text /g)).toHaveLength(2);
  });

  it('shows colours and bold, until they end', () => {
    const svg = terminalSvg('\u001b[1;32mdone\u001b[0m now');
    expect(svg).toContain('<tspan fill="#7ee787" font-weight="bold">done</tspan><tspan> now</tspan>');
  });
});
