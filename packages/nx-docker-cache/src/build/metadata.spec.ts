import { readMetadata } from './metadata';

const NOTHING = { digest: undefined, configDigest: undefined, builder: undefined };

describe('readMetadata', () => {
  it('reads what buildx 0.13 and 0.29 write', () => {
    const text = JSON.stringify({
      'buildx.build.ref': 'mine/node0/abc',
      'containerimage.config.digest': 'sha256:c',
      'containerimage.digest': 'sha256:d',
      'image.name': 'registry.example/app:1',
    });
    expect(readMetadata(text)).toEqual({ digest: 'sha256:d', configDigest: 'sha256:c', builder: 'mine' });
  });

  it.each(['', '{', 'null', '[]', '{"containerimage.digest": 3}'])('finds nothing in %j', (text) => {
    expect(readMetadata(text)).toEqual(NOTHING);
  });
});
