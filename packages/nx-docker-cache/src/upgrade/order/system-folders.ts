import { isWithin, overlap } from '../../context/within';

/** Package managers write there: sources that are copied over them must not change their place. */
const WRITTEN = [
  ...'/bin /sbin /lib /lib64 /etc /usr/bin /usr/sbin /usr/lib /usr/share /usr/include'.split(' '),
  ...'/usr/local/bin /usr/local/sbin /usr/local/lib /usr/local/share /usr/local/include'.split(' '),
  ...'/var/lib /var/cache /var/log /go/pkg /go/bin /pnpm /usr/local/cargo /usr/local/rustup'.split(' '),
];

/** Whether a folder that sources are copied to is one that installs write to, or above such a one. */
export function isSystemFolder(folder: string, home: string | undefined): boolean {
  const homes = ['/root', ...(home === undefined ? [] : [home])];
  const isHome = homes.some((each) => isWithin(each, folder)) || /^\/home(?:\/[^/]+)?$/.test(folder);
  const isHidden = homes.some((each) => isWithin(folder, each) && folder.slice(each.length).startsWith('/.'));
  return (
    isHome ||
    isHidden ||
    /^\/(?:opt|tmp|var|usr)$/.test(folder) ||
    WRITTEN.some((each) => overlap(each, folder))
  );
}
